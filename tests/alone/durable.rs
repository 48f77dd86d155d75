//! What was answered is kept, whatever fails.

mod full_disk;
mod killed;
mod outage;
mod program;
