//! What was answered is kept, whatever fails.

mod disk;
mod drill;
mod full_disk;
mod killed;
mod outage;
mod program;
mod replicas;
