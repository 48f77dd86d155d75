//! All that a template can reach: itself, its data, the fonts that are part of the program, and those that were chosen for it.

use std::sync::LazyLock;

use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

struct Shelf {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Shelf {
    fn of(fonts: Vec<Font>) -> Self {
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    }
}

static SHIPPED: LazyLock<Shelf> =
    LazyLock::new(|| Shelf::of(typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect()));

/// Whether a font of the program has a letter.
pub(crate) fn shipped(letter: char) -> bool {
    SHIPPED.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
}

/// A template with its data.
pub(crate) struct Paper {
    library: LazyHash<Library>,
    source: Source,
    /// The shipped fonts and more, where more are needed.
    shelf: Option<Shelf>,
}

impl Paper {
    pub(crate) fn new((template, data): (&str, &Value), pictures: &[Bytes], more: Vec<Font>) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("data".into(), data.to_string().into_value());
        inputs.insert("foto".into(), pictures.to_vec().into_value());
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            source: Source::detached(template),
            shelf: (!more.is_empty()).then(|| Shelf::of(SHIPPED.fonts.iter().cloned().chain(more).collect())),
        }
    }

    fn shelf(&self) -> &Shelf {
        self.shelf.as_ref().unwrap_or(&SHIPPED)
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shelf().book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shelf().fonts.get(index).cloned()
    }

    /// A document says the days that its data says.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
