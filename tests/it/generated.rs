//! Generated documents are committed and true.

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
fn the_table_of_stages_is_committed() {
    let text = cases::pengaduan::table::markdown();
    assert!(include_str!("../../docs/generated/tahap-pengaduan.md").trim_end() == text.trim_end(), "{HINT}");
}

#[test]
fn the_table_of_stages_of_a_return_is_committed() {
    let text = pemulangan::kepulangan::table::markdown();
    assert!(include_str!("../../docs/generated/tahap-kepulangan.md").trim_end() == text.trim_end(), "{HINT}");
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
