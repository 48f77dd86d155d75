//! What a form of a table says: the table with its corrections, and what holds for all its rows.

use std::collections::{BTreeMap, HashSet};

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
    /// The row of the heads, from 0, where it was found before.
    pub head: Option<usize>,
    /// What stood above a column, from 0, before somebody chose a field for it.
    pub origins: BTreeMap<usize, String>,
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
        let head = typed.remove(HEAD).and_then(|text| text.parse::<usize>().ok()).filter(|at| *at < grid.rows.len());
        let mut table = Self {
            grid,
            given: given(kind, &mut typed),
            update: typed.remove("perbarui").is_some(),
            aside: typed.remove("sisihkan").is_some(),
            keyed: keyed.is_some(),
            head,
            ..Self::default()
        };
        if let Some(head) = head.filter(|_| typed.remove(HEADLESS).is_some()) {
            let wide = table.grid.rows.iter().map(Vec::len).max().unwrap_or_default();
            table.grid.rows.insert(head, vec![String::new(); wide]);
        }
        let heads = HeadRows::of(&table.grid, head);
        let (mut room, mut dropped) = (Room::within(WHOLE), Vec::new());
        for (key, text) in typed {
            dropped.extend(table.take(kind, &mut room, &heads, (&key, &text))?);
        }
        // After the cells, which come with the form also of rows that are dropped.
        for row in dropped {
            table.grid.rows.get_mut(row).into_iter().flatten().for_each(String::clear);
        }
        Ok(table)
    }

    /// Takes one field: a cell (`s.row.column`), a cell under a field that has no column (`t.row.field`), what a column holds
    /// (`k.column`) and what stood above it (`asal.column`), a row that is opened (`ubah`). Returns a row that is dropped (`b.row`).
    fn take(
        &mut self,
        kind: &dyn AnyKind,
        room: &mut Room,
        heads: &HeadRows,
        (key, text): (&str, &str),
    ) -> Result<Option<usize>> {
        let mut parts = key.splitn(3, '.');
        let what = parts.next().unwrap_or_default();
        let first = parts.next().and_then(|part| part.parse::<usize>().ok());
        match (what, first, parts.next()) {
            ("b", Some(row), None) => return Ok(Some(row)),
            ("s", Some(row), Some(column)) => {
                if let Ok(column) = column.parse() {
                    room.put(&mut self.grid, (row, column), text)?;
                }
            }
            ("t", Some(row), Some(field)) if !text.trim().is_empty() && known(kind, field) => {
                if let Some(column) = heads.place(&self.grid, field) {
                    heads.call(&mut self.grid, room, column, field)?;
                    room.put(&mut self.grid, (row, column), text)?;
                }
            }
            ("asal", Some(column), None) => drop(self.origins.insert(column, text.to_owned())),
            ("k", Some(column), None) if known(kind, text) || text == UNUSED => {
                let before = heads.said(&self.grid, column);
                if named(kind, &before) != Some(text) {
                    heads.call(&mut self.grid, room, column, text)?;
                    self.origins.entry(column).or_insert(before);
                }
            }
            ("ubah", ..) => self.opened.extend(text.parse::<usize>().ok()),
            _ => {}
        }
        Ok(None)
    }
}

/// The rows of a table that hold its heads: of several sheets each has its own.
struct HeadRows(Vec<usize>);

impl HeadRows {
    fn of(grid: &Grid, head: Option<usize>) -> Self {
        let Some(head) = head else { return Self(Vec::new()) };
        let own = grid.rows.get(head).cloned().unwrap_or_default();
        let same = |at: &usize| *at == head || (!grid.begins.is_empty() && grid.rows.get(*at) == Some(&own));
        Self((0..grid.rows.len()).filter(same).collect())
    }

    /// What stands above a column.
    fn said(&self, grid: &Grid, column: usize) -> String {
        let cell = self.0.first().and_then(|head| grid.rows.get(*head)?.get(column));
        cell.cloned().unwrap_or_default()
    }

    /// Calls a column otherwise.
    fn call(&self, grid: &mut Grid, room: &mut Room, column: usize, name: &str) -> Result<()> {
        self.0.iter().try_for_each(|head| room.put(grid, (*head, column), name))
    }

    /// The column under which a field stands, or the first behind all rows.
    fn place(&self, grid: &Grid, field: &str) -> Option<usize> {
        let heads = grid.rows.get(*self.0.first()?)?;
        let wide = grid.rows.iter().map(Vec::len).max().unwrap_or_default();
        Some(heads.iter().position(|text| folded(text) == folded(field)).unwrap_or(wide))
    }
}

/// The field of a form that says which row holds the heads, from 0.
pub(super) const HEAD: &str = "kepala_tabel";
/// The field of a form that says that a table has no heads.
pub(super) const HEADLESS: &str = "tanpa_judul";

/// What a column is called that is not to be read.
pub(super) const UNUSED: &str = "(tidak dipakai)";

/// Whether a column may be called so.
fn known(kind: &dyn AnyKind, key: &str) -> bool {
    [NUMBER, PERSON, NAMED].contains(&key) || kind.fields().iter().any(|field| field.key == key)
}
