//! A hand on the keyboard, and an eye on the page.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::action_chain::ActionChain;
use thirtyfour::{Key, WebDriver};

/// How long anything may take to come about.
const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(25);

/// Somebody in front of the browser who has no mouse.
pub(crate) struct Hand {
    driver: WebDriver,
    origin: String,
    /// Keys that were pressed, and how many of them were the Tab key.
    pressed: (AtomicUsize, AtomicUsize),
}

impl Hand {
    pub(crate) fn new(driver: WebDriver, origin: &str) -> Self {
        Self { driver, origin: origin.to_owned(), pressed: (AtomicUsize::new(0), AtomicUsize::new(0)) }
    }

    /// What a script says of the page; it has the wanted text as `arguments[0]` and `arguments[1]`.
    async fn ask(&self, script: &str, args: Vec<Value>) -> Result<Value, String> {
        self.driver
            .execute(script.to_owned(), args)
            .await
            .map(|answer| answer.json().clone())
            .map_err(|e| e.to_string())
    }

    /// What an expression says of the page.
    pub(crate) async fn see(&self, expression: &str) -> Value {
        self.ask(&format!("return {expression}"), Vec::new()).await.unwrap()
    }

    /// A text of the page; empty where there is none.
    pub(crate) async fn word(&self, expression: &str) -> String {
        self.see(expression).await.as_str().unwrap_or_default().to_owned()
    }

    /// A list of texts of the page.
    pub(crate) async fn words(&self, expression: &str) -> Vec<String> {
        let list = self.see(expression).await;
        let list = list.as_array().unwrap_or_else(|| panic!("{expression} is {list}"));
        list.iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Whether something holds of the page.
    pub(crate) async fn holds(&self, expression: &str) -> bool {
        self.see(expression).await == Value::Bool(true)
    }

    /// The text of the first element that a selector finds.
    pub(crate) async fn text(&self, selector: &str) -> String {
        let text = self.see(&format!("document.querySelector({})?.innerText", json!(selector))).await;
        let Some(text) = text.as_str() else { panic!("no {selector} on {}", self.describe().await) };
        text.replace('\u{a0}', " ")
    }

    /// The texts of all elements that a selector finds.
    pub(crate) async fn texts(&self, selector: &str) -> Vec<String> {
        self.words(&format!("[...document.querySelectorAll({})].map(e => e.innerText.trim())", json!(selector))).await
    }

    /// How many elements a selector finds.
    pub(crate) async fn count(&self, selector: &str) -> usize {
        self.words(&format!("[...document.querySelectorAll({})].map(e => e.tagName)", json!(selector))).await.len()
    }

    /// The path of the page, with its question.
    pub(crate) async fn here(&self) -> String {
        self.word("location.pathname + location.search").await
    }

    /// The page in words, for a failure.
    async fn describe(&self) -> String {
        let words = self.ask("return location.href + '\\n' + document.body.innerText.slice(0, 3000)", Vec::new()).await;
        words.map_or_else(|error| error, |value| value.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until an expression, or what it promises, holds.
    pub(crate) async fn until(&self, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        // While one page gives way to the next there is nobody to ask; that is a "not yet".
        let asked = format!("return (async () => Boolean(await ({expression})))()");
        while self.ask(&asked, Vec::new()).await != Ok(Value::Bool(true)) {
            assert!(Instant::now() < deadline, "{expression} never held on {}", self.describe().await);
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn keyboard(&self) -> ActionChain {
        self.driver.action_chain_with_delay(None, None)
    }

    /// The keys that were pressed since the beginning, and the Tab keys among them.
    pub(crate) fn pressed(&self) -> (usize, usize) {
        (self.pressed.0.load(Ordering::Relaxed), self.pressed.1.load(Ordering::Relaxed))
    }

    fn count_keys(&self, keys: usize) {
        self.pressed.0.fetch_add(keys, Ordering::Relaxed);
    }

    /// Types keys wherever the focus is.
    pub(crate) async fn keys(&self, keys: &str) {
        self.count_keys(keys.chars().count());
        self.keyboard().send_keys(keys).perform().await.unwrap();
    }

    /// Presses one key.
    pub(crate) async fn press(&self, key: Key) {
        self.count_keys(1);
        if matches!(key, Key::Tab) {
            self.pressed.1.fetch_add(1, Ordering::Relaxed);
        }
        self.keyboard().send_keys(key).perform().await.unwrap();
    }

    /// Presses a key while another is held.
    fn chord(&self, held: Key, key: char) -> ActionChain {
        self.count_keys(2);
        self.keyboard().key_down(held.clone()).send_keys(key.to_string()).key_up(held)
    }

    /// Presses Tab until the focus is on an element that a selector matches and whose text holds some words.
    pub(crate) async fn tab_to(&self, selector: &str, words: &str) {
        const FOCUSED: &str = "const e = document.activeElement;
            return e.matches(arguments[0]) && e.textContent.includes(arguments[1])";
        let args = vec![json!(selector), json!(words)];
        for _ in 0..150 {
            if self.ask(FOCUSED, args.clone()).await == Ok(Value::Bool(true)) {
                return self.focus_is_visible().await;
            }
            self.press(Key::Tab).await;
        }
        panic!("Tab never reached {selector} {words:?} on {}", self.describe().await);
    }

    /// Whoever has no mouse must see where they are.
    async fn focus_is_visible(&self) {
        let outline = self.word("getComputedStyle(document.activeElement).outlineStyle").await;
        assert_eq!(outline, "solid", "the focus cannot be seen on {}", self.describe().await);
    }

    /// Tabs to a field and writes over what stands in it.
    pub(crate) async fn fill(&self, id: &str, text: &str) {
        self.write(&format!("#{id}"), text).await;
    }

    /// Tabs to the field that a selector finds and writes over what stands in it; nothing empties it.
    pub(crate) async fn write(&self, selector: &str, text: &str) {
        self.tab_to(selector, "").await;
        self.chord(Key::Control, 'a').perform().await.unwrap();
        if text.is_empty() { self.press(Key::Delete).await } else { self.keys(text).await }
    }

    /// Tabs to a choice and picks the entry that begins with the text.
    pub(crate) async fn choose(&self, id: &str, text: &str) {
        self.tab_to(&format!("#{id}"), "").await;
        // A browser goes on with what was typed into the same choice a moment ago, until it is left.
        self.see("(e => { e.blur(); e.focus(); })(document.activeElement)").await;
        self.keys(text).await;
        let chosen = self.word("document.activeElement.selectedOptions[0].text").await;
        assert!(chosen.starts_with(text), "{chosen}");
    }

    /// Tabs to a field, whichever it is, and says in it what it shall say.
    pub(crate) async fn set(&self, id: &str, text: &str) {
        if self.word(&format!("document.querySelector('#{id}')?.tagName")).await == "SELECT" {
            self.choose(id, text).await;
        } else {
            self.fill(id, text).await;
        }
    }

    /// Tabs to the choice of a file and names one, as the system's own dialog would.
    pub(crate) async fn attach(&self, id: &str, file: &Path) {
        self.tab_to(&format!("#{id}[type=file]"), "").await;
        let input = self.driver.active_element().await.unwrap();
        input.send_keys(file.display().to_string()).await.unwrap();
    }

    /// Presses Enter and waits for the page that comes of it.
    pub(crate) async fn enter(&self) {
        self.count_keys(1);
        self.leave(self.keyboard().send_keys(Key::Enter)).await;
    }

    /// Presses an access key and waits for the page that comes of it.
    pub(crate) async fn access_key(&self, key: char) {
        self.leave(self.chord(Key::Alt, key)).await;
    }

    /// Presses an access key that does something on the same page.
    pub(crate) async fn alt(&self, key: char) {
        self.chord(Key::Alt, key).perform().await.unwrap();
        self.keyboard().reset_actions().await.unwrap();
    }

    /// Loads the page anew.
    pub(crate) async fn reload(&self) {
        self.driver.refresh().await.unwrap();
        self.arrive().await;
    }

    /// Waits until the desk keeps something under a name.
    pub(crate) async fn until_kept(&self, name: &str) {
        let asked = format!(
            "(async () => {{ for (const {{ name }} of await indexedDB.databases()) {{
                const db = await new Promise((ok) => {{ const r = indexedDB.open(name); r.onsuccess = () => ok(r.result); }});
                const row = await new Promise((ok) => {{
                    const r = db.transaction('simpan').objectStore('simpan').get({}); r.onsuccess = () => ok(r.result); }});
                db.close();
                if (row) return true; }} return false; }})()",
            json!(name)
        );
        self.until(&asked).await;
    }

    /// Presses an access key that leads to a field of the same page.
    pub(crate) async fn jump(&self, key: char) {
        self.chord(Key::Alt, key).perform().await.unwrap();
        self.keyboard().reset_actions().await.unwrap();
        self.until("document.activeElement.matches('input')").await;
    }

    /// Presses what leads to another page.
    async fn leave(&self, keys: ActionChain) {
        self.leave_mark().await;
        // The page may go before the driver could say that the keys are up again; whether it went is seen below.
        let _ = keys.perform().await;
        self.arrive().await;
        self.keyboard().reset_actions().await.unwrap();
    }

    /// Tabs to a link or button and opens it.
    pub(crate) async fn open(&self, selector: &str, words: &str) {
        self.tab_to(selector, words).await;
        self.enter().await;
    }

    /// Goes to an address.
    pub(crate) async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.origin)).await.unwrap();
        self.arrive().await;
    }

    /// Goes back, and says what stands there. The browser may pass over a page that nobody touched; where it then asks
    /// whether to send a form again, that is its own page and not one of the program's.
    pub(crate) async fn back(&self) -> String {
        self.leave_mark().await;
        let _ = self.ask("history.back()", Vec::new()).await;
        self.until("!window.left && document.readyState === 'complete'").await;
        self.text("body").await
    }

    async fn leave_mark(&self) {
        self.ask("window.left = true", Vec::new()).await.unwrap();
    }

    /// Waits until another page is there, and looks at what every page must keep.
    async fn arrive(&self) {
        self.until("!window.left && document.readyState === 'complete'").await;
        self.nothing_from_elsewhere().await;
        self.headings_and_labels().await;
    }

    /// Everything of a page comes from the program itself, and its stylesheet does come.
    async fn nothing_from_elsewhere(&self) {
        let loaded = self.words("performance.getEntriesByType('resource').map(e => e.name)").await;
        // One that the browser still remembers is not loaded again, but it is in force.
        let styled =
            self.holds("document.styleSheets.length === 1 && document.styleSheets[0].cssRules.length > 100").await;
        assert!(styled, "no stylesheet on {}", self.describe().await);
        let named = self
            .words("[...document.querySelectorAll('[src], link[href], form')].map(e => e.src || e.href || e.action)")
            .await;
        let own = format!("{}/", self.origin);
        for name in loaded.iter().chain(&named) {
            assert!(name.starts_with(&own), "{name} on {}", self.describe().await);
        }
    }

    /// One main heading, no level left out, a label on every input, and descriptions that exist.
    async fn headings_and_labels(&self) {
        let levels = self.words("[...document.querySelectorAll('h1,h2,h3,h4')].map(e => e.tagName)").await;
        assert_eq!(levels.iter().filter(|l| *l == "H1").count(), 1, "{levels:?}");
        let bare = self
            .words(
                "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
                .filter(e => !e.labels.length && !e.ariaLabel).map(e => e.name)",
            )
            .await;
        assert_eq!(bare, [""; 0], "inputs without a label");
        let lost = self.words("[...document.querySelectorAll('[aria-describedby]')]
                .flatMap(e => e.getAttribute('aria-describedby').split(' ')).filter(id => !document.getElementById(id))")
            .await;
        assert_eq!(lost, [""; 0], "descriptions that do not exist");
        let wider = self.holds("document.documentElement.scrollWidth > innerWidth").await;
        assert!(!wider, "the page is wider than the window: {}", self.describe().await);
    }

    /// Lets what is downloaded come into a folder.
    pub(crate) async fn download_to(&self, folder: &Path) {
        let place = json!({ "behavior": "allow", "downloadPath": folder });
        self.driver.cdp().send_raw("Browser.setDownloadBehavior", place).await.unwrap();
    }

    /// Takes a screen of another size.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        self.driver.set_window_rect(0, 0, width, height).await.unwrap();
    }

    /// Takes a screen of exactly that size, or the window's own again.
    pub(crate) async fn screen(&self, size: Option<(u32, u32)>) {
        let Some((width, height)) = size else {
            self.driver.cdp().send_raw("Emulation.clearDeviceMetricsOverride", json!({})).await.unwrap();
            return;
        };
        let wanted = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", wanted).await.unwrap();
        self.until(&format!("innerWidth === {width}")).await;
    }

    /// Keeps a picture for the documents, where one is wanted.
    pub(crate) async fn picture(&self, name: &str) {
        #[expect(clippy::disallowed_methods, reason = "whoever makes the pictures says so; no setting of the product")]
        let wanted = std::env::var("GAMBAR").is_ok_and(|value| value == "1");
        if wanted {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/gambar");
            std::fs::create_dir_all(&folder).unwrap();
            self.see("document.activeElement.blur()").await;
            self.driver.screenshot(&folder.join(format!("{name}.png"))).await.unwrap();
        }
    }

    /// What the browser complained about since the last time it was asked.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        self.driver.browser_log().await.unwrap().into_iter().map(|entry| entry.message).collect()
    }
}
