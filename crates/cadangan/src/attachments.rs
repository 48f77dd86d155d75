//! The sealed files of attachments as one stream. They are named by their content and never change, so they are copied as they lie.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use kernel::{Problem, Result};
use tar::{Archive, Builder, EntryType, Header};

use crate::disk;

fn hexadecimal(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The names in a folder that are so many digits long, in order; none where there is no folder.
fn names(folder: &Path, digits: usize) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if hexadecimal(&name, digits) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Writes all files of a folder of attachments. One that goes meanwhile was named by no row.
pub(crate) fn pack(folder: &Path, to: &Path, out: &mut dyn Write) -> Result<()> {
    packed(folder, out).map_err(|error| disk::uncopied(folder, to, &error))
}

fn packed(folder: &Path, out: &mut dyn Write) -> io::Result<()> {
    let mut archive = Builder::new(out);
    for first in names(folder, 2)? {
        for rest in names(&folder.join(&first), 62)? {
            let file = match File::open(folder.join(&first).join(&rest)) {
                Ok(file) => file,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            let size = file.metadata()?.len();
            let mut header = Header::new_gnu();
            header.set_entry_type(EntryType::Regular);
            header.set_mode(0o600);
            header.set_size(size);
            archive.append_data(&mut header, [first.as_str(), "/", &rest].concat(), file.take(size))?;
        }
    }
    archive.finish()
}

/// Lays the files into a folder. A name that is no address is refused: nothing is written elsewhere.
pub(crate) fn unpack(from: Box<dyn Read>, folder: &Path) -> Result<()> {
    let failed = |error: io::Error| disk::failed(folder, &error);
    disk::folder(folder)?;
    let mut archive = Archive::new(from);
    for entry in archive.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        let path = entry.path().map_err(failed)?.to_string_lossy().into_owned();
        let Some((first, rest)) = path.split_once('/').filter(|(a, b)| hexadecimal(a, 2) && hexadecimal(b, 62)) else {
            return Err(Problem::Malformed(
                "Bagian lampiran.age memuat yang bukan lampiran. Pakai cadangan lain.".to_owned(),
            ));
        };
        let inner = folder.join(first);
        disk::folder(&inner)?;
        let mut file = disk::create(&inner.join(rest)).map_err(failed)?;
        io::copy(&mut entry, &mut file).map_err(failed)?;
        file.sync_all().map_err(failed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_back_and_nothing_else() {
        let [from, to] = [(); 2].map(|()| tempfile::TempDir::new().unwrap());
        let (first, rest) = ("ab", "c".repeat(62));
        fs::create_dir(from.path().join(first)).unwrap();
        fs::write(from.path().join(first).join(&rest), b"isi").unwrap();
        fs::write(from.path().join(first).join(".tulis-x"), b"setengah").unwrap();
        let mut out = Vec::new();
        pack(from.path(), to.path(), &mut out).unwrap();
        unpack(Box::new(io::Cursor::new(out)), to.path()).unwrap();
        assert_eq!(fs::read(to.path().join(first).join(&rest)).unwrap(), b"isi");
        assert!(!to.path().join(first).join(".tulis-x").exists());
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_refused() {
        let to = tempfile::TempDir::new().unwrap();
        let mut archive = Builder::new(Vec::new());
        let mut header = Header::new_gnu();
        header.set_size(3);
        archive.append_data(&mut header, "kunci", &b"isi"[..]).unwrap();
        let out = archive.into_inner().unwrap();
        assert!(unpack(Box::new(io::Cursor::new(out)), to.path()).is_err());
    }
}
