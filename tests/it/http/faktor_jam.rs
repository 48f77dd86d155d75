//! The second factor when the clock of the machine is set back.

use chrono::TimeDelta;
use testkit::{TestApp, on_both};

use super::faktor::{USER, answer, console, is_in, knock, set_up};

#[tokio::test]
async fn setting_the_clock_back_makes_no_used_code_good_again() {
    on_both(async |test| {
        TestApp::user(&test, USER, "kepala", "BP3MI-BANTEN").await;
        let (phone, words, _) = set_up(&test, &console(&test, USER).await).await;
        let code = phone.next(&test);
        assert!(is_in(&answer(&test, &knock(&test, USER).await, &code).await));
        test.clock.advance(TimeDelta::seconds(-30));
        let used = answer(&test, &knock(&test, USER).await, &code).await;
        assert!(used.text.contains("sudah dipakai") && !is_in(&used), "{}", used.text);
        test.clock.advance(TimeDelta::hours(-1));
        let old = phone.code(&test);
        assert!(!is_in(&answer(&test, &knock(&test, USER).await, &old).await), "codes of an hour ago are over");
        assert!(is_in(&answer(&test, &knock(&test, USER).await, &words[0]).await), "a word is good at any time");
        test.clock.advance(TimeDelta::minutes(62));
        assert!(is_in(&answer(&test, &knock(&test, USER).await, &phone.next(&test)).await), "right again by itself");
        test
    })
    .await;
}
