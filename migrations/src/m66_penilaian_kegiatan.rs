//! Earlier assessments of an item of the ZI worksheet, at most one for each quarter before that of the newest: an item that is assessed again
//! keeps what quarters that ended were counted by; and the index for its officers, as other kinds with steps have it. And which activities of
//! the budget serve the items of an agreement that an office made.

pub fn up() -> String {
    let slots = [1, 2, 3].map(|at| {
        format!(
            "ALTER TABLE butir_zi ADD COLUMN penilaian_{at}_pada DAY CHECK (penilaian_{at}_pada IS NULL OR penilaian_{at}_pada <= dinilai_pada);
            ALTER TABLE butir_zi ADD COLUMN penilaian_{at} WHOLE CHECK ((penilaian_{at} IS NULL) = (penilaian_{at}_pada IS NULL)
                AND (penilaian_{at} IS NULL OR penilaian_{at} BETWEEN 0 AND 1000000));
            "
        )
    });
    let more = "ALTER TABLE perjanjian ADD COLUMN kegiatan JSON;
    CREATE INDEX ix_butir_zi_petugas ON butir_zi (kantor_id, petugas, id);
    --only postgres
    ALTER TABLE butir_zi ALTER COLUMN petugas TYPE PLAIN;
    --both";
    [slots.concat(), more.to_owned()].concat()
}
