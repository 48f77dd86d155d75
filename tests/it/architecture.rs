//! The shape of the house.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Which of our crates may stand on which. Tests may stand on anything.
const EDGES: &[(&str, &[&str])] = &[
    ("keys", &[]),
    ("kernel", &["keys"]),
    ("migrations", &[]),
    ("web", &["kernel"]),
    ("people", &["kernel", "web"]),
    ("accounts", &["kernel", "web"]),
    ("rujukan", &["kernel", "web"]),
    ("lampiran", &["kernel"]),
    ("cadangan", &["kernel"]),
    ("naskah", &[]),
    ("cetak", &[]),
    ("records", &["kernel", "web", "people", "baca", "lampiran", "naskah"]),
    ("cases", &["kernel", "web", "people", "records", "baca"]),
    ("pemulangan", &["kernel", "web", "people", "records", "cetak", "naskah"]),
    ("bandara", &["kernel", "web", "people", "records", "cetak", "pemulangan", "baca"]),
    ("jamsos", &["kernel", "web", "people", "records"]),
    ("supply", &["kernel", "web", "people", "records"]),
    ("penempatan", &["kernel", "web", "people", "records"]),
    ("kelembagaan", &["kernel", "web", "people", "records"]),
    ("pelindungan", &["kernel", "web", "people", "records", "cetak", "lampiran"]),
    ("periksa", &["kernel", "baca"]),
    ("reporting", &["kernel", "web", "records", "periksa", "cetak"]),
    ("laporan", &["kernel", "web", "records", "reporting", "naskah", "cetak"]),
    ("baca", &["kernel"]),
    ("xtask", &[]),
];
/// Composition and test tools may stand on everything.
const FREE: [&str; 4] = ["server", "testkit", "acceptance", "bench"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

#[test]
fn crates_depend_only_as_drawn() {
    let metadata =
        MetadataCommand::new().current_dir(root()).no_deps().other_options(vec!["--locked".into()]).exec().unwrap();
    let ours: BTreeSet<String> = metadata.packages.iter().map(|p| p.name.to_string()).collect();
    let allowed: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    for package in &metadata.packages {
        let name = package.name.as_str();
        if FREE.contains(&name) {
            continue;
        }
        let Some(allowed) = allowed.get(name) else { panic!("{name} is in no line of the edge table") };
        for dependency in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            if ours.contains(&dependency.name) {
                assert!(allowed.contains(&dependency.name.as_str()), "{name} must not depend on {}", dependency.name);
            }
        }
    }
}

fn sources(folder: &Path, endings: &[&str], paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") && !path.ends_with(".git") && !path.ends_with("data") {
            sources(&path, endings, paths);
        } else if endings.iter().any(|ending| path.extension().is_some_and(|e| e == *ending)) {
            paths.push(path);
        }
    }
}

fn each_source(check: impl FnMut(&str, &str)) {
    each_file(&["rs"], 100, check);
}

/// Walks all files with these endings, of which there are more than `least`.
fn each_file(endings: &[&str], least: usize, mut check: impl FnMut(&str, &str)) {
    let mut files = Vec::new();
    sources(&root(), endings, &mut files);
    assert!(files.len() > least);
    for file in files {
        let name = file.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        check(&name, &fs::read_to_string(&file).unwrap());
    }
}

#[test]
fn files_are_read_at_a_glance() {
    let short = |name: &str, text: &str| {
        assert!(text.lines().count() <= 400, "{name} has {} lines", text.lines().count());
    };
    each_source(short);
    each_file(&["js", "css"], 30, short);
}

#[test]
fn writes_begin_in_one_place() {
    each_source(|name, text| {
        let allowed = ["crates/kernel/src/db.rs", "migrations/src/lib.rs", "tests/"];
        if allowed.iter().any(|a| name.starts_with(a)) {
            return;
        }
        let bare =
            text.lines().find(|l| l.contains("db().begin()") || l.contains("db.begin(") || l.contains(".transaction("));
        assert!(bare.is_none(), "{name}: {bare:?}");
    });
}

/// A body larger than any form takes its place before it is read, and work that blocks has a place or is short.
#[test]
fn large_bodies_and_heavy_work_come_by_one_way() {
    each_source(|name, text| {
        let heavy = name.starts_with("crates/web/src/heavy/");
        let outer = name == "crates/web/src/outer.rs" || name.starts_with("tests/");
        assert!(
            heavy || outer || !text.contains("DefaultBodyLimit"),
            "{name}: take large bodies by web::heavy::upload"
        );
        let short = [
            "crates/accounts/src/password.rs",
            "crates/lampiran/src/store.rs",
            "crates/kernel/src/space.rs",
            // One at a time, for milliseconds.
            "crates/kernel/src/db/flush.rs",
            // One at a time, by the night or by a command: no request waits for it.
            "crates/cadangan/src/disk.rs",
        ];
        let placed = heavy || name.starts_with("tests/") || short.contains(&name);
        assert!(placed || !text.contains("spawn_blocking"), "{name}: work in a place of web::heavy");
    });
}

/// A query that forgets whose rows it may read shows another office's people: there is one way to say it.
#[test]
fn queries_are_kept_to_the_offices_in_one_way() {
    each_source(|name, text| {
        let one =
            name == "crates/kernel/src/ctx.rs" || name == "crates/records/src/table.rs" || name.starts_with("tests/");
        let by_hand = text.lines().find(|line| line.contains("actor.offices.iter()") && !line.contains("filter_map"));
        assert!(one || by_hand.is_none(), "{name}: say ctx.of_offices(column), or kind.seen(ctx): {by_hand:?}");
    });
}

#[test]
fn no_sql_is_pieced_together() {
    each_source(|name, text| {
        if name.starts_with("migrations/") || name.starts_with("tests/") || name.starts_with("crates/testkit/") {
            return;
        }
        for line in text.lines().filter(|l| l.contains("format!(")) {
            let bad = ["SELECT ", "INSERT ", "UPDATE ", "DELETE "].iter().any(|w| line.contains(w));
            assert!(!bad || line.contains("LEDGER_LOCK"), "{name}: {line}");
        }
    });
}

/// Text from outside passes the extractors of `web`, which refuse control characters, and no others.
#[test]
fn text_comes_in_through_one_place() {
    let bare = ["): Json<", "): Form<", "): Query<", "): Path<", "Form as ", "RawForm", "RawQuery"];
    each_source(|name, text| {
        if name.starts_with("crates/web/") || name.starts_with("tests/") {
            return;
        }
        let text = text.replace("AppForm as ", "");
        let hit = bare.iter().find(|extractor| text.contains(**extractor));
        assert!(hit.is_none(), "{name}: {hit:?} lets any character in; take the one of `web`");
        assert!(
            !text.contains(".next_field()") || text.contains("web::legible_part(&part)?"),
            "{name}: a part of a form lets any character in"
        );
    });
}

/// A new state or verb must not compile before every cell that it adds is filled.
#[test]
fn tables_of_states_and_verbs_name_every_state_and_verb() {
    let mut tables = 0;
    each_source(|name, text| {
        let kind = name.starts_with("crates/") && !name.starts_with("crates/records/");
        if !kind || !text.contains("impl Verbs<") {
            return;
        }
        tables += 1;
        let open = text.lines().find(|line| line.trim_start().starts_with("_ =>") || line.contains("(_, "));
        assert!(open.is_none(), "{name}: {open:?}");
    });
    assert_eq!(tables, 22);
}

/// A route that is added to a router of its own stands in no list, so nobody would miss its description and its right.
#[test]
fn routes_are_added_where_they_are_written_down() {
    each_source(|name, text| {
        if name.starts_with("crates/web/") || name.starts_with("tests/") || name.starts_with("crates/testkit/") {
            return;
        }
        let hit = ["Router::new()", ".route(", "axum::routing"].iter().find(|bare| text.contains(**bare));
        assert!(hit.is_none(), "{name}: {hit:?} adds a route that is not written down; take web::Routes");
    });
}

#[test]
fn nothing_is_left_to_do_in_silence() {
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat()];
    each_source(|name, text| assert!(!marks.iter().any(|m| text.contains(m.as_str())), "{name}"));
}

/// The test command does not run them: an example is a test.
#[test]
fn examples_are_tests() {
    let fence = ["``", "`"].concat();
    each_source(|name, text| {
        let fenced = |line: &str| line.trim_start().trim_start_matches(['/', '!', ' ']).starts_with(fence.as_str());
        let documented = |line: &&str| line.trim_start().starts_with("//");
        assert!(!text.lines().filter(documented).any(fenced), "{name} documents an example");
    });
}

#[test]
fn every_measure_of_an_indicator_is_posted_by_a_kind() {
    let registry = server::registry();
    let posted: BTreeSet<&str> = registry.all().iter().flat_map(|k| k.info().measures.iter().copied()).collect();
    let mut read = BTreeSet::new();
    for indicator in reporting::indicators::ALL {
        for part in indicator.definitions.iter().flat_map(reporting::indicator::Definition::parts) {
            assert!(posted.contains(part.measure), "{} reads {}, which nothing posts", indicator.id, part.measure);
            read.insert(part.measure);
        }
    }
    assert_eq!(posted, read, "a measure that no indicator reads");
}

#[test]
fn crates_that_must_not_come_in() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for name in ["openssl", "native-tls", "pcre2", "rsa"] {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name}");
    }
}
