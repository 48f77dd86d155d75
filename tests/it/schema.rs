//! Entities and migrations say the same, on both databases.

use std::collections::BTreeMap;

use records::AnyKind;
use sea_orm::sea_query::{ColumnType, Iden};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Iterable, Statement, TransactionTrait};
use testkit::{Backend, Test, on_both, on_each};

type Columns = BTreeMap<String, (bool, &'static str)>;

fn family(kind: &ColumnType) -> &'static str {
    match kind {
        ColumnType::Uuid => "uuid",
        ColumnType::BigInteger | ColumnType::Integer => "integer",
        ColumnType::Boolean => "boolean",
        ColumnType::Date => "date",
        ColumnType::TimestampWithTimeZone | ColumnType::DateTime | ColumnType::Timestamp => "instant",
        ColumnType::Json | ColumnType::JsonBinary => "json",
        ColumnType::Blob | ColumnType::Binary(_) | ColumnType::VarBinary(_) => "bytes",
        ColumnType::Text | ColumnType::String(_) => "text",
        other => panic!("no family for {other:?}"),
    }
}

fn declared(kind: &str) -> &'static str {
    match kind {
        "uuid" | "uuid_text" => "uuid",
        "bigint" | "integer" => "integer",
        "boolean" => "boolean",
        "date" | "date_text" => "date",
        "timestamp with time zone" | "timestamp_with_timezone_text" => "instant",
        "json" | "json_text" => "json",
        "bytea" | "blob" => "bytes",
        "text" => "text",
        other => panic!("no family for {other}"),
    }
}

fn entity<E: EntityTrait>() -> (String, Columns)
where
    E::Column: Iden,
{
    let columns = E::Column::iter().map(|c| {
        let definition = c.def();
        (c.to_string(), (definition.is_null(), family(definition.get_column_type())))
    });
    (E::default().table_name().to_owned(), columns.collect())
}

async fn table(test: &Test, name: &str) -> Columns {
    let db = &test.house().db;
    let sql = match test.backend {
        Backend::Sqlite => "SELECT name, type AS kind, \"notnull\" = 0 AS nullable FROM pragma_table_info($1)",
        Backend::Postgres => {
            "SELECT column_name AS name, data_type AS kind, is_nullable = 'YES' AS nullable \
             FROM information_schema.columns WHERE table_name = $1"
        }
    };
    let rows =
        db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, [name.into()])).await.unwrap();
    rows.iter()
        .map(|row| {
            let kind: String = row.try_get("", "kind").unwrap();
            (row.try_get("", "name").unwrap(), (row.try_get("", "nullable").unwrap(), declared(&kind.to_lowercase())))
        })
        .collect()
}

/// The entities of no kind, each with its columns; those of kinds are in the registry.
fn entities() -> Vec<(String, Columns)> {
    [below(), above()].concat()
}

/// Those of the crates below `records`.
fn below() -> Vec<(String, Columns)> {
    vec![
        entity::<accounts::entity::kantor::Entity>(),
        entity::<accounts::entity::pengguna::Entity>(),
        entity::<accounts::entity::sesi::Entity>(),
        entity::<accounts::entity::bekas::Entity>(),
        entity::<accounts::entity::percobaan::Entity>(),
        entity::<accounts::entity::kenal::Entity>(),
        entity::<accounts::entity::surel::Entity>(),
        entity::<accounts::entity::masuk::Entity>(),
        entity::<accounts::entity::peristiwa::Entity>(),
        entity::<accounts::entity::faktor::Entity>(),
        entity::<accounts::entity::pemulihan::Entity>(),
        entity::<accounts::entity::wajib::Entity>(),
        entity::<rujukan::entity::kata::Entity>(),
        entity::<rujukan::entity::libur::Entity>(),
        entity::<rujukan::entity::tenggat::Entity>(),
        entity::<rujukan::entity::data::Entity>(),
        entity::<kernel::history::Entity>(),
        entity::<kernel::two::Entity>(),
        entity::<kernel::history::erased::Entity>(),
        entity::<kernel::chain::stream::Entity>(),
        entity::<kernel::chain::LinkEntity>(),
        entity::<kernel::ledger::Entity>(),
        entity::<kernel::ledger::tally::Entity>(),
        entity::<kernel::ledger::identity::Entity>(),
        entity::<kernel::access::Entity>(),
        entity::<kernel::access::person::Entity>(),
        entity::<people::entity::Entity>(),
        entity::<people::office::Entity>(),
        entity::<people::words::Entity>(),
        entity::<people::aliases::Entity>(),
    ]
}

/// Those of `records` and of what stands on it.
fn above() -> Vec<(String, Columns)> {
    vec![
        entity::<lampiran::quota::Entity>(),
        entity::<records::search::PhoneEntity>(),
        entity::<records::import::book::Entity>(),
        entity::<records::related::Entity>(),
        entity::<records::api::IdempotencyEntity>(),
        entity::<cases::izin::lead::Entity>(),
        entity::<bandara::manifes::Entity>(),
        entity::<bandara::manifes::kolom::Entity>(),
        entity::<bandara::manifes::pilihan::Entity>(),
        entity::<records::banyak::judul::Entity>(),
        entity::<records::surat::TemplateEntity>(),
        entity::<records::saringan::Entity>(),
        entity::<records::surat::NumberEntity>(),
        entity::<laporan::teks::entity::Entity>(),
        entity::<laporan::foto::entity::Entity>(),
        entity::<bandara::meja::ReceiptEntity>(),
        entity::<bandara::meja::TakeoverEntity>(),
        entity::<reporting::snapshot::Entity>(),
        entity::<reporting::perjanjian::entity::Entity>(),
        entity::<reporting::penutupan::entity::Entity>(),
        entity::<reporting::penutupan::entity::angka::Entity>(),
        entity::<reporting::audit::Entity>(),
        entity::<records::tugas::Entity>(),
        entity::<records::tugas::pengingat::Entity>(),
        entity::<pelindungan::salinan::entity::Entity>(),
        entity::<pelindungan::penghapusan::entity::Entity>(),
        entity::<pelindungan::penghapusan::hold::Entity>(),
        entity::<pelindungan::penghapusan::gone::Entity>(),
        entity::<lampiran::Entity>(),
        entity::<cadangan::Entity>(),
        entity::<server::jobs::Entity>(),
        entity::<server::putar::entity::Entity>(),
        entity::<server::surel::Entity>(),
    ]
}

#[tokio::test]
async fn every_entity_is_its_table() {
    on_both(async |test| {
        let of_kind = |kind: &dyn AnyKind| {
            let columns = kind.columns().into_iter();
            let columns = columns.map(|c| (c.name.to_owned(), (!c.needed, family(&c.holds))));
            (kind.info().table.to_owned(), columns.collect())
        };
        let kinds = server::compose::registry();
        for (name, columns) in entities().into_iter().chain(kinds.all().iter().map(|kind| of_kind(*kind))) {
            assert_eq!(table(&test, &name).await, columns, "{name}");
        }
        test
    })
    .await;
}

/// Lists are planned once for all values, which only the indexes make safe.
#[tokio::test]
async fn every_kind_has_the_indexes_of_its_lists() {
    on_both(async |test| {
        let db = &test.house().db;
        let sql = match test.backend {
            Backend::Sqlite => "SELECT sql AS makna FROM sqlite_master WHERE type = 'index' AND name = $1",
            Backend::Postgres => "SELECT indexdef AS makna FROM pg_indexes WHERE indexname = $1",
        };
        for kind in server::compose::registry().all() {
            for (what, columns) in [("status", "(kantor_id, status, id)"), ("urut", "(kantor_id, id)")] {
                let name = format!("ix_{}_{what}", kind.info().table);
                let asked = Statement::from_sql_and_values(db.get_database_backend(), sql, [name.as_str().into()]);
                let row = db.query_one_raw(asked).await.unwrap().expect(&name);
                let made: String = row.try_get("", "makna").unwrap();
                assert!(made.ends_with(columns), "{made}");
            }
        }
        test
    })
    .await;
}

/// Planned once, `PostgreSQL` takes any office for one with few records, as long as it is told so of each kind.
#[tokio::test]
async fn every_kind_tells_that_its_records_are_of_many_offices() {
    on_each(&[Backend::Postgres], async |test| {
        let db = &test.house().db;
        let sql = "SELECT coalesce(array_to_string(attoptions, ','), '') AS makna FROM pg_attribute \
                   WHERE attrelid = CAST($1 AS regclass) AND attname = $2";
        for kind in server::compose::registry().all() {
            for column in ["kantor_id"].into_iter().chain(kind.info().more.shared) {
                let values = [kind.info().table.into(), column.into()];
                let asked = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
                let row = db.query_one_raw(asked).await.unwrap().expect(column);
                let told: String = row.try_get("", "makna").unwrap();
                assert_eq!(told, "n_distinct=30", "{} {column}", kind.info().table);
            }
        }
        test
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_what_the_types_refuse() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("pengaduan").unwrap();
        let forms = [testkit::complaint(1, "2025-06-01")];
        kind.register(&ctx, &forms, &[], records::Mode::Write).await.unwrap();
        let db = &test.house().db;
        for sql in [
            "UPDATE pengaduan SET status = 'selesai'",
            "UPDATE pengaduan SET status = 'entah'",
            "UPDATE pengaduan SET versi = 0",
            "UPDATE pengaduan SET diverifikasi_pada = '2025-05-31'",
            "UPDATE pengaduan SET dilimpahkan_pada = '2025-06-02'",
            "UPDATE fakta SET alasan = 'tetapi dihitung'",
            "UPDATE fakta SET dicatat_sampai = dicatat_dari",
            "UPDATE riwayat SET versi = 2",
            "UPDATE orang SET kunci = NULL",
        ] {
            assert!(db.execute_unprepared(sql).await.is_err(), "{sql}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_state_is_added_to_a_table_without_making_it_anew() {
    on_both(async |test| {
        let db = &test.house().db;
        let backend = db.get_database_backend();
        let text = async |table: &str| -> String {
            let sql = match test.backend {
                Backend::Sqlite => "SELECT sql FROM sqlite_schema WHERE name = $1",
                Backend::Postgres => {
                    "SELECT string_agg(pg_get_constraintdef(oid), ';') FROM pg_constraint \
                     WHERE conrelid = CAST($1 AS text)::regclass"
                }
            };
            let row = db.query_one_raw(Statement::from_sql_and_values(backend, sql, [table.into()])).await.unwrap();
            row.unwrap().try_get_by_index(0).unwrap()
        };
        for kind in server::compose::registry().all() {
            let table = kind.info().table;
            let states = text(table).await.matches("status").count();
            let day = "uji_pada DAY CHECK (status <> 'uji_baru' OR uji_pada IS NOT NULL)";
            let column = format!("ALTER TABLE {table} ADD COLUMN {day};\n");
            let sql = [column, migrations::states(table, &["tercatat", "uji_baru"])].concat();
            let step = db.begin().await.unwrap();
            step.execute_unprepared(&migrations::dialect(&sql, backend)).await.unwrap();
            step.commit().await.unwrap();
            assert!(text(table).await.contains("'uji_baru'"), "{table}");
            assert_eq!(text(table).await.matches("status").count(), states + 1, "{table}: the other checks stay");
        }
        let kegiatan = "INSERT INTO kegiatan (id, nomor, kantor_id, kunci_isi, status, versi, dibuat_pada, diubah_pada, jenis_kegiatan, \
                        judul, tanggal) SELECT id, 'KGT-1', id, '{KEY}', '{STATE}', 1, '2025-06-01 00:00:00+00:00', \
                        '2025-06-01 00:00:00+00:00', 'sosialisasi', 'Contoh', '2025-06-01' FROM kantor WHERE kode = 'BP3MI-BANTEN'";
        let insert = |state: &str| kegiatan.replace("{KEY}", &"a".repeat(64)).replace("{STATE}", state);
        assert!(db.execute_unprepared(&insert("entah")).await.is_err());
        assert!(db.execute_unprepared(&insert("uji_baru")).await.is_err(), "without its day");
        let dated = insert("uji_baru").replace("judul, tanggal)", "judul, tanggal, uji_pada)");
        let dated = dated.replace("'2025-06-01' FROM", "'2025-06-01', '2025-06-01' FROM");
        db.execute_unprepared(&dated).await.unwrap();
        if test.backend == Backend::Sqlite {
            let whole = db.query_one_raw(Statement::from_string(backend, "PRAGMA integrity_check")).await.unwrap().unwrap();
            assert_eq!(whole.try_get_by_index::<String>(0).unwrap(), "ok");
        }
        test
    })
    .await;
}

/// An id as a database reads it in SQL.
fn id_in(backend: Backend) -> &'static str {
    match backend {
        Backend::Sqlite => "X'0190a5de000070008000000000000001'",
        Backend::Postgres => "'0190a5de-0000-7000-8000-000000000001'",
    }
}

#[tokio::test]
async fn complaints_from_before_the_steps_are_carried_over() {
    on_both(async |test| {
        let url = test.emptied().await;
        migrations::run_to(&url, Some(12)).await.unwrap();
        let db = sea_orm::Database::connect(&url).await.unwrap();
        let (id, at, key) = (id_in(test.backend), "2025-06-01 00:00:00+00:00", "a".repeat(64));
        for sql in [
            format!("INSERT INTO kantor (id, kode, nama, jenis) VALUES ({id}, 'UJI', 'Uji', 'bp3mi')"),
            format!(
                "INSERT INTO orang (id, kantor_id, nama, nama_baku, versi, dibuat_pada, diubah_pada)
                 VALUES ({id}, {id}, 'Siti Contoh', 'siti contoh', 1, '{at}', '{at}')"
            ),
            format!(
                "INSERT INTO pengaduan (id, nomor, kantor_id, orang_id, kunci_isi, status, versi, dibuat_pada, diubah_pada,
                 diterima_pada, kanal, pelapor, hubungan_pelapor, jenis_kasus, diverifikasi_pada, selesai_pada, hasil)
                 VALUES ({id}, 'PGD-2025-000001', {id}, {id}, '{key}', 'selesai', 3, '{at}', '{at}',
                 '2025-06-01', 'telepon', 'Budi Contoh', 'anak', 'tppo', '2025-06-02', '2025-06-03', 'Contoh')"
            ),
        ] {
            db.execute_unprepared(&sql).await.unwrap();
        }
        db.close().await.unwrap();
        migrations::run(&url).await.unwrap();
        let db = sea_orm::Database::connect(&url).await.unwrap();
        let kept = cases::pengaduan::entity::Entity::find().one(&db).await.unwrap().unwrap();
        assert_eq!((kept.nomor.as_str(), kept.status.code(), kept.versi), ("PGD-2025-000001", "selesai", 3));
        assert_eq!((kept.selesai_pada.unwrap().to_string(), kept.petugas), ("2025-06-03".to_owned(), None));
        let twice = format!("INSERT INTO pengaduan SELECT * FROM pengaduan WHERE id = {id}");
        assert!(db.execute_unprepared(&twice).await.is_err(), "keys hold as before");
        db.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn returns_and_rehabilitations_from_before_the_airport_desk_are_carried_over() {
    on_both(async |test| {
        let url = test.emptied().await;
        migrations::run_to(&url, Some(17)).await.unwrap();
        let db = sea_orm::Database::connect(&url).await.unwrap();
        let (id, at, key) = (id_in(test.backend), "2025-06-01 00:00:00+00:00", "a".repeat(64));
        let head = "id, nomor, kantor_id, orang_id, kunci_isi, status, versi, dibuat_pada, diubah_pada";
        for sql in [
            format!("INSERT INTO kantor (id, kode, nama, jenis) VALUES ({id}, 'UJI', 'Uji', 'bp3mi')"),
            format!(
                "INSERT INTO orang (id, kantor_id, nama, nama_baku, versi, dibuat_pada, diubah_pada)
                 VALUES ({id}, {id}, 'Siti Contoh', 'siti contoh', 1, '{at}', '{at}')"
            ),
            format!(
                "INSERT INTO kepulangan ({head}, tiba_pada, kategori, serah_terima_pada)
                 VALUES ({id}, 'PLG-2025-000001', {id}, {id}, '{key}', 'selesai', 3, '{at}', '{at}', '2025-06-01', 'sakit',
                 '2025-06-03')"
            ),
            format!(
                "INSERT INTO rehabilitasi ({head}, didata_pada, bermasalah, pelaksanaan_pada)
                 VALUES ({id}, 'RHB-2025-000001', {id}, {id}, '{key}', 'pelaksanaan', 2, '{at}', '{at}', '2025-06-01', true,
                 '2025-06-02')"
            ),
        ] {
            db.execute_unprepared(&sql).await.unwrap();
        }
        db.close().await.unwrap();
        migrations::run(&url).await.unwrap();
        let db = sea_orm::Database::connect(&url).await.unwrap();
        let kept = pemulangan::kepulangan::entity::Entity::find().one(&db).await.unwrap().unwrap();
        assert_eq!((kept.nomor.as_str(), kept.status.code(), kept.versi), ("PLG-2025-000001", "selesai", 3));
        // What stands in no new column keeps the fingerprint that it had.
        let filled = pemulangan::kepulangan::entity::Model { pulih_pada: kept.serah_terima_pada, ..kept.clone() };
        assert_ne!(records::proof(&kept), records::proof(&filled));
        let aftercare = pemulangan::rehabilitasi::entity::Entity::find().one(&db).await.unwrap().unwrap();
        assert_eq!((aftercare.status.code(), aftercare.versi, aftercare.kepulangan_id), ("pelaksanaan", 2, None));
        for table in ["kepulangan", "rehabilitasi"] {
            let twice = format!("INSERT INTO {table} SELECT * FROM {table} WHERE id = {id}");
            assert!(db.execute_unprepared(&twice).await.is_err(), "keys hold as before");
        }
        db.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn several_processes_may_migrate_at_once() {
    on_both(async |test| {
        let url = test.emptied().await;
        let run = || Box::pin(migrations::run(&url));
        let (a, b, c) = tokio::join!(run(), run(), run());
        for run in [a, b, c] {
            run.unwrap();
        }
        test
    })
    .await;
}
