//! The audit: everything held against everything else, each finding with the record, person or account that it names.

use std::collections::BTreeSet;

use cases::izin;
use kernel::form::Form;
use kernel::ledger::{identity, tally};
use kernel::{CatatanId, Ctx, Day, KantorId, OrangId, Problem, Result, chain, two};
use lampiran::Depth;
use records::{Change, Difference};
use reporting::audit::{self, Finding};
use reporting::penutupan::{self, Broken};

use crate::compose::{self, Lindung};
use crate::files;
use crate::jobs::years;

/// Derives the facts of all records anew, in all offices, and compares them with the ledger.
///
/// # Errors
/// What the database says.
pub async fn reconcile(lindung: &Lindung) -> Result<Vec<Difference>> {
    let ctx = lindung.system_for("KP2MI", "Rekonsiliasi")?;
    let mut differences = Vec::new();
    for kind in lindung.registry.all() {
        let suspects = kind.reconcile(&ctx).await?;
        if suspects.is_empty() {
            continue;
        }
        // A record that was being changed while it was read looks wrong once, a fault looks wrong twice.
        let again = kind.reconcile(&ctx).await?;
        differences.extend(suspects.into_iter().filter(|difference| again.contains(difference)));
    }
    Ok(differences)
}

/// Audits everything: the facts of all records derived anew, records and ledger against the fingerprints in the history,
/// every closing struck and hashed again, the chain of closings. What is found is kept for the console and logged as an
/// error, each with the figure or record that it names.
///
/// # Errors
/// What the database says.
pub async fn audit(lindung: &Lindung, due: Day) -> Result<Vec<Finding>> {
    audited(lindung, due, Depth::Presence).await
}

/// As [`audit`], and every attachment is opened as well, which reads every file.
///
/// # Errors
/// As [`audit`].
pub async fn verify(lindung: &Lindung, due: Day) -> Result<Vec<Finding>> {
    audited(lindung, due, Depth::Content).await
}

async fn audited(lindung: &Lindung, due: Day, depth: Depth) -> Result<Vec<Finding>> {
    let ctx = lindung.system_for("KP2MI", "Audit")?;
    let mut findings: Vec<Finding> = reconcile(lindung).await?.into_iter().map(of_record).collect();
    findings.extend(penutupan::verify_all(&ctx).await?.into_iter().map(of_closing));
    for year in years(lindung) {
        findings.extend(tally::wrong(&ctx, year).await?.into_iter().map(|measure| of_count(year, measure)));
    }
    findings.extend(files::faults(lindung, depth).await?);
    findings.extend(Box::pin(people::audit(&ctx)).await?.iter().map(of_person));
    findings.extend(Box::pin(identity::audit(&ctx)).await?.iter().map(|fault| of_identity(&ctx, fault)));
    findings.extend(Box::pin(izin::audit(&ctx)).await?.iter().map(|fault| of_opening(&ctx, fault)));
    if depth == Depth::Content {
        findings.extend(mixed(lindung, &ctx).await?);
    }
    findings.extend(accounts::audit(&ctx).await?.into_iter().map(of_user));
    findings.extend(two::audit(&ctx).await?.iter().map(of_request));
    for fault in Box::pin(chain::audit(&ctx)).await? {
        findings.push(of_chain(lindung, &ctx, fault).await?);
    }
    for finding in &findings {
        tracing::error!(
            kind = finding.kind,
            number = finding.number,
            measure = finding.measure,
            finding.detail,
            "audit"
        );
    }
    audit::keep(&ctx, due, &findings).await?;
    Ok(findings)
}

/// A fault of the chain; of a line of history with the number of its record, where that is known.
async fn of_chain(lindung: &Lindung, ctx: &Ctx, fault: chain::Fault) -> Result<Finding> {
    let number = match fault.record {
        Some(record) => files::number(lindung, ctx, &fault.kind, record).await?,
        None => fault.number,
    };
    // Which rows are one person is told to no office but the one that audits.
    let office = if fault.kind == identity::KIND { Some(ctx.actor.office) } else { fault.office };
    let (about, kind, record) = (fault.about, fault.kind, fault.record);
    Ok(Finding { about, kind, office, record, number, measure: None, detail: fault.detail })
}

/// The people under whom the records of several may stand, told without particulars. It takes decades of records apart, so it is for
/// when somebody asks, not for every night.
async fn mixed(lindung: &Lindung, ctx: &Ctx) -> Result<Vec<Finding>> {
    let since = compose::asked_since(&lindung.house).await?.unwrap_or_else(|| ctx.now());
    let people = Box::pin(people::mixed(ctx, since)).await?;
    let mut findings: Vec<Finding> =
        people.into_iter().map(|one| about_person(one.person, one.office, one.detail)).collect();
    for one in Box::pin(records::typed_otherwise(&lindung.registry, ctx, since)).await? {
        let what = if one.slight {
            "mungkin hanya telepon, alamat atau dokumen lain, mungkin orang lain"
        } else {
            "mungkin orang lain"
        };
        let detail = format!(
            "ditulis dengan keterangan lain dari data orang ini: {} ({what}). Periksa berkasnya, lalu pisahkan, atau pastikan semua \
             catatan memang tentang orang ini",
            one.numbers.join(", ")
        );
        findings.push(about_person(one.person, one.office, detail));
    }
    Ok(findings)
}

fn about_person(person: OrangId, office: KantorId, detail: String) -> Finding {
    Finding {
        about: "orang",
        kind: "orang".to_owned(),
        office: Some(office),
        record: Some(CatatanId(person.0)),
        number: person.to_string(),
        measure: None,
        detail,
    }
}

fn of_person(fault: &people::Fault) -> Finding {
    about_person(fault.person, fault.office, fault.detail.to_owned())
}

/// Which rows of offices are one person is told to no office but the one that is above them.
fn of_identity(ctx: &Ctx, fault: &identity::Fault) -> Finding {
    Finding {
        about: "orang",
        kind: "orang".to_owned(),
        office: Some(ctx.actor.office),
        record: Some(CatatanId(fault.person.0)),
        number: fault.person.to_string(),
        measure: None,
        detail: fault.detail.to_owned(),
    }
}

/// Who sees another office's row without an agreed request is told to the office that audits.
fn of_opening(ctx: &Ctx, fault: &izin::Fault) -> Finding {
    let office = ctx.house.offices.by_id(fault.office).map_or("kantor lain", |office| office.name.as_str());
    Finding {
        about: "orang",
        kind: "orang".to_owned(),
        office: Some(ctx.actor.office),
        record: Some(CatatanId(fault.person.0)),
        number: fault.person.to_string(),
        measure: None,
        detail: format!("data orang ini terbuka bagi {office} tanpa izin yang disetujui: dibuka di luar Lindung"),
    }
}

fn of_user(fault: accounts::Fault) -> Finding {
    Finding {
        about: "pengguna",
        kind: "pengguna".to_owned(),
        office: Some(fault.office),
        record: None,
        number: fault.name,
        measure: None,
        detail: fault.detail.to_owned(),
    }
}

fn of_request(row: &two::Model) -> Finding {
    Finding {
        about: "persetujuan",
        kind: "persetujuan".to_owned(),
        office: Some(row.kantor_id),
        record: None,
        number: row.permintaan_id.to_string(),
        measure: None,
        detail: "permintaan ini ditambahkan atau diubah di luar Lindung; periksa apa yang dilakukan dengannya"
            .to_owned(),
    }
}

fn of_count(year: i32, measure: String) -> Finding {
    Finding {
        about: "hitungan",
        kind: "hitungan".to_owned(),
        office: None,
        record: None,
        number: year.to_string(),
        measure: Some(measure),
        detail: "hitungan yang disimpan tidak sama dengan buku fakta".to_owned(),
    }
}

fn of_record(difference: Difference) -> Finding {
    Finding {
        about: "catatan",
        kind: difference.kind.to_owned(),
        office: Some(difference.office),
        record: Some(difference.record),
        number: difference.number,
        measure: difference.measure,
        detail: difference.detail.to_owned(),
    }
}

fn of_closing(broken: Broken) -> Finding {
    Finding {
        about: "penutupan",
        kind: penutupan::KIND.to_owned(),
        office: Some(broken.office),
        record: Some(CatatanId(broken.closing)),
        number: broken.name,
        measure: broken.no.map(|no| format!("iku-{no:02}")),
        detail: broken.detail,
    }
}

/// Posts the facts of all records on which ledger and record disagree, as after a rule was changed. Each leaves a
/// line in the record's history. Records that somebody's hand has changed are left as they are, so that the audit goes on
/// naming them. Returns how many were posted.
///
/// # Errors
/// What the database says.
pub async fn repost(lindung: &Lindung, reason: &str) -> Result<usize> {
    let differences = reconcile(lindung).await?;
    let mut altered: BTreeSet<_> =
        differences.iter().filter(|d| !d.derived).map(|d| (d.kind.to_owned(), d.record)).collect();
    let ctx = lindung.system_for("KP2MI", "Aturan penghitungan")?;
    if !differences.is_empty() {
        let faults = chain::audit(&ctx).await?;
        altered.extend(faults.into_iter().filter_map(|fault| Some((fault.kind, fault.record?))));
    }
    let mut records: BTreeSet<_> = differences.iter().map(|d| (d.kind, d.record)).collect();
    records.retain(|(kind, record)| !altered.contains(&((*kind).to_owned(), *record)));
    for (kind, id) in &records {
        let kind = lindung.registry.find(kind).ok_or_else(|| Problem::internal(format!("no kind {kind}")))?;
        let change = Change { id: *id, version: None, reason: reason.to_owned(), happened: None };
        kind.edit(&ctx, change, Form::new()).await?;
    }
    Ok(records.len())
}
