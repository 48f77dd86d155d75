//! What was answered is kept, whatever fails.

mod full_disk;
mod outage;
mod program;
