//! Days as people write them: with two digits of the year, in a column whose order nobody says, known only in part.

use chrono::Datelike;
use kernel::Day;
use kernel::form::order::{Order, settle};
use kernel::form::parse_day;
use proptest::prelude::*;

fn days() -> impl Strategy<Value = Vec<(Day, bool)>> {
    prop::collection::vec((0_i64..20_000, any::<bool>()), 1..30).prop_map(|all| {
        let start = Day::from_ymd_opt(1960, 1, 1).unwrap();
        all.into_iter().map(|(days, padded)| (start + chrono::Days::new(days.unsigned_abs()), padded)).collect()
    })
}

proptest! {
    #[test]
    fn a_column_of_one_order_comes_back_or_nobody_can_tell(all in days(), american in any::<bool>(), sign in prop::sample::select(vec!['/', '-', '.'])) {
        let form = |(day, padded): &(Day, bool)| {
            let parts = if american { ("%m", "%d") } else { ("%d", "%m") };
            let pad = |part: &str| if *padded { part.to_owned() } else { part.replace('%', "%-") };
            day.format(&format!("{}{sign}{}{sign}%Y", pad(parts.0), pad(parts.1))).to_string()
        };
        let texts: Vec<String> = all.iter().map(form).collect();
        let settled = settle("Tanggal", texts.iter().enumerate().map(|(at, text)| (at, text.as_str()))).unwrap();
        let tells = all.iter().any(|(day, _)| day.day() > 12);
        if american && tells {
            prop_assert_eq!(settled.order, Order::MonthFirst);
            prop_assert!(settled.remark.is_some());
        } else {
            prop_assert_eq!(settled.order, Order::DayFirst);
        }
        if tells || !american {
            for ((day, _), text) in all.iter().zip(&texts) {
                prop_assert_eq!(parse_day(&settled.text(text)), Some(*day));
            }
        }
    }

    #[test]
    fn a_mixed_column_is_refused_and_every_row_is_told(all in days(), marks in prop::collection::vec(any::<bool>(), 30)) {
        let american = |at: usize| marks[at % marks.len()];
        let form = |(at, (day, _)): (usize, &(Day, bool))| day.format(if american(at) { "%m/%d/%Y" } else { "%d/%m/%Y" }).to_string();
        let texts: Vec<String> = all.iter().enumerate().map(form).collect();
        let tells = |wanted: bool| all.iter().enumerate().any(|(at, (day, _))| day.day() > 12 && american(at) == wanted);
        let done = settle("Tanggal", texts.iter().enumerate().map(|(at, text)| (at, text.as_str())));
        prop_assert_eq!(done.is_err(), tells(true) && tells(false));
        if let Err(mixed) = done {
            for (at, (day, _)) in all.iter().enumerate() {
                let told = mixed.rows().any(|row| row == at) || mixed.day_first.contains(&at);
                prop_assert!(told || day.day() == day.month(), "{at}");
            }
        }
    }

    #[test]
    fn no_text_is_too_odd(head in ".*", texts in prop::collection::vec(".*", 0..5)) {
        if let Ok(settled) = settle(&head, texts.iter().enumerate().map(|(at, text)| (at, text.as_str()))) {
            for text in &texts {
                let _ = settled.text(text);
            }
        }
    }
}
