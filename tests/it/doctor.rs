//! `lindung doctor` and `lindung migrate --check` as an operator runs them: what they name, what they leave as it is.

use std::path::{Path, PathBuf};
use std::process::Command;

use records::Mode;
use serde_json::Value;
use tempfile::TempDir;
use testkit::{Backend, Test, TestApp, on_both, returned};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What the program, built beside the tests, says, and its exit code.
fn run(folder: &Path, url: &str, arguments: &[&str]) -> (i32, String) {
    run_by(&root().join("config/test.toml"), folder, url, arguments)
}

/// As [`run`], by settings of one's own.
fn run_by(settings: &Path, folder: &Path, url: &str, arguments: &[&str]) -> (i32, String) {
    let program = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("lindung");
    let mut command = Command::new(program);
    command.arg("--config").arg(settings).arg("--data-dir").arg(folder);
    if !url.is_empty() {
        command.args(["--database-url", url]);
    }
    let done = command.args(arguments).env("LINDUNG_LOG__FILTER", "off").output().unwrap();
    let said = [done.stdout, done.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (done.status.code().unwrap(), said)
}

/// How each check stands.
fn looked(folder: &Path, url: &str) -> (i32, Vec<(String, String)>) {
    let (code, said) = run(folder, url, &["doctor", "--format", "json"]);
    let found: Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
    let word = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    for one in found["periksa"].as_array().unwrap() {
        let (grade, todo) = (word(one, "nilai"), word(one, "lakukan"));
        assert_eq!(grade == "baik", todo.is_empty(), "whoever is warned is told what to do: {one}");
    }
    let all = found["periksa"].as_array().unwrap().iter();
    (code, all.map(|one| (word(one, "nama"), word(one, "nilai"))).collect())
}

fn grade<'a>(looked: &'a [(String, String)], name: &str) -> &'a str {
    let (_, grade) = looked.iter().find(|(one, _)| one == name).unwrap_or_else(|| panic!("{name}: {looked:?}"));
    grade
}

#[tokio::test]
async fn each_thing_is_looked_at_and_the_worst_is_the_exit_code() {
    on_both(async |test| {
        let url = test.lindung.config.database.url.clone();
        let (code, checks) = looked(test.folder(), &url);
        for name in ["ruang", "kunci", "kunci-cocok", "skema", "jam", "audit"] {
            assert_eq!(grade(&checks, name), "baik", "{name}: {checks:?}");
        }
        let own: &[&str] = match test.backend {
            Backend::Sqlite => &["keutuhan", "keawetan"],
            Backend::Postgres => &["pengodean", "koneksi"],
        };
        for name in own {
            assert_eq!(grade(&checks, name), "baik", "{checks:?}");
        }
        assert_eq!((grade(&checks, "malam"), grade(&checks, "pagi")), ("perhatian", "perhatian"), "{checks:?}");
        // The server of the tests keeps less than a real one should, and is told so.
        let worst = checks.iter().map(|(_, grade)| ["baik", "perhatian", "bahaya"].iter().position(|g| g == grade));
        assert_eq!(usize::try_from(code).ok(), worst.max().unwrap(), "{checks:?}");
        // Another key is a danger, and is not put in the place of the right one.
        std::fs::write(test.folder().join("kunci"), "ab".repeat(32)).unwrap();
        let (code, checks) = looked(test.folder(), &url);
        assert_eq!((code, grade(&checks, "kunci-cocok")), (2, "bahaya"), "{checks:?}");
        std::fs::remove_file(test.folder().join("kunci")).unwrap();
        let (code, checks) = looked(test.folder(), &url);
        assert_eq!((code, grade(&checks, "kunci")), (2, "bahaya"), "{checks:?}");
        assert!(!test.folder().join("kunci").exists(), "nothing was made");
        test
    })
    .await;
}

#[tokio::test]
async fn a_clock_behind_what_was_recorded_is_named() {
    on_both(async |test| {
        let url = test.lindung.config.database.url.clone();
        // The clock of the tests ran far ahead, and the program asks the one of the machine.
        test.at("2098-07-01", 9);
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let forms = [returned(1, "2098-06-30", "sakit")];
        kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
        let (code, checks) = looked(test.folder(), &url);
        assert_eq!((code, grade(&checks, "jam")), (2, "bahaya"), "{checks:?}");
        test
    })
    .await;
}

#[test]
fn a_folder_without_a_database_stays_without_one() {
    let folder = TempDir::new().unwrap();
    let (code, checks) = looked(folder.path(), "");
    assert_eq!((code, grade(&checks, "basis-data")), (2, "bahaya"), "{checks:?}");
    let (code, said) = run(folder.path(), "", &["migrate", "--check"]);
    assert!(code == 2 && said.contains("Tidak ada basis data"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The house of an earlier release, see `earlier`.
fn earlier(fixture: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let file = std::fs::File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture)).unwrap();
    zip::ZipArchive::new(file).unwrap().extract(folder.path()).unwrap();
    std::fs::write(folder.path().join("kunci"), "c0".repeat(32)).unwrap();
    folder
}

async fn standing(folder: &Path) -> migrations::Standing {
    let db =
        sea_orm::Database::connect(format!("sqlite://{}?mode=rw", folder.join("lindung.db").display())).await.unwrap();
    let standing = migrations::standing(&db).await.unwrap();
    db.close().await.unwrap();
    standing
}

#[tokio::test]
async fn a_migration_is_tried_on_a_copy_and_the_database_stays_as_it_was() {
    let folder = earlier("rumah.zip");
    let before = standing(folder.path()).await;
    assert!(!before.taken.is_empty() && !before.pending.is_empty() && before.unknown.is_empty(), "{before:?}");
    let (code, said) = run(folder.path(), "", &["migrate", "--check"]);
    assert_eq!(code, 0, "{said}");
    for step in &before.pending {
        assert!(said.contains(&format!("  {step}: ")), "{step}: {said}");
    }
    assert!(said.contains("Audit salinan: 0 temuan"), "{said}");
    assert_eq!(standing(folder.path()).await, before, "the database itself was not touched");
    assert!(!folder.path().join("coba-migrasi").exists(), "the copy is gone");
    assert_eq!(run(folder.path(), "", &["migrate"]).0, 0);
    let after = standing(folder.path()).await;
    assert!(after.pending.is_empty() && after.unknown.is_empty(), "{after:?}");
}

/// The only backup in a folder.
fn only(folder: &Path) -> PathBuf {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all: Vec<PathBuf> = entries.filter(|path| path.join("manifest.json").exists()).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

#[test]
fn an_upgrade_goes_the_way_that_is_described_and_back() {
    for fixture in ["rumah.zip", "rumah-2026-11.zip"] {
        let (house, apart, made) = (earlier(fixture), TempDir::new().unwrap(), cadangan::new_identity());
        let [identity, settings, to, back] =
            ["identitas", "uji.toml", "cadangan", "rumah"].map(|of| apart.path().join(of));
        cadangan::write_secret(&identity, &made.secret).unwrap();
        let shipped = std::fs::read_to_string(root().join("config/test.toml")).unwrap();
        std::fs::write(&settings, format!("{shipped}\n[cadangan]\npenerima = [\"{}\"]\n", made.recipient)).unwrap();
        let done = |folder: &Path, arguments: &[&str]| {
            let (code, said) = run_by(&settings, folder, "", arguments);
            assert_eq!(code, 0, "{fixture}: {arguments:?}: {said}");
        };
        // The backup before is made by the new program, and migrates nothing.
        done(house.path(), &["backup", "--to", to.to_str().unwrap()]);
        let backup = only(&to);
        for arguments in [&["migrate", "--check"][..], &["migrate"], &["verify"]] {
            done(house.path(), arguments);
        }
        assert_eq!(grade(&looked(house.path(), "").1, "skema"), "baik");
        let from = ["restore", "--from", backup.to_str().unwrap(), "--identity", identity.to_str().unwrap()];
        done(&back, &from);
        assert_eq!(grade(&looked(&back, "").1, "skema"), "perhatian", "{fixture}: it came back as it was");
        done(&back, &["migrate"]);
        done(&back, &["verify"]);
    }
}

#[test]
fn wrong_settings_are_named_with_their_place_and_no_password_is_told() {
    let folder = TempDir::new().unwrap();
    let settings = folder.path().join("uji.toml");
    std::fs::write(&settings, "[server]\nbindd = \"127.0.0.1:1\"\n").unwrap();
    let (code, said) = run_by(&settings, folder.path(), "", &["doctor"]);
    let words = format!("Berkas setelan {}: setelan server.bindd tidak dikenal", settings.display());
    assert!(code == 2 && said.contains(&words), "{said}");
    for url in ["mysql://lindung:rahasiaku@127.0.0.1/lindung", "postgres://lindung:rahasiaku@127.0.0.1:pintu/lindung"] {
        let (code, said) = run(folder.path(), url, &["doctor"]);
        assert!(code == 2 && said.contains("postgres://nama:sandi@server/basisdata"), "{said}");
        assert!(!said.contains("rahasiaku"), "{said}");
    }
}

#[tokio::test]
async fn what_a_restore_left_is_not_taken_up_by_a_copy() {
    for name in ["dipulihkan.txt", "musnah.json"] {
        let folder = earlier("rumah.zip");
        let left = folder.path().join(name);
        std::fs::write(&left, "2026-08-01T00:00:00+00:00").unwrap();
        let before = standing(folder.path()).await;
        let (code, said) = run(folder.path(), "", &["migrate", "--check"]);
        assert!(code == 2 && said.contains("belum pernah dibuka"), "{said}");
        assert!(left.exists(), "{name} waits for the house");
        assert_eq!(standing(folder.path()).await, before);
    }
}

#[tokio::test]
async fn a_database_that_is_newer_than_the_program_is_named() {
    let test = Test::open(Backend::Sqlite).await;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99_kelak', 0)";
    sea_orm::ConnectionTrait::execute_unprepared(&test.house().db, newer).await.unwrap();
    let (code, checks) = looked(test.folder(), &test.lindung.config.database.url);
    assert_eq!((code, grade(&checks, "skema")), (2, "bahaya"), "{checks:?}");
    let (code, said) = run(test.folder(), &test.lindung.config.database.url, &["migrate", "--check"]);
    assert!(code == 1 && said.contains("m99_kelak"), "{said}");
    test.close().await;
}

#[tokio::test]
async fn readiness_names_what_somebody_should_see_to() {
    on_both(async |test| {
        let names = async |test: &Test| {
            let answer = TestApp::new(test).with_header("accept", "application/json").get("/readyz").await;
            answer.json()["perhatian"].as_array().unwrap().clone()
        };
        let before = names(&test).await;
        assert!(before.contains(&"malam".into()) && before.contains(&"pagi".into()), "{before:?}");
        server::jobs::run(&test.lindung, "2025-06-30".parse().unwrap()).await.unwrap();
        server::pagi::run(&test.lindung, "2025-07-01".parse().unwrap()).await.unwrap();
        let after = names(&test).await;
        assert!(!after.contains(&"malam".into()) && !after.contains(&"pagi".into()), "{after:?}");
        test
    })
    .await;
}
