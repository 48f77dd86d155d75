//! How a page is for somebody who sees little, hears it, or has it on a phone: names, order, contrast, and what is pressed.

use std::path::PathBuf;

use crate::hand::Hand;

/// The rules, as a script of the page.
const RULES: &str = include_str!("looks.js");
/// The screens: of an office and of a phone, each with the least that something to press measures there.
const SCREENS: [(u32, u32, u32); 2] = [(1366, 768, 24), (390, 844, 44)];

impl Hand {
    /// Looks a state of a page over, on both screens, by the rules of this house; by those of axe too where its script is at hand.
    pub(crate) async fn looked_over(&self, state: &str) {
        let axe = axe();
        for (width, height, least) in SCREENS {
            self.screen(Some((width, height))).await;
            let wrong = self.words(&format!("({RULES})({least})")).await;
            assert_eq!(wrong, [""; 0], "{state} at {width} px");
            if let Some(script) = &axe {
                let found = self.words(&format!("(() => {{ {script}\n }})(), ({FOUND})({})", width > height)).await;
                assert_eq!(found, [""; 0], "axe, of {state} at {width} px");
            }
        }
        self.screen(None).await;
    }
}

/// What axe finds, each with the place. On a phone sizes are measured by the own rules alone: to axe, what lies half under the bar that stays in
/// view is as small as its other half.
const FOUND: &str = "(wide) => axe.run(document, { rules: { 'target-size': { enabled: wide } },
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))";

/// The script of axe, where somebody says in `AXE` where it lies: it is no part of this repository.
fn axe() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "whoever has the script says so; no setting of the product")]
    let named = std::env::var_os("AXE").map(PathBuf::from);
    named.map(|path| std::fs::read_to_string(path).unwrap())
}
