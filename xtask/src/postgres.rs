//! A throwaway `PostgreSQL` server. It refuses to run as root, so root runs it as the user `postgres`.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::packages::postgres_programs;
use crate::run::{Step, output};

/// A running server; it ends with this value.
pub struct Server {
    url: String,
    process: Child,
    folder: PathBuf,
    root: bool,
    programs: PathBuf,
    port: u16,
    options: &'static [&'static str],
}

/// How a server is stopped.
#[derive(Clone, Copy, Debug)]
pub enum Stop {
    /// Clients are thrown out, and what is open is undone.
    Fast,
    /// As when the machine crashes: it recovers at the next start.
    Immediate,
}

impl Server {
    /// A server that may lose everything when the machine does: quick, for tests.
    ///
    /// # Errors
    /// What keeps it from starting.
    pub fn start() -> Step<Self> {
        const QUICK: [&str; 8] = [
            "-c",
            "fsync=off",
            "-c",
            "synchronous_commit=off",
            "-c",
            "full_page_writes=off",
            "-c",
            "max_wal_size=256MB",
        ];
        Self::with(&QUICK, &quick_folder())
    }

    /// A server that keeps what it acknowledged: for benchmarks, and for what is done to it on purpose.
    ///
    /// # Errors
    /// What keeps it from starting.
    pub fn start_durable() -> Step<Self> {
        Self::with(&["-c", "shared_buffers=512MB"], &std::env::temp_dir())
    }

    fn with(options: &'static [&'static str], within: &Path) -> Step<Self> {
        let programs = postgres_programs().ok_or("PostgreSQL is not installed")?;
        let root = output("id", &["-u"])?.trim() == "0";
        let port = free_port()?;
        let folder = within.join(format!("lindung-postgres-{port}"));
        std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        give(root, &folder)?;
        let initdb = programs.join("initdb");
        let created = command(root, &initdb)
            .args(["--username=lindung", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(folder.join("data"))
            .stdout(Stdio::null())
            .status()
            .map_err(|e| e.to_string())?;
        if !created.success() {
            return Err("initdb failed".to_owned());
        }
        let process = spawn(root, &programs, &folder, port, options)?;
        let url = format!("postgres://lindung@127.0.0.1:{port}");
        let server = Self { url, process, folder, root, programs, port, options };
        server.wait(port)?;
        println!("→ PostgreSQL on port {port}");
        Ok(server)
    }

    /// Gives a folder to the user that the server runs as, such as one for a tablespace.
    ///
    /// # Errors
    /// What `chown` says.
    pub fn give(&self, folder: &Path) -> Step {
        give(self.root, folder)
    }

    /// Stops it and keeps its data.
    ///
    /// # Errors
    /// What `pg_ctl` says.
    pub fn stop(&mut self, how: Stop) -> Step {
        let mode = match how {
            Stop::Fast => "--mode=fast",
            Stop::Immediate => "--mode=immediate",
        };
        let stopped = command(self.root, &self.programs.join("pg_ctl"))
            .args(["stop", mode, "-D"])
            .arg(self.folder.join("data"))
            .stdout(Stdio::null())
            .status()
            .map_err(|e| e.to_string())?;
        self.process.wait().map_err(|e| e.to_string())?;
        if stopped.success() { Ok(()) } else { Err("pg_ctl stop failed".to_owned()) }
    }

    /// Starts it again on the same port and data, without waiting until it is ready.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn resume(&mut self) -> Step {
        self.process = spawn(self.root, &self.programs, &self.folder, self.port, self.options)?;
        Ok(())
    }

    /// Lets all its processes stand still: it answers nothing and closes nothing.
    ///
    /// # Errors
    /// When they cannot be signalled.
    pub fn freeze(&self) -> Step {
        self.signal("STOP")
    }

    /// Lets its processes go on.
    ///
    /// # Errors
    /// When they cannot be signalled.
    pub fn thaw(&self) -> Step {
        self.signal("CONT")?;
        // Who runs it as another user (runuser) stood still with it. Woken, it wakes its child at once, which is
        // why it is never woken while the server is to stand still.
        output("sh", &["-c", &format!("kill -CONT {}", self.process.id())]).map(drop)
    }

    fn signal(&self, signal: &str) -> Step {
        let text = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).map_err(|e| e.to_string())?;
        let main = text.lines().next().unwrap_or_default();
        // The first one first: until it stands still it takes in connections, each of them a child of its own.
        output("sh", &["-c", &format!("kill -{signal} {main}")])?;
        if signal == "STOP" {
            stands_still(main)?;
        }
        let children =
            std::fs::read_to_string(format!("/proc/{main}/task/{main}/children")).map_err(|e| e.to_string())?;
        // One that has just ended is no fault.
        output("sh", &["-c", &format!("for child in {children}; do kill -{signal} $child || true; done")]).map(drop)
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
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Where a server keeps what it may lose: in memory, if there is room. Each test makes a database of some hundred files and drops it, and a file
/// system may look long for places that were not freed just now.
fn quick_folder() -> PathBuf {
    let room = output("df", &["--output=avail", "--block-size=1M", "/dev/shm"]).unwrap_or_default();
    let known = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    if has_room(&room, &known) { PathBuf::from("/dev/shm") } else { std::env::temp_dir() }
}

/// Whether what `df` says of the file system in memory, in MB, and what the system says of its memory, in kB, are enough.
fn has_room(room: &str, known: &str) -> bool {
    let room = room.lines().last().and_then(|line| line.trim().parse::<u64>().ok());
    let free = known
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:")?.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
    room.is_some_and(|room| room >= ROOM) && free.is_some_and(|free| free / 1_024 >= ROOM)
}

/// How much memory must be free for that, in MB: all tests took 390 at most.
const ROOM: u64 = 2_048;

fn spawn(root: bool, programs: &Path, folder: &Path, port: u16, options: &[&str]) -> Step<Child> {
    command(root, &programs.join("postgres"))
        .arg("-D")
        .arg(folder.join("data"))
        .args(["-p", &port.to_string(), "-h", "127.0.0.1", "-c", "max_connections=300", "-k"])
        .arg(folder)
        .args(options)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| e.to_string())
}

fn give(root: bool, folder: &Path) -> Step {
    if root { output("chown", &["postgres", &folder.to_string_lossy()]).map(drop) } else { Ok(()) }
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
        let _ = self.thaw();
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

/// Waits until a process stands still: the signal is sent before it is obeyed.
fn stands_still(process: &str) -> Step {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(10) {
        let state = std::fs::read_to_string(format!("/proc/{process}/stat")).map_err(|e| e.to_string())?;
        if state.rsplit(") ").next().is_some_and(|state| state.starts_with('T')) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    Err(format!("process {process} does not stand still"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_for_tests_is_ready_and_leaves_nothing_behind() {
        let server = Server::start().unwrap();
        let folder = server.folder.clone();
        assert!(folder.join("data/PG_VERSION").exists());
        drop(server);
        assert!(!folder.exists());
    }

    #[test]
    fn it_lies_in_memory_only_where_both_say_that_there_is_room() {
        let free = |kilobytes: u64| format!("MemTotal: 9000000 kB\nMemAvailable:   {kilobytes} kB\n");
        assert!(has_room("Avail\n 2048\n", &free(2_097_152)));
        assert!(!has_room("Avail\n   64\n", &free(2_097_152)), "as in a container");
        assert!(!has_room("Avail\n 2048\n", &free(2_097_151)));
        assert!(!has_room("", &free(2_097_152)) && !has_room("Avail\n 2048\n", ""));
    }
}
