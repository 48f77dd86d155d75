//! A small disk that a test can fill.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A small file system of its own.
pub(super) struct Disk {
    folder: TempDir,
}

impl Disk {
    /// One of so many megabytes.
    pub(super) fn mount(megabytes: u32) -> Self {
        let folder = TempDir::new().unwrap();
        let options = format!("size={megabytes}m,mode=0777");
        let arguments = ["-t", "tmpfs", "-o", &options, "lindung-uji"];
        let run = |program: &str, before: &[&str]| {
            Command::new(program).args(before).args(arguments).arg(folder.path()).status().is_ok_and(|s| s.success())
        };
        let mounted = run("mount", &[]) || run("sudo", &["--non-interactive", "mount"]);
        assert!(mounted, "this test needs the right to mount a small tmpfs: run it as root, or allow `sudo mount`");
        Self { folder }
    }

    /// Where it is mounted.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Takes all the room that is left.
    pub(super) fn fill(&self) -> PathBuf {
        let path = self.path().join("isi");
        let mut file = File::create(&path).unwrap();
        for block in [vec![1_u8; 64 * 1024], vec![1_u8; 512]] {
            while file.write_all(&block).is_ok() {}
        }
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        for (program, before) in [("umount", &[][..]), ("sudo", &["--non-interactive", "umount"][..])] {
            if Command::new(program).args(before).arg(self.path()).status().is_ok_and(|s| s.success()) {
                return;
            }
        }
    }
}
