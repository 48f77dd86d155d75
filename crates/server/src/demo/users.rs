//! Who logs in to the demo, and is given its work.

use kernel::Result;

use crate::compose::Lindung;

/// The users: the name to log in with, the name that others read, the role.
pub const USERS: [(&str, &str, &str); 7] = [
    ("kepala.contoh", "Kepala Contoh", "kepala"),
    ("pelindungan.contoh", "Pelindungan Contoh", "pelindungan"),
    ("rekan.contoh", "Rekan Pelindungan Contoh", "pelindungan"),
    ("penempatan.contoh", "Penempatan Contoh", "penempatan"),
    ("helpdesk.contoh", "Helpdesk Contoh", "helpdesk"),
    ("perencana.contoh", "Perencana Contoh", "perencana"),
    ("pengelola.contoh", "Pengelola Akun Contoh", "admin"),
];

/// Makes the demo's users, or gives them this password.
///
/// # Errors
/// What the database says.
pub async fn users(lindung: &Lindung, password: &str) -> Result<()> {
    for (username, name, role) in USERS {
        let user = accounts::NewUser { username, name, role, office: &lindung.config.office, password };
        accounts::add_or_reset(&lindung.house, &lindung.accounts, user).await?;
    }
    Ok(())
}
