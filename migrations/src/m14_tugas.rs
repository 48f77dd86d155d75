//! What is to be done: one row for each open record that a clock runs for, derived from the record; and the reminders that
//! were given. The last day of the calendar stands for a task without a due day.

const SQL: &str = "
    CREATE TABLE daftar_tugas (
        catatan_id UUID NOT NULL PRIMARY KEY,
        jenis text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        petugas text,
        tenggat text,
        kegentingan WHOLE NOT NULL CHECK (kegentingan BETWEEN 0 AND 2),
        jatuh_tempo DAY NOT NULL,
        CHECK ((tenggat IS NULL) = (jatuh_tempo = '9999-12-31'))
    );
    CREATE INDEX ix_daftar_tugas_petugas ON daftar_tugas (petugas, kegentingan, jatuh_tempo, catatan_id);
    CREATE INDEX ix_daftar_tugas_kantor ON daftar_tugas (kantor_id, kegentingan, jatuh_tempo, catatan_id, jenis);

    CREATE TABLE pengingat (
        catatan_id UUID NOT NULL,
        jatuh_tempo DAY NOT NULL,
        petugas text NOT NULL,
        jenis text NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        tenggat text NOT NULL,
        dibuat_pada INSTANT NOT NULL,
        PRIMARY KEY (catatan_id, jatuh_tempo, petugas)
    );
    ";

pub fn up() -> String {
    SQL.to_owned()
}
