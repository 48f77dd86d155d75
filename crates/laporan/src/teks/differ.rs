//! What differs between two texts, line by line. Pure.

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// In the first only.
    First,
    /// In the second only.
    Second,
}

/// The lines of two texts: what they begin with alike, what differs between, what they end with alike.
#[must_use]
pub fn lines<'a>(first: &'a str, second: &'a str) -> Vec<(Side, &'a str)> {
    let (one, two): (Vec<&str>, Vec<&str>) = (first.lines().collect(), second.lines().collect());
    let begin = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    let room = one.len().min(two.len()) - begin;
    let end = one.iter().rev().zip(two.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let side = |side: Side, lines: &[&'a str], from: usize, until: usize| {
        lines.iter().take(until).skip(from).map(|line| (side, *line)).collect::<Vec<_>>()
    };
    [
        side(Side::Both, &one, 0, begin),
        side(Side::First, &one, begin, one.len() - end),
        side(Side::Second, &two, begin, two.len() - end),
        side(Side::Both, &one, one.len() - end, one.len()),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_lost_on_either_side() {
        let texts = ["", "a", "a\nb\nc", "a\nx\nc", "b", "a\na", "a\na\na", "x\nb\nc\nd"];
        for (first, second) in texts.iter().flat_map(|first| texts.iter().map(move |second| (first, second))) {
            let told = lines(first, second);
            let kept = |other: Side| -> Vec<&str> {
                told.iter().filter(|(side, _)| *side != other).map(|(_, line)| *line).collect()
            };
            assert_eq!(kept(Side::Second), first.lines().collect::<Vec<_>>(), "{first:?} {second:?}");
            assert_eq!(kept(Side::First), second.lines().collect::<Vec<_>>(), "{first:?} {second:?}");
        }
        assert_eq!(
            lines("a\nb\nc", "a\nx\nc"),
            [(Side::Both, "a"), (Side::First, "b"), (Side::Second, "x"), (Side::Both, "c")]
        );
    }
}
