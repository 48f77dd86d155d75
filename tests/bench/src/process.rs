//! The program itself: size, start, memory.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

pub(crate) fn run() {
    let program = std::env::current_exe().unwrap().parent().unwrap().join("lindung");
    let size = std::fs::metadata(&program).unwrap().len();
    println!("binary: {:.1} MB", size as f64 / 1e6);
    let folder = tempfile::tempdir().unwrap();
    for what in ["first start, with an empty folder", "second start"] {
        let began = Instant::now();
        let mut child = Command::new(&program)
            .args(["serve", "--bind", "127.0.0.1:0", "--data-dir"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let took = began.elapsed();
        std::thread::sleep(std::time::Duration::from_millis(500));
        let memory = resident(child.id());
        println!("{what}: listening after {:.0} ms, {memory} resident", took.as_secs_f64() * 1e3);
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

fn resident(process: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or("unknown");
    line.trim().to_owned()
}
