//! Sealing to recipients and opening with identities, by age (<https://age-encryption.org/v1>), so that backups open without Lindung too.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, IntoInnerError, Read, Write};
use std::path::Path;

use age::secrecy::ExposeSecret;
use age::{DecryptError, Decryptor, Encryptor, x25519};
use kernel::vault::hex;
use kernel::{Problem, Result};
use sha2::{Digest, Sha256};

use crate::disk;
use crate::manifest::Part;

/// What to do where nobody is named to whom a backup would be sealed.
const NOBODY: &str = "Setelan cadangan.penerima masih kosong, jadi cadangan tidak dibuat: tanpa penerima isinya terbuka bagi siapa pun. \
     Jalankan `lindung backup key --to BERKAS`, simpan berkas itu di luar server ini, lalu isi kunci publik yang \
     tercetak (age1…) ke cadangan.penerima. Buat dua, di dua tempat.";

/// To whom a backup is sealed: any one of them opens it.
pub struct Recipients(Vec<x25519::Recipient>);

impl Recipients {
    /// Reads public keys. What is no public key is not repeated: it may be a private one that was put there by mistake.
    ///
    /// # Errors
    /// [`Problem::Malformed`] when there is none, or one cannot be read.
    pub fn parse(keys: &[String]) -> Result<Self> {
        if keys.is_empty() {
            return Err(Problem::Malformed(NOBODY.to_owned()));
        }
        let one = |(at, key): (usize, &String)| {
            key.trim().parse::<x25519::Recipient>().map_err(|_| {
                Problem::Malformed(format!(
                    "Setelan cadangan.penerima: isi ke-{} bukan kunci publik age. Kunci publik berawalan age1; yang \
                     berawalan AGE-SECRET-KEY adalah identitas dan tidak boleh ada di server ini.",
                    at + 1
                ))
            })
        };
        Ok(Self(keys.iter().enumerate().map(one).collect::<Result<_>>()?))
    }
}

/// What opens a backup.
pub struct Identities(Vec<x25519::Identity>);

impl Identities {
    /// Reads a file of identities: one a line, with empty lines and comments.
    ///
    /// # Errors
    /// [`Problem::Malformed`] when it cannot be read or holds none.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).map_err(|error| {
            Problem::Malformed(format!("Berkas identitas {} tidak terbaca: {error}.", path.display()))
        })?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let read: Vec<_> = lines.map(str::parse::<x25519::Identity>).collect();
        let many = read.len();
        let identities: Vec<_> = read.into_iter().flatten().collect();
        if identities.is_empty() || identities.len() < many {
            return Err(Problem::Malformed(format!(
                "Berkas {} bukan berkas identitas age: isinya satu baris AGE-SECRET-KEY-1… seperti dibuat oleh \
                 `lindung backup key`.",
                path.display()
            )));
        }
        Ok(Self(identities))
    }
}

/// A new pair: what opens, and to whom is sealed.
pub struct NewIdentity {
    /// The content of a file of identities.
    pub secret: String,
    /// The public key, for the settings.
    pub recipient: String,
}

/// Makes a new pair.
#[must_use]
pub fn new_identity() -> NewIdentity {
    let identity = x25519::Identity::generate();
    let recipient = identity.to_public().to_string();
    let secret = format!("# penerima: {recipient}\n{}\n", identity.to_string().expose_secret());
    NewIdentity { secret, recipient }
}

/// How many bytes may wait for their file. The head of a sealed one waits there for the first piece of its content, which is larger:
/// of a head that cannot be written age tells in words only, of a piece it hands on what the disk says.
const WAITING: usize = 1 << 16;

/// A file that is counted and fingerprinted as it is written.
struct Counted {
    file: BufWriter<File>,
    sha: Sha256,
    size: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sha.update(bytes.get(..written).unwrap_or_default());
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a sealed part of a backup and makes it durable.
pub(crate) fn seal(
    folder: &Path,
    name: &str,
    recipients: &Recipients,
    write_into: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<Part> {
    let path = folder.join(name);
    let failed = |error: io::Error| disk::failed(&path, &error);
    let file = BufWriter::with_capacity(WAITING, disk::create(&path).map_err(failed)?);
    let all = recipients.0.iter().map(|one| one as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(all).map_err(|error| Problem::internal(error.to_string()))?;
    let mut sealed = encryptor.wrap_output(Counted { file, sha: Sha256::new(), size: 0 }).map_err(failed)?;
    write_into(&mut sealed)?;
    let counted = sealed.finish().map_err(failed)?;
    let file = counted.file.into_inner().map_err(IntoInnerError::into_error).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    Ok(Part { nama: name.to_owned(), ukuran: counted.size, sha256: hex(&counted.sha.finalize()) })
}

/// What a sealed part holds.
pub(crate) fn open(path: &Path, identities: &Identities) -> Result<Box<dyn Read>> {
    let file = File::open(path).map_err(|error| disk::failed(path, &error))?;
    let refused = |error: DecryptError| {
        Problem::Malformed(if matches!(error, DecryptError::NoMatchingKeys) {
            "Identitas ini tidak membuka cadangan ini. Pakai berkas identitas milik salah satu penerima yang ada di \
             setelan ketika cadangan dibuat."
                .to_owned()
        } else {
            format!("Bagian cadangan {} rusak ({error}). Pakai cadangan lain.", path.display())
        })
    };
    let decryptor = Decryptor::new_buffered(BufReader::new(file)).map_err(refused)?;
    let all = identities.0.iter().map(|one| one as &dyn age::Identity);
    Ok(Box::new(decryptor.decrypt(all).map_err(refused)?))
}

/// The size and the fingerprint of a file.
pub(crate) fn fingerprint(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut sha, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0_u8; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((size, hex(&sha.finalize())));
        }
        sha.update(buffer.get(..read).unwrap_or_default());
        size += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(folder: &Path, recipients: &[String]) -> Part {
        let recipients = Recipients::parse(recipients).unwrap();
        seal(folder, "uji.age", &recipients, |out| {
            out.write_all(&[7_u8].repeat(200_000)).map_err(Problem::internal)?;
            Ok(())
        })
        .unwrap()
    }

    fn read(folder: &Path, identity: &NewIdentity) -> Result<Vec<u8>> {
        let file = folder.join("identitas");
        fs::write(&file, &identity.secret).unwrap();
        let mut content = Vec::new();
        let opened = open(&folder.join("uji.age"), &Identities::read(&file)?);
        opened?.read_to_end(&mut content).map_err(Problem::internal)?;
        Ok(content)
    }

    #[test]
    fn each_of_two_recipients_opens_and_nobody_else() {
        let folder = tempfile::TempDir::new().unwrap();
        let [one, two, other] = [new_identity(), new_identity(), new_identity()];
        let part = filled(folder.path(), &[one.recipient.clone(), two.recipient.clone()]);
        assert_eq!(fingerprint(&folder.path().join("uji.age")).unwrap(), (part.ukuran, part.sha256));
        for who in [&one, &two] {
            assert_eq!(read(folder.path(), who).unwrap(), [7_u8].repeat(200_000));
        }
        let refused = read(folder.path(), &other).unwrap_err().to_string();
        assert!(refused.contains("tidak membuka cadangan ini"), "{refused}");
    }

    #[test]
    fn what_is_no_public_key_is_refused_and_not_repeated() {
        assert!(Recipients::parse(&[]).is_err());
        let identity = new_identity();
        let secret = identity.secret.lines().last().unwrap().to_owned();
        let Err(problem) = Recipients::parse(&[identity.recipient, secret.clone()]) else { panic!("it was taken") };
        let said = problem.to_string();
        assert!(said.contains("ke-2") && !said.contains(&secret), "{said}");
    }
}
