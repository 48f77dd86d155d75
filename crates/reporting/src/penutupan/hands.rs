//! Whose hands a closing went through. Three are meant; where one person had two of the steps, the closing says so.

use kernel::{Ctx, PenggunaId};

use super::entity::Model;

/// Who took a step: the account, and the name where there was none.
pub(crate) type Hand<'a> = (Option<PenggunaId>, &'a str);

/// Whether two steps were one person's: the accounts decide, and the names only where neither has one.
pub(crate) fn same(one: Hand<'_>, other: Hand<'_>) -> bool {
    match (one.0, other.0) {
        (None, None) => one.1 == other.1,
        (one, other) => one == other,
    }
}

impl Model {
    fn hands(&self) -> (Hand<'_>, Option<Hand<'_>>, Option<Hand<'_>>) {
        let reviewed = self.ditinjau_oleh.as_deref().map(|name| (self.ditinjau_id, name));
        let signed = self.ditandatangani_oleh.as_deref().map(|name| (self.ditandatangani_id, name));
        ((self.disiapkan_id, self.disiapkan_oleh.as_str()), reviewed, signed)
    }

    /// What it says of itself where who signed it had an earlier step too; nothing where those were others.
    #[must_use]
    pub fn same_hands(&self) -> Option<&'static str> {
        let (prepared, reviewed, signed) = self.hands();
        let signed = signed?;
        match (same(prepared, signed), reviewed.is_some_and(|reviewed| same(reviewed, signed))) {
            (true, true) => Some("Yang menyiapkan, meninjau dan menandatangani penutupan ini orang yang sama."),
            (true, false) => Some("Yang menyiapkan dan yang menandatangani penutupan ini orang yang sama."),
            (false, true) => Some("Yang meninjau dan yang menandatangani penutupan ini orang yang sama."),
            (false, false) => None,
        }
    }

    /// The same, if the actor signed it now.
    #[must_use]
    pub fn same_hands_if_signed(&self, ctx: &Ctx) -> Option<&'static str> {
        let name = Some(ctx.actor.name.clone());
        Self { ditandatangani_id: ctx.actor.user, ditandatangani_oleh: name, ..self.clone() }.same_hands()
    }

    /// Whether the actor has signed it.
    #[must_use]
    pub fn is_signed_by(&self, ctx: &Ctx) -> bool {
        let actor = (ctx.actor.user, ctx.actor.name.as_str());
        self.hands().2.is_some_and(|signed| same(signed, actor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_decide_and_names_only_where_there_are_none() {
        let account = |number: u128| Some(PenggunaId(uuid::Uuid::from_u128(number)));
        assert!(same((account(1), "Kepala Contoh"), (account(1), "Kepala Baru Contoh")));
        assert!(!same((account(1), "Kepala Contoh"), (account(2), "Kepala Contoh")));
        assert!(!same((None, "Kepala Contoh"), (account(1), "Kepala Contoh")));
        assert!(same((None, "Kepala Contoh"), (None, "Kepala Contoh")));
        assert!(!same((None, "Kepala Contoh"), (None, "Peninjau Contoh")));
    }
}
