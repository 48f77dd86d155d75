//! The fonts of the machine, for letters that those of the program lack. They are looked through only for such a document.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontStyle};

/// How deep in the folder fonts are looked for.
const DEEP: usize = 6;
/// The most files that are looked at.
const FILES: usize = 5_000;
/// The largest file that is read: families of Han letters have some 20 MB.
const LARGE: u64 = 64 * 1024 * 1024;

/// A folder with fonts beside those that are part of the program.
#[derive(Clone, Debug)]
pub struct Fonts(Option<PathBuf>);

/// A font of the folder that has some of the letters.
struct Candidate {
    path: PathBuf,
    index: u32,
    has: Vec<char>,
    /// Slanted, and how far from the usual weight.
    odd: (bool, u16),
}

impl Fonts {
    /// Those of the program only.
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }

    /// The fonts of a folder and those below it; none where there is no such folder, or its name is empty.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self(Some(folder.to_owned()).filter(|folder| folder.is_dir()))
    }

    /// As few fonts as have as many of the letters as there are, upright ones of usual weight first.
    pub(crate) fn with(&self, letters: &[char]) -> Vec<Font> {
        let Some(folder) = &self.0 else { return Vec::new() };
        let mut files = Vec::new();
        collect(folder, DEEP, &mut files);
        files.sort();
        let candidates: Vec<Candidate> = files.iter().flat_map(|path| having(path, letters)).collect();
        let (mut left, mut chosen) = (letters.to_vec(), Vec::new());
        let worth = |one: &Candidate, left: &[char]| left.iter().filter(|letter| one.has.contains(letter)).count();
        while let Some(best) = candidates
            .iter()
            .filter(|one| worth(one, &left) > 0)
            .rev()
            .max_by_key(|one| (worth(one, &left), Reverse(one.odd)))
        {
            left.retain(|letter| !best.has.contains(letter));
            chosen.extend(load(&best.path).and_then(|bytes| Font::new(bytes, best.index)));
        }
        chosen
    }
}

fn collect(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        if path.is_dir() {
            if deep > 0 {
                collect(&path, deep - 1, files);
            }
        } else if files.len() < FILES && ["ttf", "otf", "ttc", "otc"].contains(&ending.as_str()) {
            files.push(path);
        }
    }
}

/// The content of a file; none that cannot be read or is too large.
fn load(path: &Path) -> Option<Bytes> {
    let size = fs::metadata(path).ok()?.len();
    (size <= LARGE).then(|| fs::read(path).ok().map(Bytes::new)).flatten()
}

/// The fonts of a file that have some of the letters.
fn having(path: &Path, letters: &[char]) -> Vec<Candidate> {
    let Some(bytes) = load(path) else { return Vec::new() };
    let one = |font: Font| {
        let has: Vec<char> =
            letters.iter().copied().filter(|letter| font.info().coverage.contains(u32::from(*letter))).collect();
        let variant = font.info().variant;
        let odd = (variant.style != FontStyle::Normal, variant.weight.to_number().abs_diff(400));
        (!has.is_empty()).then(|| Candidate { path: path.to_owned(), index: font.index(), has, odd })
    };
    Font::iter(bytes).filter_map(one).collect()
}
