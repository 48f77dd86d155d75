//! The numbers that exist in a stream, kept as runs without gaps. Rows come nearly in order, so there are few runs.

use chrono::{DateTime, Utc};

/// Consecutive numbers, with the instants of the first and the last.
#[derive(Clone, Debug)]
struct Run {
    first: i64,
    last: i64,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// The numbers that exist in a stream.
#[derive(Debug, Default)]
pub(super) struct Seen(Vec<Run>);

/// Numbers that are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// How many.
    pub count: i64,
    /// When the row before was written; none where there is none.
    pub after: Option<DateTime<Utc>>,
    /// When the row after was written; none where there is none.
    pub before: Option<DateTime<Utc>>,
}

impl Seen {
    /// Adds a number; returns whether it is new.
    pub fn add(&mut self, number: i64, at: DateTime<Utc>) -> bool {
        let place = self.0.partition_point(|run| run.first <= number);
        let joins_next = self.0.get(place).is_some_and(|run| run.first == number + 1);
        let before = place.checked_sub(1).and_then(|place| self.0.get_mut(place));
        match before {
            Some(run) if number <= run.last => return false,
            Some(run) if number == run.last + 1 => {
                (run.last, run.until) = (number, at);
                if joins_next {
                    let next = self.0.remove(place);
                    if let Some(run) = self.0.get_mut(place - 1) {
                        (run.last, run.until) = (next.last, next.until);
                    }
                }
            }
            _ => match self.0.get_mut(place).filter(|_| joins_next) {
                Some(next) => (next.first, next.from) = (number, at),
                None => self.0.insert(place, Run { first: number, last: number, from: at, until: at }),
            },
        }
        true
    }

    /// The numbers from 1 to `counted` that are missing.
    pub fn gaps(&self, counted: i64) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let (mut last, mut after) = (0, None);
        for run in &self.0 {
            // Rows numbered after the counter was read may not have been visible yet.
            let count = run.first.min(counted + 1) - last - 1;
            if count > 0 {
                gaps.push(Gap { count, after, before: Some(run.from) });
            }
            (last, after) = (run.last, Some(run.until));
        }
        if counted > last {
            gaps.push(Gap { count: counted - last, after, before: None });
        }
        gaps
    }

    /// The highest number.
    pub fn highest(&self) -> i64 {
        self.0.last().map_or(0, |run| run.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn numbers_in_any_order_leave_no_gap() {
        for order in [[1, 2, 3, 4], [4, 3, 2, 1], [1, 3, 4, 2], [2, 4, 1, 3]] {
            let mut seen = Seen::default();
            assert!(order.iter().all(|number| seen.add(*number, at(*number))));
            assert_eq!((seen.gaps(4), seen.0.len(), seen.highest()), (Vec::new(), 1, 4), "{order:?}");
            assert!(order.iter().all(|number| !seen.add(*number, at(9))));
        }
    }

    #[test]
    fn what_is_missing_lies_between_its_neighbours() {
        let mut seen = Seen::default();
        for number in [3, 4, 8] {
            seen.add(number, at(number));
        }
        let gap = |count, after: Option<i64>, before: Option<i64>| Gap {
            count,
            after: after.map(at),
            before: before.map(at),
        };
        let all = [gap(2, None, Some(3)), gap(3, Some(4), Some(8)), gap(1, Some(8), None)];
        assert_eq!(seen.gaps(9), all);
        assert_eq!(seen.gaps(4), all[..1]);
        assert_eq!(Seen::default().gaps(2), [gap(2, None, None)]);
    }
}
