//! Chromium under a driver of its own, and the program it talks to.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tempfile::TempDir;
use testkit::Test;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const DRIVER: &str = "/usr/bin/chromedriver";
const BROWSER: &str = "/usr/bin/chromium";
const WIDTH: u32 = 1366;
const HEIGHT: u32 = 768;

/// The driver's process; it ends with the value.
pub(crate) struct Driver {
    process: Child,
    address: String,
    profile: TempDir,
}

impl Driver {
    /// Starts the driver on a port that it chooses itself.
    pub(crate) fn start() -> Self {
        for program in [DRIVER, BROWSER] {
            assert!(
                Path::new(program).exists(),
                "{program} is missing: `cargo xtask test` installs it, as does `apt-get install chromium chromium-driver`"
            );
        }
        let mut process = Command::new(DRIVER)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{DRIVER} does not start: {error}"));
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let Some(port) = port else {
            process.kill().unwrap();
            panic!("{DRIVER} ended without naming its port");
        };
        // A pipe that nobody empties would hold the driver up.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, address: format!("http://127.0.0.1:{port}"), profile: TempDir::new().unwrap() }
    }

    /// A browser with an empty profile, of the size of an office's screen.
    pub(crate) async fn browser(&self) -> WebDriver {
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(BROWSER).unwrap();
        let profile = format!("--user-data-dir={}", self.profile.path().display());
        for arg in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            // The browser goes when the driver does, whichever way that ends.
            "--remote-debugging-pipe",
            &profile,
        ] {
            wanted.add_arg(arg).unwrap();
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::Severe).unwrap();
        let browser = WebDriver::new(self.address.clone(), wanted).await.unwrap();
        // A key that the page leaves over, as Alt on its way to the next page, may move the focus out of it to the browser's
        // own bar. Whoever sits there would press a key more; here the page is held to be looked at all the time.
        let held = json!({ "enabled": true });
        browser.cdp().send_raw("Emulation.setFocusEmulationEnabled", held).await.unwrap();
        // The window's own frame comes on top of the page's size.
        let frame = browser.execute("return [outerWidth - innerWidth, outerHeight - innerHeight]", Vec::new()).await;
        let [width, height]: [u32; 2] = frame.unwrap().convert().unwrap();
        browser.set_window_rect(0, 0, WIDTH + width, HEIGHT + height).await.unwrap();
        browser
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program, serving on a port of this machine.
pub(crate) struct Served {
    /// Where it answers.
    pub(crate) origin: String,
    /// The port of it.
    pub(crate) port: u16,
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Served {
    /// Serves the house.
    pub(crate) async fn begin(test: &Test) -> Self {
        Self::begin_at(test, 0).await
    }

    /// Serves the house on a port, as a server that comes back does; 0 for any.
    pub(crate) async fn begin_at(test: &Test, port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (stop, stopped) = oneshot::channel();
        let router = test.lindung.router();
        let task = tokio::spawn(web::serve::run(listener, router, test.lindung.proxies.clone(), async {
            let _ = stopped.await;
        }));
        Self { origin: format!("http://127.0.0.1:{port}"), port, stop, task }
    }

    /// Lets running requests end, and stops.
    pub(crate) async fn end(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap().unwrap();
    }
}
