//! The tables add up, whatever the staff.

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn word(at: usize, label: &str) -> Word {
    Word { at, label: label.to_owned() }
}

fn row(unit: usize, group: Group, female: bool) -> Row {
    Row {
        id: CatatanId(uuid::Uuid::nil()),
        number: "PGW-2025-000001".to_owned(),
        code: "P-001".to_owned(),
        unit: word(unit, &format!("Unit {unit}")),
        position: "Jabatan contoh".to_owned(),
        group,
        rank: None,
        level: None,
        leads: false,
        function: None,
        female,
        schooling: Word::unsaid(),
        since: day("2025-01-02"),
        until: None,
    }
}

/// Numbers that look drawn, always the same.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn row(&mut self, at: usize) -> Row {
        let group = Group::ALL[self.below(4)];
        let own = group != Group::Outsourcing;
        let level = (own && self.below(5) > 0).then(|| word(self.below(3), "Tingkat"));
        let functional = own && self.below(2) == 0;
        let since = day("2025-01-01") + chrono::Days::new(u64::try_from(self.below(400)).unwrap());
        let until = (self.below(3) == 0).then(|| since + chrono::Days::new(u64::try_from(self.below(200)).unwrap()));
        Row {
            code: format!("P-{at}"),
            position: format!("Jabatan {}", self.below(4)),
            rank: (own && self.below(3) > 0).then(|| word(self.below(6), "Golongan")),
            level,
            function: functional.then(|| format!("Fungsional {}", self.below(3))),
            schooling: if self.below(4) == 0 { Word::unsaid() } else { word(self.below(5), "Lulus") },
            since,
            until,
            ..row(self.below(3), group, self.below(2) == 0)
        }
    }
}

#[test]
fn every_table_adds_up_to_the_rows_that_it_is_about() {
    let mut drawn = Drawn(2025);
    for many in 0..60 {
        let rows: Vec<Row> = (0..many).map(|at| drawn.row(at)).collect();
        let on = day("2025-12-31");
        let holding = rows.iter().filter(|row| row.holds(on)).count();
        let staff = Staff::on(rows, on);
        assert_eq!(staff.rows.len(), holding);
        let own = staff.rows.iter().filter(|row| row.is_own()).count();
        let functional = staff.rows.iter().filter(|row| row.function.is_some()).count();
        let tallies = staff.tallies();
        let about = [holding, own, own, functional, holding - own, holding];
        assert_eq!(tallies.iter().map(|one| one.no).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        for (one, about) in tallies.iter().zip(about) {
            assert_eq!(*one.total.last().unwrap(), about, "{one:?}");
            assert_eq!(one.counted.last().unwrap(), "Jumlah");
            assert_eq!(one.total.len(), one.counted.len());
            for (at, total) in one.total.iter().enumerate() {
                assert_eq!(one.lines.iter().map(|(_, counts)| counts[at]).sum::<usize>(), *total, "{one:?}");
            }
            for (heads, counts) in &one.lines {
                assert_eq!((heads.len(), counts.len()), (one.heads.len(), one.counted.len()));
                let (last, rest) = counts.split_last().unwrap();
                let schooled = one.no == 5;
                let parts: usize = rest.iter().take(if schooled { 2 } else { rest.len() }).sum();
                assert_eq!(parts, *last, "{one:?}");
                assert!(!schooled || rest[2..].iter().sum::<usize>() == *last, "{one:?}");
            }
        }
        assert_eq!(staff.units().iter().map(|(_, many)| many).sum::<usize>(), holding);
        assert_eq!(staff.groups().iter().map(|(_, many)| many).sum::<usize>(), holding);
    }
}

#[test]
fn the_first_and_the_last_day_are_in_the_position() {
    let held = Row { until: Some(day("2025-03-31")), ..row(0, Group::Pns, false) };
    for (on, holds) in [("2025-01-01", false), ("2025-01-02", true), ("2025-03-31", true), ("2025-04-01", false)] {
        assert_eq!(held.holds(day(on)), holds, "{on}");
    }
}

#[test]
fn a_code_in_two_positions_counts_twice_and_is_named() {
    let other = Row { code: "P-002".to_owned(), ..row(0, Group::Pns, true) };
    let staff = Staff { rows: vec![row(0, Group::Pns, false), row(1, Group::Pns, false), other] };
    let doubles = staff.doubles();
    assert_eq!(doubles.iter().map(|(code, rows)| (*code, rows.len())).collect::<Vec<_>>(), [("P-001", 2)]);
    assert_eq!(staff.tallies()[0].total, [0, 3, 0, 0, 3]);
}

#[test]
fn lines_stand_in_the_order_of_units_and_levels() {
    let of = |unit: usize, position: &str, level: usize| Row {
        position: position.to_owned(),
        level: Some(word(level, "Tingkat")),
        ..row(unit, Group::Pns, false)
    };
    let staff = Staff { rows: vec![of(1, "A", 0), of(0, "A", 5), of(0, "Z", 1)] };
    let lines: Vec<String> = staff.tallies()[0].lines.iter().map(|(heads, _)| heads.join(" ")).collect();
    assert_eq!(lines, ["Unit 0 Z", "Unit 0 A", "Unit 1 A"]);
}
