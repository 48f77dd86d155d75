//! The program itself: size, start, memory.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use testkit::memory::Memory;
use testkit::wire;

pub(crate) fn run() {
    let program = wire::program();
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
        let memory = Memory::of(child.id()).unwrap().now;
        println!("{what}: listening after {:.0} ms, {memory} MB resident", took.as_secs_f64() * 1e3);
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
