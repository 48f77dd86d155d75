//! What a form of a table says: the table with its corrections, and what holds for all its rows.

use std::collections::HashSet;

use kernel::Result;
use kernel::form::{Field, Form, Sensitivity, gather_ticks};
use people::heads::folded;

use crate::AnyKind;
use crate::again::NUMBER;
use crate::import::{Grid, Room, WHOLE, carried, named};
use crate::register::{NAMED, PERSON};

/// The most rows of a table that is keyed, its heads among them.
pub(super) const MOST_KEYED: usize = 201;

/// A table with what was said of it.
#[derive(Default)]
pub(super) struct Table {
    /// Its rows.
    pub grid: Grid,
    /// What fills fields that a row leaves empty.
    pub given: Form,
    /// The rows that were opened to be changed, from 0.
    pub opened: HashSet<usize>,
    /// The heads for which somebody chose a field: the head, and the field's key.
    pub chosen: Vec<(String, String)>,
    /// Whether records become what the table says, where it says otherwise.
    pub update: bool,
    /// Whether the good rows are saved although others are wrong.
    pub aside: bool,
    /// Whether it is keyed: empty rows are shown too.
    pub keyed: bool,
}

/// The fields that can hold for all rows: the kind's own ones that are not filled in by steps, and are not protected.
pub(super) fn common(kind: &dyn AnyKind) -> impl Iterator<Item = &'static Field> {
    kind.own().iter().filter(|field| !field.later && field.sensitivity == Sensitivity::Open)
}

/// What a form says for all rows.
pub(super) fn given(kind: &dyn AnyKind, typed: &mut Form) -> Form {
    let held = |key: &str| common(kind).any(|field| field.key == key.split('.').next().unwrap_or_default());
    let keys: Vec<String> = typed.keys().filter(|key| held(key)).cloned().collect();
    let mut given: Form = keys.into_iter().filter_map(|key| typed.remove_entry(&key)).collect();
    gather_ticks(&mut given);
    given.retain(|_, text| !text.trim().is_empty());
    given
}

impl Table {
    /// Reads a form.
    ///
    /// # Errors
    /// What the table cannot be read for.
    pub(super) fn read(kind: &dyn AnyKind, mut typed: Form) -> Result<Self> {
        let mut grid = carried(&mut typed, WHOLE)?;
        // Empty rows at the end of a table are none, but where it is keyed.
        let keyed = typed.remove("ketik").and_then(|text| text.parse::<usize>().ok());
        grid.rows.resize(grid.rows.len().max(keyed.unwrap_or_default().min(MOST_KEYED)), Vec::new());
        let mut table = Self {
            grid,
            given: given(kind, &mut typed),
            update: typed.remove("perbarui").is_some(),
            aside: typed.remove("sisihkan").is_some(),
            keyed: keyed.is_some(),
            ..Self::default()
        };
        let head = typed.remove("judul").and_then(|text| text.parse::<usize>().ok());
        let mut room = Room::within(WHOLE);
        for (key, text) in typed {
            table.take(kind, &mut room, head, (&key, &text))?;
        }
        Ok(table)
    }

    /// Takes one field: a cell (`s.row.column`), a cell under a field that has no column (`t.row.field`), what a column holds
    /// (`k.column`), a row that is dropped (`b.row`), a row that is opened (`ubah`).
    fn take(
        &mut self,
        kind: &dyn AnyKind,
        room: &mut Room,
        head: Option<usize>,
        (key, text): (&str, &str),
    ) -> Result<()> {
        let mut parts = key.splitn(3, '.');
        let what = parts.next().unwrap_or_default();
        let first = parts.next().and_then(|part| part.parse::<usize>().ok());
        let last = parts.next();
        match (what, first, last) {
            ("s", Some(row), Some(column)) => {
                if let Ok(column) = column.parse() {
                    room.put(&mut self.grid, (row, column), text)?;
                }
            }
            ("t", Some(row), Some(field)) if !text.trim().is_empty() && known(kind, field) => {
                if let Some(column) = head.and_then(|head| self.column(head, field)) {
                    room.put(&mut self.grid, (head.unwrap_or_default(), column), field)?;
                    room.put(&mut self.grid, (row, column), text)?;
                }
            }
            ("k", Some(column), None) if !text.is_empty() && (known(kind, text) || text == UNUSED) => {
                if let Some(head) = head {
                    let before = self.grid.rows.get(head).and_then(|row| row.get(column)).cloned().unwrap_or_default();
                    if named(kind, &before) != Some(text) {
                        room.put(&mut self.grid, (head, column), text)?;
                        self.chosen.push((before, text.to_owned()));
                    }
                }
            }
            ("b", Some(row), None) => self.grid.rows.get_mut(row).into_iter().flatten().for_each(String::clear),
            ("ubah", ..) => self.opened.extend(text.parse::<usize>().ok()),
            _ => {}
        }
        Ok(())
    }

    /// The column under which a field stands, or the first behind the heads.
    fn column(&self, head: usize, field: &str) -> Option<usize> {
        let heads = self.grid.rows.get(head)?;
        Some(heads.iter().position(|text| folded(text) == folded(field)).unwrap_or(heads.len()))
    }
}

/// What a column is called that is not to be read.
pub(super) const UNUSED: &str = "(tidak dipakai)";

/// Whether a column may be called so.
fn known(kind: &dyn AnyKind, key: &str) -> bool {
    [NUMBER, PERSON, NAMED].contains(&key) || kind.fields().iter().any(|field| field.key == key)
}
