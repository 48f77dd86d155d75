//! Whose hands an agreement went through. Two are meant; where one person drafted and signed it, the agreement says so.

use kernel::Ctx;

use super::entity::Model;
use crate::penutupan::hands::same;

impl Model {
    /// What it says of itself where who signed it had drafted it too; nothing where those were two, or nobody signed it.
    #[must_use]
    pub fn same_hands(&self) -> Option<&'static str> {
        let signed = self.ditandatangani_oleh.as_deref().map(|name| (self.ditandatangani_id, name))?;
        let drafted = (self.disusun_id, self.disusun_oleh.as_str());
        same(drafted, signed).then_some("Yang menyusun dan yang menandatangani perjanjian ini orang yang sama.")
    }

    /// The same, if the actor signed it now.
    #[must_use]
    pub fn same_hands_if_signed(&self, ctx: &Ctx) -> Option<&'static str> {
        let name = Some(ctx.actor.name.clone());
        Self { ditandatangani_id: ctx.actor.user, ditandatangani_oleh: name, ..self.clone() }.same_hands()
    }
}
