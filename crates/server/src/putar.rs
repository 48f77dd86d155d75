//! Changing the master key while people work (ADR 0076): the new key is begun by an approval of two people, everything wrapped or sealed with an
//! earlier key is sealed anew in small pieces, and the old key is let go when nothing of it is left. Each piece can be broken off and done
//! again.

use std::time::Duration;

use cadangan::Held;
use kernel::form::Form;
use kernel::two::{self, Asked, Kind};
use kernel::vault::random;
use kernel::{Ctx, Problem, Result};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, QueryOrder};

use crate::compose::Lindung;
use crate::keys;

/// What is sealed with the house's own key, by table, column and place. What a page carries is sealed too, and is not stored. The secrets of second
/// factors stand in stamped rows: `accounts::renew`.
const SEALED: [(&str, &str, &str); 3] = [
    ("lampiran", "nama_sandi", "lampiran.nama"),
    ("lampiran", "keterangan_sandi", "lampiran.keterangan"),
    ("manifes", "isi_sandi", "manifes.isi"),
];
/// How many rows are done in one transaction.
const BATCH: u64 = 200;
/// How often it is tried again while somebody else writes for long, and how long is waited between.
const TRIES: u32 = 100;
const BETWEEN: Duration = Duration::from_secs(3);

/// A master key after the first.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kunci_induk")]
pub struct Model {
    /// Its number, from 2.
    #[sea_orm(primary_key, auto_increment = false)]
    pub nomor: i64,
    /// What it must know of the house, sealed by it.
    #[sea_orm(column_type = "Blob")]
    pub titipan: Vec<u8>,
    /// The request by which two people approved it.
    pub persetujuan_id: Uuid,
    /// When the change to it began.
    pub dimulai_pada: DateTimeUtc,
    /// When nothing sealed with an earlier key was left.
    pub selesai_pada: Option<DateTimeUtc>,
    /// When the key before was let go.
    pub dilepas_pada: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its number, as what is sealed says it.
    pub(crate) fn number(&self) -> Result<u8> {
        u8::try_from(self.nomor).map_err(Problem::internal)
    }
}

/// What a pass over everything did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// People whose key was wrapped anew.
    pub people: u64,
    /// Values that were sealed anew.
    pub values: u64,
    /// Files that were sealed anew.
    pub files: u64,
    /// What does not open with any key of the house, and stays as it is.
    pub broken: u64,
}

impl Progress {
    /// How much was done.
    #[must_use]
    pub fn done(self) -> u64 {
        self.people + self.values + self.files
    }
}

/// The newest key after the first; none where it was never changed.
///
/// # Errors
/// What the database says.
pub async fn newest(db: &impl ConnectionTrait) -> Result<Option<Model>> {
    Ok(Entity::find().order_by_desc(Column::Nomor).one(db).await?)
}

/// Takes up a key that another process has begun to use.
///
/// # Errors
/// [`Problem::Internal`] where that key is not found here, or what the database says.
pub async fn follow(lindung: &Lindung) -> Result<()> {
    let vault = &lindung.house.vault;
    match newest(&lindung.house.keyed).await? {
        Some(newest) if newest.number()? > vault.number() => vault.follows(&newest.titipan),
        _ => Ok(()),
    }
}

fn refuse<T>(detail: &str) -> Result<T> {
    Err(Problem::Malformed(detail.to_owned()))
}

/// Begins the change to a new key, or finds it begun. The key is in its file before the database names it, and the old one beside it until it is
/// let go. No backup is being made meanwhile.
///
/// # Errors
/// [`Problem::Malformed`] with what to do; as [`two::spend`]; [`Problem::Duplicate`] while a backup is being made; what disk or database say.
pub async fn begin(lindung: &Lindung, approval: Option<Uuid>) -> Result<Model> {
    follow(lindung).await?;
    match newest(&lindung.house.db).await? {
        Some(newest) if newest.selesai_pada.is_none() => return Ok(newest),
        Some(newest) if newest.dilepas_pada.is_none() => {
            return refuse("Kunci lama belum dilepas. Jalankan `lindung key retire` dahulu, lalu ganti lagi.");
        }
        _ => {}
    }
    let Some(approval) = approval else {
        return refuse(
            "Mengganti kunci induk perlu persetujuan dua orang. Minta di /persetujuan, lalu jalankan lagi dengan --approval ID.",
        );
    };
    let _held = Held::take(&lindung.config.data_dir)?;
    let ctx = lindung.system("Kunci induk")?;
    let vault = &lindung.house.vault;
    let what = Form::from([("kunci".to_owned(), vault.number().to_string())]);
    let tx = ctx.begin().await?;
    match two::spend(&tx, &ctx, approval, Asked { kind: Kind::Rotate, what: &what }).await {
        Err(Problem::NotFound) => {
            return refuse(
                "Di kantor dari setelan (office) tidak ada permintaan dengan ID itu. Minta dan setujui di /persetujuan dengan akun kantor itu, \
                 lalu salin ID-nya.",
            );
        }
        spent => spent?,
    }
    let (number, told) = vault.entrusts(&fresh(lindung)?)?;
    let row = ActiveModel {
        nomor: Set(i64::from(number)),
        titipan: Set(told.clone()),
        persetujuan_id: Set(approval),
        dimulai_pada: Set(tx.at),
        selesai_pada: Set(None),
        dilepas_pada: Set(None),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    vault.follows(&told)?;
    newest(&lindung.house.db).await?.ok_or_else(|| Problem::internal("the new key is not there"))
}

/// The key to change to: one that lies there already, of a run that was broken off or from who keeps the settings; else a new one, durable beside
/// the old one.
fn fresh(lindung: &Lindung) -> Result<[u8; 32]> {
    let (config, vault) = (&lindung.config, &lindung.house.vault);
    let held = keys::held(config)?;
    if let Some(key) = held.iter().find(|key| !vault.knows(key)) {
        return Ok(*key);
    }
    if keys::is_given(config) {
        return refuse(
            "Kunci induk berasal dari LINDUNG_MASTER_KEY. Buat kunci baru (openssl rand -hex 32), isi LINDUNG_MASTER_KEY dengan \
             \"BARU LAMA\" di semua server, mulai ulang semuanya, lalu ulangi perintah ini.",
        );
    }
    let key = random::<32>()?;
    keys::write(config, &[&[key][..], held.as_slice()].concat())?;
    Ok(key)
}

/// Goes once over everything that is sealed with an earlier key, and seals it with the newest. Nothing is done twice, so it may be broken off
/// anywhere and begun again.
///
/// # Errors
/// What disk or database say.
pub async fn pass(lindung: &Lindung, mut tell: impl FnMut(Progress)) -> Result<Progress> {
    follow(lindung).await?;
    let ctx = lindung.system("Kunci induk")?;
    let mut progress = Progress::default();
    let (mut after, mut tries) = (None, 0);
    loop {
        match people::renew(&ctx, after).await {
            Ok(None) => break,
            Ok(Some(done)) => {
                (after, tries) = (Some(done.last), 0);
                progress.people += done.renewed;
                progress.broken += done.broken;
                tell(progress);
            }
            // Somebody imports, or closes a quarter.
            Err(Problem::Busy) if tries < TRIES => {
                tries += 1;
                tokio::time::sleep(BETWEEN).await;
            }
            Err(other) => return Err(other),
        }
    }
    for place in SEALED {
        sealed(&ctx, place, &mut progress).await?;
        tell(progress);
    }
    let (factors, broken) = accounts::renew(&ctx).await?;
    progress.values += factors;
    progress.broken += broken;
    tell(progress);
    let (files, broken) = lampiran::renew(&ctx, &lindung.store).await?;
    progress.files += files;
    progress.broken += broken;
    tell(progress);
    Ok(progress)
}

/// Seals a column of a table anew. A value that somebody else wrote in between is left to the next pass.
async fn sealed(ctx: &Ctx, (table, column, place): (&str, &str, &str), progress: &mut Progress) -> Result<()> {
    let (name, value, id) = (Alias::new(table), Alias::new(column), Alias::new("id"));
    let mut after: Option<Uuid> = None;
    loop {
        let mut query = Query::select();
        query.columns([id.clone(), value.clone()]).from(name.clone());
        query.and_where(Expr::col(value.clone()).is_not_null()).order_by(id.clone(), Order::Asc).limit(BATCH);
        if let Some(after) = after {
            query.and_where(Expr::col(id.clone()).gt(after));
        }
        let rows = ctx.db().query_all(&query).await?;
        let of = |row: &QueryResult| Ok::<_, Problem>((row.try_get("", "id")?, row.try_get("", column)?));
        let rows: Vec<(Uuid, Vec<u8>)> = rows.iter().map(of).collect::<Result<_>>()?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        after = Some(*last);
        let newest = ctx.house.vault.number();
        let earlier: Vec<_> = rows.into_iter().filter(|(_, was)| was.first() != Some(&newest)).collect();
        if earlier.is_empty() {
            continue;
        }
        let tx = ctx.begin().await?;
        for (key, was) in earlier {
            match ctx.house.vault.renewed(place, &was) {
                Ok(None) => {}
                Ok(Some(again)) => {
                    let mut update = Query::update();
                    update.table(name.clone()).value(value.clone(), Expr::value(again));
                    update.and_where(Expr::col(id.clone()).eq(key)).and_where(Expr::col(value.clone()).eq(was));
                    progress.values += tx.execute(&update).await?.rows_affected();
                }
                Err(problem) => {
                    tracing::error!(?problem, table, column, "a sealed value could not be sealed anew");
                    progress.broken += 1;
                }
            }
        }
        tx.commit().await?;
    }
}

/// Notes that nothing sealed with an earlier key is left.
///
/// # Errors
/// What the database says.
pub async fn finish(lindung: &Lindung, key: &Model) -> Result<()> {
    let now = lindung.house.clock.now();
    mark(lindung, key, Column::SelesaiPada, now).await
}

async fn mark(lindung: &Lindung, key: &Model, column: Column, now: DateTimeUtc) -> Result<()> {
    Entity::update_many()
        .col_expr(column, Expr::value(now))
        .filter(Column::Nomor.eq(key.nomor))
        .exec(&lindung.house.pen)
        .await?;
    Ok(())
}

/// Lets the old key go, after one more look that nothing of it is left.
///
/// # Errors
/// [`Problem::Malformed`] with what to do, or what disk or database say.
pub async fn retire(lindung: &Lindung) -> Result<Model> {
    follow(lindung).await?;
    let Some(newest) = newest(&lindung.house.db).await? else { return refuse("Kunci induk belum pernah diganti.") };
    if newest.dilepas_pada.is_some() {
        return refuse("Kunci lama sudah dilepas.");
    }
    if newest.selesai_pada.is_none() {
        return refuse("Penggantian kunci belum selesai. Jalankan `lindung key rotate` sampai selesai, lalu ulangi.");
    }
    let left = pass(lindung, |_| {}).await?;
    if left.broken > 0 {
        return refuse(
            "Ada yang tidak terbuka dengan kunci mana pun, jadi kunci lama belum dilepas. Lihat log, lalu ulangi.",
        );
    }
    if left.done() > 0 {
        return refuse(
            "Ada server yang masih menyegel dengan kunci lama; itu sudah disegel ulang. Mulai ulang semua server, lalu ulangi perintah \
             ini.",
        );
    }
    let _held = Held::take(&lindung.config.data_dir)?;
    if !keys::is_given(&lindung.config) {
        let all = keys::held(&lindung.config)?;
        let own = all.into_iter().find(|key| lindung.house.vault.is_newest(key));
        let own = own.ok_or_else(|| Problem::internal("the newest master key is not in its file"))?;
        keys::write(&lindung.config, &[own])?;
    }
    mark(lindung, &newest, Column::DilepasPada, lindung.house.clock.now()).await?;
    Ok(newest)
}
