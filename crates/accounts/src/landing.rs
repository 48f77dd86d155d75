//! Where each role's work begins: there a login leads that asked for no other page.

use kernel::Role;

/// The first page of a role by its code.
pub(crate) fn of(role: &str) -> &'static str {
    match Role::parse(role) {
        Some(Role::Helpdesk) => "/meja/",
        Some(Role::Pelindungan | Role::Penempatan) => "/tugas",
        Some(Role::Perencana | Role::Kepala) | None => "/",
        Some(Role::Admin) => "/admin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_lands_where_its_work_is() {
        let all = Role::ALL.map(|role| (role.code(), of(role.code())));
        let known = [
            ("helpdesk", "/meja/"),
            ("pelindungan", "/tugas"),
            ("penempatan", "/tugas"),
            ("perencana", "/"),
            ("kepala", "/"),
            ("admin", "/admin"),
        ];
        for one in known {
            assert!(all.contains(&one), "{one:?}");
        }
        assert_eq!(all.len(), known.len());
    }
}
