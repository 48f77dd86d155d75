//! `lindung user` as other programs run it: what is refused is refused whole, with a code and a sentence.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use testkit::{Backend, Test, TestApp, on_each};

const WHO: &str = "helpdesk.p4mi-soetta";

/// The program, built beside the tests, on the house of a test.
fn user(test: &Test, said: &[&str]) -> Output {
    let program = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("lindung");
    let settings = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../config/test.toml");
    let mut command = Command::new(program);
    command.arg("--config").arg(settings).arg("--data-dir").arg(test.folder());
    command.arg("user").args(said).stdin(Stdio::null()).output().unwrap()
}

/// The line of the list about the account.
fn line(test: &Test) -> String {
    let list = user(test, &["list"]);
    assert_eq!(list.status.code(), Some(0));
    let list = String::from_utf8(list.stdout).unwrap();
    list.lines().find(|line| line.starts_with(WHO)).unwrap_or_else(|| panic!("{list}")).to_owned()
}

#[tokio::test]
async fn what_is_refused_is_refused_whole_and_says_why() {
    on_each(&[Backend::Sqlite], async |test| {
        TestApp::login(&test, "helpdesk", "P4MI-SOETTA").await;
        for (said, words) in [
            (&["disable", "tidak.ada"][..], "Tidak ada pengguna dengan nama itu"),
            (&["role", WHO, "perencana", "--office", "ENTAH"][..], "Kode kantor tidak dikenal"),
            (&["role", WHO, "perencana", "--office", "P4MI-SOETTA"][..], "sudah di kantor itu"),
            (&["role", WHO, "raja", "--office", "BP3MI-BANTEN"][..], "Pilih salah satu"),
            (&["password", WHO, "--without-factor"][..], "tidak punya faktor kedua"),
        ] {
            let refused = user(&test, said);
            let told = String::from_utf8(refused.stderr).unwrap();
            assert_eq!(refused.status.code(), Some(1), "{said:?}: {told}");
            assert!(told.contains(words) && refused.stdout.is_empty(), "{said:?}: {told}");
            assert!(line(&test).contains("\thelpdesk\tP4MI-SOETTA\taktif"), "{said:?}: {}", line(&test));
        }
        let done = user(&test, &["role", WHO, "perencana", "--office", "BP3MI-BANTEN"]);
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        assert!(line(&test).contains("\tperencana\tBP3MI-BANTEN\taktif"), "{}", line(&test));
        assert_eq!(accounts::audit(&test.system()).await.unwrap(), []);
        test
    })
    .await;
}
