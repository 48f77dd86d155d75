//! What was answered is kept, whatever fails; what the clock has a part in stands under `tests/alone`.

mod bersama;
mod commit;
mod dahulu;
mod flush;
mod log;
mod penuh;
