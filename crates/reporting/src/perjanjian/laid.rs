//! The agreements in force: what is shipped, with what offices signed laid over it, as words are (ADR 0062).

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use chrono::Datelike;
use kernel::live::Live;
use kernel::period::day_of;
use kernel::{House, Problem, Result, ledger};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use crate::agreement::{Agreement, Agreements, Item};
use crate::serving::{Named, Serving, Tie};

/// Lays what offices signed over what is shipped, on this server. It is read like the agreements themselves.
pub struct Laid {
    house: Arc<House>,
    shipped: Agreements,
    live: Live<Agreements>,
    /// The year of the first record, and the day on which it was looked for.
    first: AtomicI32,
    looked: AtomicI32,
}

impl Deref for Laid {
    type Target = Agreements;

    fn deref(&self) -> &Agreements {
        &self.live
    }
}

impl Laid {
    /// The shelf of a house, over the agreements that are shipped or laid in its settings folder.
    #[must_use]
    pub fn new(house: Arc<House>, shipped: Agreements) -> Self {
        let live = Live::new(shipped.with(Vec::new(), 0));
        Self { house, shipped, live, first: AtomicI32::new(i32::MAX), looked: AtomicI32::new(0) }
    }

    /// Puts in force what was signed since, and looks once a day from which year on there are records.
    ///
    /// # Errors
    /// Any database error.
    pub async fn refresh(&self) -> Result<()> {
        let db = &self.house.db;
        let moved = moved(db).await?;
        if moved != self.signed {
            let rows = Entity::find().filter(Column::Urutan.is_not_null()).order_by_asc(Column::Urutan).all(db).await?;
            let own = rows.iter().map(|row| self.said(row)).collect::<Result<Vec<_>>>()?;
            self.live.renew(self.shipped.with(own, moved));
        }
        let today = day_of(self.house.clock.now()).num_days_from_ce();
        if self.looked.load(Ordering::Relaxed) != today {
            let first = ledger::Entity::find().order_by_asc(ledger::Column::Hari).one(db).await?;
            self.first.store(first.map_or(i32::MAX, |fact| fact.hari.year()), Ordering::Relaxed);
            self.looked.store(today, Ordering::Relaxed);
        }
        Ok(())
    }

    fn said(&self, row: &Model) -> Result<Agreement> {
        let office = self.house.offices.by_id(row.kantor_id).map(|office| office.code.as_str());
        row.agreement(office.ok_or_else(|| Problem::internal("an agreement of no office"))?)
    }

    /// The first year that can be looked at: that of the first record or agreement, and no later than the running one.
    #[must_use]
    pub fn first_year(&self, running: i32) -> i32 {
        let agreed = self.all().iter().map(|agreement| agreement.year).min().unwrap_or(running);
        self.first.load(Ordering::Relaxed).min(agreed).min(running).max(2000)
    }
}

/// The number of the newest signature; 0 where there is none.
pub(super) async fn newest(db: &impl ConnectionTrait) -> Result<i64> {
    let newest: Option<Option<i64>> =
        Entity::find().select_only().column_as(Column::Urutan.max(), "urutan").into_tuple().one(db).await?;
    Ok(newest.flatten().unwrap_or_default())
}

/// A number that grows whenever a version that was signed changes, or another is signed; 0 where there is none.
async fn moved(db: &impl ConnectionTrait) -> Result<i64> {
    let steps = Expr::cust("CAST(COALESCE(SUM(langkah), 0) AS BIGINT)");
    let signed = Entity::find().select_only().column_as(steps, "langkah").filter(Column::Urutan.is_not_null());
    let sum: Option<i64> = signed.into_tuple().one(db).await?;
    Ok(sum.unwrap_or_default())
}

impl Agreements {
    /// These with what offices signed laid over them: of two with the same code and version the later one stands.
    pub(crate) fn with(&self, own: Vec<Agreement>, signed: i64) -> Self {
        let (printed, serving, history) = (self.printed.clone(), self.serving.clone(), self.history.clone());
        let bare = Arc::clone(&self.bare);
        let mut laid = Self { all: self.all.clone(), printed, serving, history, signed, bare };
        for agreement in own {
            laid.all.retain(|held| (&held.code, held.version) != (&agreement.code, agreement.version));
            let (code, named) = (agreement.code.clone(), agreement.named.clone());
            if named.is_none() {
                let served = laid.inherited(&agreement);
                laid.serving.extend(served);
            }
            laid.all.push(agreement);
            if let Some(named) = named {
                let served = laid.said(&code, &named);
                laid.serving.retain(|one| one.agreement != code);
                laid.serving.extend(served);
            }
        }
        laid.all.sort_by_key(|agreement| agreement.version);
        laid
    }

    /// What an office says of its own agreement, by the numbers that items are meant by.
    fn said(&self, code: &str, named: &Named) -> Vec<Serving> {
        let number = |indicator: &String| {
            let mut items = self.all.iter().filter(|one| one.code == code).flat_map(|one| &one.items);
            let meant = |item: &&Item| self.meant(code, item.no) == Some(item.indicator.as_str());
            items.find(|item| item.indicator == *indicator && meant(item)).map(|item| item.no)
        };
        let of = |tie: &Tie| Serving {
            agreement: code.to_owned(),
            items: tie.indicators.iter().filter_map(number).collect(),
            activities: vec![tie.activity.clone()],
            status: named.status.clone(),
            basis: "Disebut kantor di halaman perjanjian.".to_owned(),
        };
        named.all.iter().map(of).filter(|one| !one.items.is_empty()).collect()
    }

    /// Which activities serve an agreement of which nobody has said so: those of the office's last one before, for the items that count
    /// the same. It stays an assumption.
    fn inherited(&self, agreement: &Agreement) -> Vec<Serving> {
        if !self.serving(&agreement.code).is_empty() {
            return Vec::new();
        }
        let served = |one: &&Agreement| {
            one.office == agreement.office && one.year < agreement.year && !self.serving(&one.code).is_empty()
        };
        let Some(before) = self.all.iter().filter(served).max_by_key(|one| (one.year, one.version)) else {
            return Vec::new();
        };
        let now = |no: &u32| {
            let indicator = self.meant(&before.code, *no)?;
            agreement.items.iter().find(|item| item.indicator == indicator).map(|item| item.no)
        };
        let of = |one: &Serving| Serving {
            agreement: agreement.code.clone(),
            items: one.items.iter().filter_map(now).collect(),
            activities: one.activities.clone(),
            status: "asumsi".to_owned(),
            basis: format!("Seperti {}. {}", before.code, one.basis),
        };
        self.serving(&before.code).into_iter().map(of).filter(|one| !one.items.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_laid_over_what_is_shipped_and_keeps_its_place() {
        let shipped = Agreements::embedded().unwrap();
        let first = shipped.find("2025-pok").unwrap();
        let october = "2025-10-01".parse().unwrap();
        let mut revised = Agreement { version: 2, since: october, own: true, ..first.clone() };
        revised.items[6].target_year = "16000".to_owned();
        let next = Agreement { code: "2026-pok".to_owned(), year: 2026, own: true, ..first.clone() };
        let laid = shipped.with(vec![next, revised], 2);
        let codes = |year| laid.of_year(year).iter().map(|a| (a.code.clone(), a.version)).collect::<Vec<_>>();
        let named = |code: &str, version| (code.to_owned(), version);
        assert_eq!(codes(2025), [named("2025-pok", 2), named("2025-pk-oktober", 1)], "the tabs stay in their order");
        assert_eq!(codes(2026), [named("2026-pok", 1)]);
        let target = |day: &str| laid.in_force("2025-pok", day.parse().unwrap()).unwrap().items[6].target_year.clone();
        assert_eq!((target("2025-09-30"), target("2025-10-01")), ("19760".to_owned(), "16000".to_owned()));
        let served = laid.serving("2026-pok");
        assert!(served.len() == laid.serving("2025-pok").len() && served.iter().all(|one| one.status == "asumsi"));
        assert_eq!((shipped.signed, laid.signed, shipped.all().len() + 2), (0, 2, laid.all().len()));
    }

    #[test]
    fn what_an_office_says_stands_for_its_agreement_and_is_an_assumption_for_the_next() {
        let shipped = Agreements::embedded().unwrap();
        let first = shipped.find("2025-pok").unwrap();
        let indicators = vec![first.items[1].indicator.clone()];
        let all = vec![Tie { activity: "Kegiatan contoh".to_owned(), indicators }];
        let named = Some(Named { status: "terverifikasi".to_owned(), all });
        let next = Agreement { code: "2026-pok".to_owned(), year: 2026, own: true, named, ..first.clone() };
        let later = Agreement { code: "2027-pok".to_owned(), year: 2027, own: true, ..first.clone() };
        let laid = shipped.with(vec![next, later], 2);
        let told = |code: &str| -> Vec<_> {
            laid.serving(code)
                .iter()
                .map(|one| (one.items.clone(), one.names("kegiatan contoh"), one.status.clone()))
                .collect()
        };
        assert_eq!(told("2026-pok"), [(vec![2], true, "terverifikasi".to_owned())]);
        assert_eq!(told("2027-pok"), [(vec![2], true, "asumsi".to_owned())]);
        assert_eq!(laid.serving("2025-pok").len(), shipped.serving("2025-pok").len());
    }

    #[test]
    fn a_day_before_a_signature_is_not_judged_by_it() {
        let shipped = Agreements::embedded().unwrap();
        let first = shipped.find("2025-pok").unwrap();
        let day = |text: &str| text.parse::<kernel::Day>().unwrap();
        let signed = Some(day("2025-10-05"));
        let revised = Agreement { version: 2, since: day("2025-10-01"), own: true, signed, ..first.clone() };
        let laid = shipped.with(vec![revised], 1);
        let version = |on: &str| laid.in_force("2025-pok", day(on)).unwrap().version;
        assert_eq!(["2025-09-30", "2025-10-04", "2025-10-05"].map(version), [1, 1, 2]);
        let later = |on: &str| laid.in_force_as_known("2025-pok", day(on), day("2026-01-05")).unwrap().version;
        assert_eq!(["2025-09-30", "2025-10-04"].map(later), [1, 2], "who asks later knows of it");
    }

    #[test]
    fn budget_and_print_follow_the_indicator_where_a_revision_numbers_anew() {
        let shipped = Agreements::embedded().unwrap();
        let first = shipped.find("2025-pok").unwrap();
        let october = "2025-10-01".parse().unwrap();
        let mut revised = Agreement { version: 2, since: october, own: true, ..first.clone() };
        (revised.items[0].no, revised.items[9].no) = (10, 1);
        let next = Agreement { code: "2026-pok".to_owned(), year: 2026, own: true, ..first.clone() };
        let laid = shipped.with(vec![revised.clone(), next], 2);
        assert!(laid.means("2025-pok", 1, &revised.items[0]) && !laid.means("2025-pok", 1, &revised.items[9]));
        let served = |code: &str| -> Vec<_> {
            laid.serving(code).iter().map(|one| (one.items.clone(), one.activities.clone())).collect()
        };
        assert_eq!(served("2026-pok"), served("2025-pok"), "the next year inherits by indicator");
    }
}
