//! A throwaway `PostgreSQL` server. It refuses to run as root, so root runs it as the user `postgres`.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::packages::postgres_programs;
use crate::run::{Step, output};

/// A running server; it ends with this value.
pub(crate) struct Server {
    url: String,
    process: Child,
    folder: PathBuf,
    root: bool,
    programs: PathBuf,
}

impl Server {
    /// A server that may lose everything when the machine does: quick, for tests.
    pub(crate) fn start() -> Step<Self> {
        Self::with(&["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
    }

    /// A server that keeps what it acknowledged: for benchmarks.
    pub(crate) fn start_durable() -> Step<Self> {
        Self::with(&["-c", "shared_buffers=512MB"])
    }

    fn with(options: &[&str]) -> Step<Self> {
        let programs = postgres_programs().ok_or("PostgreSQL is not installed")?;
        let root = output("id", &["-u"])?.trim() == "0";
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("lindung-postgres-{port}"));
        std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        if root {
            output("chown", &["postgres", &folder.to_string_lossy()])?;
        }
        let data = folder.join("data");
        let initdb = programs.join("initdb");
        let created = command(root, &initdb)
            .args(["--username=lindung", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data)
            .stdout(Stdio::null())
            .status()
            .map_err(|e| e.to_string())?;
        if !created.success() {
            return Err("initdb failed".to_owned());
        }
        let process = command(root, &programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-h", "127.0.0.1", "-c", "max_connections=300", "-k"])
            .arg(&folder)
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| e.to_string())?;
        let server = Self { url: format!("postgres://lindung@127.0.0.1:{port}"), process, folder, root, programs };
        server.wait(port)?;
        println!("→ PostgreSQL on port {port}");
        Ok(server)
    }

    fn wait(&self, port: u16) -> Step {
        let began = Instant::now();
        while began.elapsed() < Duration::from_mins(1) {
            let ready = Command::new(self.programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])
                .status()
                .is_ok_and(|status| status.success());
            if ready {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err("PostgreSQL did not start within a minute".to_owned())
    }

    /// Its address, without a database.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

fn command(root: bool, program: &Path) -> Command {
    if root {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        // A folder that the other user may not enter would make the program complain.
        command.current_dir("/");
        command
    } else {
        Command::new(program)
    }
}

fn free_port() -> Step<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|e| e.to_string())?;
    Ok(listener.local_addr().map_err(|e| e.to_string())?.port())
}

impl Drop for Server {
    fn drop(&mut self) {
        let stopped = command(self.root, &self.programs.join("pg_ctl"))
            .args(["stop", "--mode=immediate", "-D"])
            .arg(self.folder.join("data"))
            .stdout(Stdio::null())
            .status();
        if stopped.is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
