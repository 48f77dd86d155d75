//! What was answered is kept, whatever fails.

mod drill;
mod full_disk;
mod killed;
mod outage;
mod program;
