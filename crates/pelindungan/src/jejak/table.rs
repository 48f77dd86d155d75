//! Looks as a table, for the page, the workbook and a printed document.

use kernel::Ctx;
use records::Registry;
use web::layout::role_title;
use web::parts;
use web::sheet::Cell;

use super::Line;
use crate::tindakan;

/// The heads of the columns.
pub(crate) const HEADS: [&str; 8] =
    ["Waktu (WIB)", "Siapa", "Nama masuk", "Peran", "Kantor", "Tindakan", "Pada", "Isian terlindungi"];

/// The cells of a look, in the order of [`HEADS`].
pub(crate) fn cells(ctx: &Ctx, registry: &Registry, line: &Line) -> Vec<Cell> {
    let Line { look, name, login, role } = line;
    let office = ctx.house.offices.by_id(look.kantor_id).map(|office| office.name.clone());
    vec![
        parts::instant(look.pada).into(),
        name.as_deref().unwrap_or("Petugas kantor lain").into(),
        login.clone().into(),
        // The system has no account, and so no role.
        role.map(|role| role_title(Some(role)).to_owned()).into(),
        office.into(),
        tindakan::words(&look.tindakan).into(),
        tindakan::kind(registry, &look.jenis).into(),
        if look.dibuka { "dibuka" } else { "disamarkan" }.into(),
    ]
}
