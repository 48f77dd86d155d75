//! The list against ASVS is whole, and names tests and files that there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The points of levels 1 and 2 of the chapters that concern such a program; the others are left out as a whole.
const POINTS: usize = 217;
const STANDS: [&str; 3] = ["met", "not met", "not applicable"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names of all tests below a folder.
fn tests(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            tests(&path, names);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let mut marked = false;
            for line in fs::read_to_string(&path).unwrap().lines().map(str::trim_start) {
                marked |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
                if let Some((_, rest)) = line.split_once("fn ").filter(|_| marked) {
                    names.extend(rest.split('(').next().map(str::to_owned));
                    marked = false;
                }
            }
        }
    }
}

/// What a cell names between backquotes.
fn named(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_point_is_told_once_by_tests_and_files_that_there_are() {
    let mut there = BTreeSet::new();
    for folder in ["tests", "crates"] {
        tests(&root().join(folder), &mut there);
    }
    assert!(there.len() > 500, "{}", there.len());
    let text = fs::read_to_string(root().join("docs/asvs.md")).unwrap();
    let (mut points, mut wrong) = (BTreeSet::new(), Vec::new());
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    for row in rows.filter(|row| !row.starts_with("--- ")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let by = cells.last().unwrap();
        for name in named(by) {
            let is_file = name.contains('/') || [".md", ".toml", ".lock"].iter().any(|end| name.ends_with(end));
            if !(if is_file { root().join(name).exists() } else { there.contains(name) }) {
                wrong.push(format!("{name} is not there: {row}"));
            }
        }
        if let [point, _, stands, by] = cells[..] {
            if point == "point" {
                continue;
            }
            let shown = stands != "met" || named(by).next().is_some();
            if !(shown && STANDS.contains(&stands) && points.insert(point)) {
                wrong.push(format!("neither told once nor shown: {row}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(points.len(), POINTS);
}
