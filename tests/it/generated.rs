//! Generated documents are committed and true.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kernel::reference::Reference;
use kernel::rules::Rules;
use reporting::Agreements;

const HINT: &str = "run `cargo xtask docs` and look at what changed";

#[test]
fn the_description_of_the_api_is_committed() {
    let document = server::openapi::document(&server::registry(), &Reference::embedded().unwrap());
    let committed: serde_json::Value = serde_json::from_str(include_str!("../../docs/generated/openapi.json")).unwrap();
    assert!(committed == document, "{HINT}");
}

#[test]
fn the_catalogue_is_committed() {
    let text = reporting::catalogue::markdown(&Agreements::embedded().unwrap(), &Rules::embedded().unwrap());
    assert!(include_str!("../../docs/generated/katalog-indikator.md").trim_end() == text.trim_end(), "{HINT}");
}

#[test]
fn the_table_of_who_may_what_is_committed() {
    let text = server::rights::markdown(&server::registry());
    assert!(include_str!("../../docs/generated/hak.md").trim_end() == text.trim_end(), "{HINT}");
}

#[test]
fn the_table_of_every_kind_with_steps_is_committed_and_no_other() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/generated");
    let mut printed = BTreeSet::new();
    for kind in server::registry().all() {
        assert_eq!(kind.stages().is_some(), !kind.steps().is_empty(), "{}", kind.info().name);
        let Some(text) = kind.stages() else { continue };
        let file = format!("tahap-{}.md", kind.info().name);
        let committed = fs::read_to_string(folder.join(&file)).unwrap_or_default();
        assert!(committed.trim_end() == text.trim_end(), "{file}: {HINT}");
        printed.insert(file);
    }
    let there = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(there.filter(|file| file.starts_with("tahap-")).collect::<BTreeSet<_>>(), printed);
}

#[test]
fn what_matching_comes_to_is_committed() {
    let text = testkit::labelled::markdown();
    assert!(include_str!("../../docs/generated/pencocokan.md").trim_end() == text.trim_end(), "{HINT}");
}

#[test]
fn the_api_names_every_operation_and_describes_every_body() {
    let document = server::openapi::document(&server::registry(), &Reference::embedded().unwrap());
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
            let writes = method == "post" || method == "patch";
            assert_eq!(writes, operation.get("requestBody").is_some(), "{method} {path}");
        }
    }
    assert!(names.len() > 60);
}
