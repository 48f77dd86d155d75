//! What was answered is kept, whatever fails.

mod commit;
mod full_disk;
mod outage;
mod program;
