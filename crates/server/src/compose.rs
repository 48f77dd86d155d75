//! Composition: the one place that knows all slices.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use accounts::Accounts;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use bandara::giliran::Shifts;
use chrono::{DateTime, Utc};
use kernel::access::Gathering;
use kernel::calendar::Calendar;
use kernel::clock::{Clock, Ids, SystemClock};
use kernel::ctx::House;
use kernel::db::{Pools, Pulse};
use kernel::live::Live;
use kernel::offices::Letterheads;
use kernel::reference::Reference;
use kernel::rules::Rules;
use kernel::space::{self, Space};
use kernel::tenggat::Clocks;
use kernel::{Ctx, Permission, Problem, Result, chain, db};
use lampiran::Store;
use records::photos::Album;
use records::{AnyKind, Registry, Section};
use reporting::perjanjian::{Laid, Waiting};
use reporting::{Agreement, Agreements};
use rujukan::Rujukan;
use tower_http::csrf::CsrfLayer;
use web::{Answers, App, MenuGroup, MenuItem, Proxies, Routes};

use crate::config::Config;
use crate::surel::Post;
use crate::{beranda, health, keys, metrics, musnah, openapi, private, pulih};

/// A running house with all its parts.
#[derive(Clone)]
pub struct Lindung {
    /// Its settings.
    pub config: Config,
    /// The house.
    pub house: Arc<House>,
    /// The accounts.
    pub accounts: Arc<Accounts>,
    /// The words, holidays and clocks that the office keeps.
    pub rujukan: Arc<Rujukan>,
    /// The kinds of record.
    pub registry: Registry,
    /// Agreements and targets: those that are shipped, with what offices signed laid over them.
    pub agreements: Arc<Laid>,
    /// The shifts of the airport desk.
    pub shifts: Arc<Shifts>,
    /// Where the files of attachments lie.
    pub store: Store,
    /// The proxies before the server.
    pub proxies: Proxies,
    /// The fonts of the machine, for letters that the program's own lack.
    pub fonts: cetak::Fonts,
    /// The way to the e-mail server, if digests are sent.
    pub post: Option<Post>,
    /// How many requests were answered.
    pub tally: Arc<Answers>,
}

/// All kinds of record: a new slice is one line here.
#[must_use]
pub fn registry() -> Registry {
    let mut kinds = Vec::new();
    kinds.extend(cases::KINDS);
    kinds.extend(pemulangan::KINDS);
    kinds.extend(bandara::KINDS);
    kinds.extend(jamsos::KINDS);
    kinds.extend(supply::KINDS);
    kinds.extend(penempatan::KINDS);
    kinds.extend(kelembagaan::KINDS);
    kinds.extend(reporting::KINDS);
    kinds.extend(pelindungan::KINDS);
    Registry::new(kinds)
}

/// Opens the house: database, schema, keys, reference data.
///
/// # Errors
/// What the settings or the database say.
pub async fn open(config: Config) -> Result<Lindung> {
    open_with(config, Arc::new(SystemClock)).await
}

/// Brings the database to the newest schema.
async fn migrated(url: &str) -> Result<()> {
    migrations::run(url).await.map_err(|error| {
        tracing::error!(%error, "the schema could not be brought up to date");
        Problem::from(error)
    })
}

/// Opens the house with a clock of one's own.
///
/// # Errors
/// As [`open`].
pub async fn open_with(config: Config, clock: Arc<dyn Clock>) -> Result<Lindung> {
    private::folder(&config.data_dir).map_err(|error| {
        Problem::Malformed(format!("Folder data {} tidak dapat dibuat: {error}.", config.data_dir.display()))
    })?;
    let post = config.surel.enabled.then(|| Post::new(&config.surel)).transpose()?;
    let masters = keys::masters(&config)?;
    let url = config.database_url();
    private::database(&url)?;
    migrated(&url).await?;
    let attachments = config.data_dir.join("lampiran");
    let space = room(&config, &attachments);
    let Pools { lists: db, keyed, pen } = Pools::open(&url, config.database.connections, &space).await?;
    let vault = keys::open(&db, &masters).await?;
    let own = config.clone();
    // A key that another process began to use is looked for where this one's came from.
    vault.looks_in(Box::new(move || keys::held(&own).unwrap_or_default()));
    let (reference, ids) = (Reference::embedded()?, Ids::default());
    let offices = accounts::seed(&db, &reference, &ids, clock.now()).await?;
    let rules = Rules::load(config.iku_dir())?;
    let (calendar, clocks) = (Calendar::load(config.iku_dir())?, Clocks::load(config.iku_dir())?);
    let shifts = Arc::new(Shifts::load(config.iku_dir())?);
    let house = Arc::new(House {
        db,
        keyed,
        pen,
        looks: Gathering::default(),
        before_commit: OnceLock::new(),
        pulse: Pulse::default(),
        space,
        clock,
        ids,
        vault,
        reference: Live::new(reference),
        offices,
        letterheads: Live::new(Letterheads::new()),
        rules,
        calendar: Live::new(calendar),
        clocks: Live::new(clocks),
    });
    let registry = registry();
    let rujukan = Arc::new(Rujukan::new(Arc::clone(&house), kinds(&registry)));
    rujukan.refresh().await?;
    let seed = house.vault.signing();
    let accounts = Arc::new(Accounts::new(Arc::clone(&house), &seed, config.password)?);
    let agreements = Arc::new(Laid::new(Arc::clone(&house), Agreements::load(config.iku_dir())?));
    agreements.refresh().await?;
    let store = Store::new(attachments, &house.vault, config.quota);
    let proxies = config.proxies()?;
    let fonts = cetak::Fonts::new(&config.fonts_dir);
    let tally = Arc::default();
    let lindung =
        Lindung { config, house, accounts, rujukan, registry, agreements, shifts, store, proxies, fonts, post, tally };
    ready(&lindung).await?;
    Ok(lindung)
}

/// What is done once before anything is served.
async fn ready(lindung: &Lindung) -> Result<()> {
    find_anew(lindung).await?;
    stamp_once(lindung).await?;
    ask_from_now(lindung).await?;
    pulih::take_up(lindung).await?;
    musnah::apply(lindung).await
}

/// What clocks must know of the kinds: how they are called and which states they have.
fn kinds(registry: &Registry) -> rujukan::Kinds {
    let of = |kind: &&'static dyn AnyKind| (kind.info().name, (kind.info().title, kind.statuses()));
    registry.all().iter().map(of).collect()
}

/// The room on the disks that hold what people enter.
pub(crate) fn room(config: &Config, attachments: &Path) -> Space {
    let places = vec![
        (space::DATA, config.data_dir.clone()),
        ("attachments", attachments.to_owned()),
        (space::TEMPORARY, std::env::temp_dir()),
    ];
    Space::new(config.space, places)
}

/// Stamps, once, what releases before did not stamp; from then on what goes without a stamp is a finding.
async fn stamp_once(lindung: &Lindung) -> Result<()> {
    if !chain::is_new(&lindung.house.db).await? {
        return Ok(());
    }
    let ctx = lindung.system_for("KP2MI", "Meterai")?;
    chain::adopt(&ctx).await?;
    people::adopt(&ctx).await?;
    accounts::adopt(&ctx).await?;
    chain::strike(&ctx, chain::Cause::Beginning).await?;
    Ok(())
}

/// The setting with the instant, in microseconds, from which a number was no longer believed against what else is said.
const ASKED: &str = "ditanya_sejak";

/// Remembers, once, from when on a number is not believed against what else is said: what stands from before is for the audit.
async fn ask_from_now(lindung: &Lindung) -> Result<()> {
    if asked_since(&lindung.house).await?.is_some() {
        return Ok(());
    }
    let ctx = lindung.system_for("KP2MI", "Orang")?;
    let tx = ctx.begin().await?;
    db::keep_setting(&tx, ASKED, &tx.at.timestamp_micros().to_string()).await?;
    tx.commit().await
}

/// See [`ask_from_now`].
///
/// # Errors
/// What the database says.
pub(crate) async fn asked_since(house: &House) -> Result<Option<DateTime<Utc>>> {
    let text = db::setting(&house.db, ASKED).await?;
    Ok(text.and_then(|text| text.parse().ok()).and_then(DateTime::from_timestamp_micros))
}

/// Writes what people and records are found by, where it was never written or the rules for names have changed since: what it
/// is made of is partly sealed, so no migration can.
async fn find_anew(lindung: &Lindung) -> Result<()> {
    const NAME: &str = "kata";
    let rules = people::RULES.to_string();
    if db::setting(&lindung.house.db, NAME).await?.as_ref() == Some(&rules) {
        return Ok(());
    }
    let ctx = lindung.system_for("KP2MI", "Pencarian")?;
    let tx = ctx.begin().await?;
    db::lock(&tx, NAME).await?;
    if db::setting(&*tx, NAME).await?.as_ref() == Some(&rules) {
        return Ok(());
    }
    people::words::rebuild(&tx, &ctx).await?;
    for kind in lindung.registry.all() {
        kind.find_anew(&tx, &ctx).await?;
    }
    db::keep_setting(&tx, NAME, &rules).await?;
    tx.commit().await
}

impl Lindung {
    /// The system acting for the office of the settings.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for an office that does not exist.
    pub fn system(&self, name: &str) -> Result<Ctx> {
        self.system_for(&self.config.office, name)
    }

    /// The system acting for an office.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for an office that does not exist.
    pub fn system_for(&self, office: &str, name: &str) -> Result<Ctx> {
        let actor = accounts::actor_for(&self.house, office, name)?;
        Ok(Ctx::new(Arc::clone(&self.house), actor))
    }

    /// The system acting for the office of an agreement; for that of the settings where a year is counted without one.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for an office that does not exist.
    pub fn system_of(&self, agreement: &Agreement, name: &str) -> Result<Ctx> {
        if agreement.is_bare() { self.system(name) } else { self.system_for(&agreement.office, name) }
    }

    /// The pictures that the office may publish.
    #[must_use]
    pub fn album(&self) -> Album {
        Album::new(&self.registry, &self.store)
    }

    /// The routes of the program. The viewer of the description stands beside them: it shows what anybody may know.
    pub fn routes(&self) -> Routes {
        let routes = web::router()
            .merge(accounts::router(Arc::clone(&self.accounts)))
            .merge(rujukan::router(Arc::clone(&self.rujukan)))
            .merge(people::api::router())
            .merge(records::api::router(&self.registry, &self.store))
            .merge(records::pages::router(&self.registry, &self.store))
            .merge(records::banyak::router(&self.registry))
            .merge(records::daftar::router(&self.registry))
            .merge(records::persons::router(&self.registry))
            .merge(records::tugas::router(&self.registry, Arc::new(Waiting(Arc::clone(&self.agreements)))))
            .merge(cases::siskop2mi::router())
            .merge(jamsos::cabang::router())
            .merge(supply::belum_visa::router())
            .merge(supply::peserta::router(&self.registry))
            .merge(supply::corong::router(&self.registry))
            .merge(penempatan::rekam::router(&self.registry))
            .merge(cases::izin::router())
            .merge(pemulangan::router(&self.fonts))
            .merge(bandara::router(&self.registry, &self.house, Arc::clone(&self.shifts), &self.fonts))
            .merge(reporting::api::router(Arc::clone(&self.agreements)))
            .merge(reporting::pages::router(Arc::clone(&self.agreements), &self.fonts))
            .merge(pelindungan::router(&self.registry, &self.fonts, &self.store))
            .merge(laporan::router(Arc::clone(&self.agreements), &self.fonts, &self.album()))
            .merge(beranda::router(self))
            .merge(health::router(self))
            .merge(metrics::router(self));
        web::styled(routes)
    }

    /// The whole program as a router.
    pub fn router(&self) -> Router {
        let app = App {
            house: Arc::clone(&self.house),
            gate: Arc::clone(&self.accounts) as _,
            proxies: self.proxies.clone(),
            directory: Arc::new(self.registry.clone()),
            menu: Arc::new(menu(&self.registry)),
            heavy: Arc::default(),
            answers: Arc::clone(&self.tally),
            custody: keys::custody(&self.config),
        };
        let (viewer, operations) = openapi::router(self);
        let routes = self.routes().into_router();
        let routes = routes
            .layer(from_fn_with_state(operations, openapi::described))
            .merge(viewer.layer(from_fn(openapi::viewer_policy)))
            .layer(from_fn_with_state(pulih::latch(&self.house), pulih::bar))
            .layer(from_fn_with_state(app.clone(), web::keep))
            .layer(CsrfLayer::new());
        web::outer::wrap(routes, &app)
    }

    /// Lets go of the database, so that its log is written back.
    ///
    /// # Errors
    /// What the database says.
    pub async fn close(self) -> Result<()> {
        self.house.keyed.close().await;
        self.house.db.close_by_ref().await?;
        self.house.pen.close().await
    }
}

fn menu(registry: &Registry) -> Vec<MenuGroup> {
    let page = |href: &str, label, permission| MenuItem { href: href.to_owned(), label, permission };
    let kind = |kind: &&dyn AnyKind| page(&format!("/{}", kind.info().name), kind.info().title, kind.info().permission);
    let of = |section| -> Vec<MenuItem> {
        registry.all().iter().filter(|kind| kind.info().menu == Some(section)).map(kind).collect()
    };
    let group = |section: Section, items: Vec<MenuItem>| MenuGroup { title: Some(section.title()), items };
    let own = vec![
        page("/admin", "Pengelolaan", Permission::ManageUsers),
        page("/akun", "Akun", Permission::ManageUsers),
        page("/tugas", "Tugas", Permission::Tasks),
        page("/", "Dasbor", Permission::ReadReports),
    ];
    let desk = |href, label| page(href, label, Permission::Pemulangan);
    let mut protection = of(Section::Pelindungan);
    let after = protection.iter().position(|item| item.href == "/pengaduan").map_or(0, |at| at + 1);
    protection.insert(after, page("/pengaduan/belum-siskop2mi", "Belum SISKOP2MI", Permission::Cases));
    protection.insert(0, desk("/meja/", "Meja bandara"));
    protection.extend([desk("/meja/laporan", "Laporan giliran"), desk("/meja/papan", "Papan meja")]);
    let mut accountability = vec![page("/penutupan", "Penutupan", Permission::ReadReports)];
    accountability.push(page("/perjanjian", "Perjanjian", Permission::ReadReports));
    accountability.push(page("/lkj", "Laporan kinerja", Permission::ReadReports));
    accountability.extend(of(Section::Akuntabilitas));
    accountability.push(page("/nilai/zi", "Lembar kerja ZI", Permission::Perencanaan));
    accountability.push(page("/dipa", "DIPA", Permission::Perencanaan));
    accountability.push(page("/periksa", "Periksa laporan", Permission::ReadReports));
    accountability.push(page("/kata", "Kata dan daftar", Permission::Words));
    accountability.push(page("/templat", "Templat surat", Permission::Words));
    accountability.push(page("/libur", "Hari libur", Permission::Words));
    accountability.push(page("/tenggat", "Lama tenggat", Permission::Words));
    accountability.push(page("/kantor", "Data kantor", Permission::Words));
    accountability.push(page("/persetujuan", "Persetujuan dua orang", Permission::TwoPeople));
    let mut people = vec![page("/orang", "Orang", Permission::ReadPeople)];
    people.extend(of(Section::Berkas));
    people.push(page("/pelindungan/kebocoran", "Kebocoran data", Permission::DataProtection));
    people.push(page("/pelindungan/pemrosesan", "Rekam pemrosesan", Permission::DataProtection));
    people.push(page("/pelindungan/retensi", "Retensi", Permission::DataProtection));
    vec![
        MenuGroup { title: None, items: own },
        group(Section::Pelindungan, protection),
        group(Section::Penempatan, of(Section::Penempatan)),
        group(Section::Kelembagaan, of(Section::Kelembagaan)),
        group(Section::Akuntabilitas, accountability),
        group(Section::Berkas, people),
    ]
}
