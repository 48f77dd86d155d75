//! `PostgreSQL` looks up and locks a person for each of ten references that the words of one new name made: an eighth of what a new record took. The words are
//! an index that is made anew from the people, who are never deleted; one that led nowhere would find nobody.

pub fn up() -> String {
    // Nothing is to be done for SQLite, where it costs next to nothing.
    "--only sqlite
    SELECT 1;
    --only postgres
    ALTER TABLE orang_kata DROP CONSTRAINT orang_kata_asal_id_fkey;
    ALTER TABLE orang_kata DROP CONSTRAINT orang_kata_orang_id_fkey;"
        .to_owned()
}
