//! Pegawai: somebody of the staff in one position, from a day until a day. It holds no name and no number of a person: a code of the
//! office tells rows apart.

pub mod entity;
mod kind;
pub mod measures;
pub mod status;

pub use kind::Pegawai;
