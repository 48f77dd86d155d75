//! The floors of `records`: a module knows its own floor, without a circle, and those below it. The floors are the groups of modules
//! in its `lib.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which module knows which.
type Graph = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/records/src")
}

/// The names at the top of a path or a list of paths: of `a::b, c::{d, e}` it is `a` and `c`.
fn tops(list: &str) -> Vec<String> {
    let (mut depth, mut name, mut all) = (0_u32, String::new(), Vec::new());
    for letter in list.chars().chain([',']) {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                let first = name.split("::").next().unwrap_or_default().split(" as ").next().unwrap_or_default();
                all.push(first.trim().to_owned());
                name.clear();
            }
            other if depth == 0 => name.push(other),
            _ => {}
        }
    }
    all.retain(|name| !name.is_empty());
    all
}

/// The code of a file without comments and tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// What stands behind each `crate::` of a file.
fn asked(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 1_u32;
            let end = list.find(|letter| {
                depth = if letter == '{' {
                    depth + 1
                } else if letter == '}' {
                    depth - 1
                } else {
                    depth
                };
                depth == 0
            });
            names.extend(tops(&list[..end.unwrap()]));
        } else {
            names.push(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_owned());
        }
    }
    names
}

/// The floor of each module, as `lib.rs` groups them, and the module that each name of the crate's root comes from.
fn floors(lib: &str) -> (BTreeMap<String, u32>, BTreeMap<String, String>) {
    let (mut floor, mut floors, mut from) = (0, BTreeMap::new(), BTreeMap::new());
    for line in lib.lines() {
        if let Some(rest) = line.strip_prefix("// Floor ") {
            floor = rest.split(':').next().unwrap().parse().unwrap();
        } else if let Some(name) = line.trim_start_matches("pub ").strip_prefix("mod ") {
            floors.insert(name.trim_end_matches(';').to_owned(), floor);
        }
    }
    for item in lib.split("\npub use ").skip(1) {
        let (module, names) = item.split(';').next().unwrap().split_once("::").unwrap();
        for name in tops(names.trim_start_matches('{').trim_end_matches('}')) {
            from.insert(name, module.to_owned());
        }
    }
    (floors, from)
}

fn files(path: &Path, paths: &mut Vec<PathBuf>) {
    if path.is_dir() {
        fs::read_dir(path).unwrap().flatten().for_each(|entry| files(&entry.path(), paths));
    } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
        paths.push(path.to_owned());
    }
}

fn graph(floors: &BTreeMap<String, u32>, from: &BTreeMap<String, String>) -> Graph {
    let mut graph = Graph::new();
    for module in floors.keys() {
        let mut own = Vec::new();
        files(&root().join(module), &mut own);
        let file = root().join(format!("{module}.rs"));
        own.extend(file.exists().then_some(file));
        assert!(!own.is_empty(), "{module} has no file");
        let names = own.iter().flat_map(|path| asked(&code(path)));
        let known =
            names.filter_map(|name| if floors.contains_key(&name) { Some(name) } else { from.get(&name).cloned() });
        graph.insert(module.clone(), known.filter(|name| name != module).collect());
    }
    graph
}

/// A way from a module back to itself, if there is one.
fn circle(graph: &Graph) -> Option<Vec<String>> {
    fn walk(graph: &Graph, way: &mut Vec<String>, done: &mut BTreeSet<String>) -> bool {
        let here = way.last().unwrap().clone();
        for next in &graph[&here] {
            if way.contains(next) {
                way.push(next.clone());
                return true;
            }
            if !done.contains(next) {
                way.push(next.clone());
                if walk(graph, way, done) {
                    return true;
                }
                way.pop();
            }
        }
        done.insert(here);
        false
    }
    let mut done = BTreeSet::new();
    graph.keys().find_map(|start| {
        let mut way = vec![start.clone()];
        walk(graph, &mut way, &mut done).then_some(way)
    })
}

#[test]
fn a_module_of_records_knows_no_floor_above_it_and_there_is_no_circle() {
    let (floors, from) = floors(&fs::read_to_string(root().join("lib.rs")).unwrap());
    assert!(floors.len() > 40 && floors.values().all(|floor| *floor > 0), "{floors:?}");
    let graph = graph(&floors, &from);
    let edges: usize = graph.values().map(BTreeSet::len).sum();
    assert!(edges > 150, "only {edges} edges were read");
    for (module, known) in &graph {
        let above: Vec<&String> = known.iter().filter(|other| floors[*other] > floors[module]).collect();
        assert!(above.is_empty(), "{module} knows {above:?}, which stand above it");
    }
    assert_eq!(circle(&graph), None);
}

#[test]
fn a_circle_is_found() {
    let edges = [("a", vec!["b"]), ("b", vec!["c"]), ("c", vec!["a"]), ("d", vec!["a"])];
    let of = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    let mut graph: Graph = edges.into_iter().map(|(from, to)| (from.to_owned(), of(to))).collect();
    assert_eq!(circle(&graph), Some(["a", "b", "c", "a"].map(str::to_owned).to_vec()));
    graph.get_mut("c").unwrap().clear();
    assert_eq!(circle(&graph), None);
    let code = "use crate::head::{Head, Record};\nuse crate::{AnyKind, link::{self, Kept}, text};\nfn f() { crate::work::of() }";
    assert_eq!(asked(code), ["head", "AnyKind", "link", "text", "work"]);
}
