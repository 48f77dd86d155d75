//! The runs of jobs are called after what they are: tasks are `daftar_tugas`.

pub fn up() -> String {
    "ALTER TABLE tugas RENAME TO pekerjaan;".to_owned()
}
