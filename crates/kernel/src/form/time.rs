//! Times of day as they are typed.

use super::Value;

/// Hours and minutes of a day, with seconds that are not kept; also `pukul 22.31 WIB` and `10:31 PM`.
///
/// # Errors
/// What to write instead.
pub(super) fn time(text: &str) -> Result<Value, String> {
    let lower = text.to_lowercase();
    let mut bare = lower.as_str();
    for word in ["pukul", "pkl.", "pkl", "jam"] {
        bare = bare.strip_prefix(word).unwrap_or(bare).trim_start();
    }
    bare = bare.strip_suffix("wib").unwrap_or(bare).trim_end();
    let half = ["am", "pm"].into_iter().find_map(|word| Some((bare.strip_suffix(word)?.trim_end(), word)));
    let (bare, late) = half.map_or((bare, None), |(rest, word)| (rest, Some(word == "pm")));
    let parts: Vec<&str> = bare.split([':', '.']).collect();
    let number = |part: &str, below: u32| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|n: &u32| digits && *n < below)
    };
    let read = match parts.as_slice() {
        [hour, minute] => number(hour, 24).zip(number(minute, 60)),
        [hour, minute, second] => number(second, 60).and_then(|_| number(hour, 24).zip(number(minute, 60))),
        _ => None,
    };
    let read = match (read, late) {
        (Some((hour @ 1..=12, minute)), Some(late)) => Some((hour % 12 + if late { 12 } else { 0 }, minute)),
        (read, None) => read,
        _ => None,
    };
    let (hour, minute) = read.ok_or("Tulis jam dan menit, misalnya 22:31.")?;
    Ok(Value::Text(format!("{hour:02}:{minute:02}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_hours_and_minutes() {
        assert_eq!(time("7.05"), Ok(Value::Text("07:05".to_owned())));
        assert_eq!(time("23:59"), Ok(Value::Text("23:59".to_owned())));
        for (text, read) in [
            ("22:31:15", "22:31"),
            ("22.31 WIB", "22:31"),
            ("pukul 22.31", "22:31"),
            ("Pkl. 7.05 wib", "07:05"),
            ("10:31 PM", "22:31"),
            ("12:05 am", "00:05"),
            ("12:05 PM", "12:05"),
        ] {
            assert_eq!(time(text), Ok(Value::Text(read.to_owned())), "{text}");
        }
        for wrong in ["24:00", "12:60", "12", "1200", "+1:00", "12:3:61", "22.31 WITA", "13:00 PM", "0:10 pm", ""] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }
}
