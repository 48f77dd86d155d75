//! How much space is left on the disks that the program writes to. It is measured from time to time, so that a warning comes
//! before it is too late, and so that work that can wait is refused before work that cannot.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::problem::{Problem, Result};

/// How long a measurement is reused.
const FRESH: Duration = Duration::from_secs(1);
/// Bytes of a megabyte.
pub const MEGABYTE: u64 = 1024 * 1024;

/// The name of the disk of the database.
pub const DATA: &str = "data";

/// The name of the disk of temporary files. Uploads are not stored there.
pub const TEMPORARY: &str = "temporary";

/// The free space below which a warning is given, and below which uploads are refused. Each limit is a number of megabytes or a
/// share of the disk, whichever is less: the need of one night does not grow with the disk, and a small disk should not cause
/// warnings for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Megabytes below which a warning is given.
    pub warn_mb: u64,
    /// Percent of the disk below which a warning is given.
    pub warn_percent: u64,
    /// Megabytes below which uploads are refused.
    pub floor_mb: u64,
    /// Percent of the disk below which uploads are refused.
    pub floor_percent: u64,
}

/// The state of the free space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// There is enough.
    Enough,
    /// It runs low: somebody should do something.
    Low,
    /// There is none for uploads: what is left is kept for the records.
    Out,
}

impl Room {
    /// The word for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Enough => "cukup",
            Self::Low => "menipis",
            Self::Out => "habis",
        }
    }
}

/// A disk as it was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    /// Its use: `data`, `attachments` or [`TEMPORARY`]. A disk with several uses has the name of the first.
    pub name: &'static str,
    /// Bytes that may still be written.
    pub free: u64,
    /// Bytes in all.
    pub total: u64,
}

impl Limits {
    /// Free bytes below which a warning is given, for a disk of `total` bytes.
    #[must_use]
    pub fn warning(&self, total: u64) -> u64 {
        least(self.warn_mb, self.warn_percent, total)
    }

    /// Free bytes below which uploads are refused, for a disk of `total` bytes.
    #[must_use]
    pub fn floor(&self, total: u64) -> u64 {
        least(self.floor_mb, self.floor_percent, total)
    }

    /// The state of a disk.
    #[must_use]
    pub fn room(&self, disk: &Disk) -> Room {
        if disk.free < self.floor(disk.total) {
            Room::Out
        } else if disk.free < self.warning(disk.total) {
            Room::Low
        } else {
            Room::Enough
        }
    }
}

fn least(megabytes: u64, percent: u64, total: u64) -> u64 {
    megabytes.saturating_mul(MEGABYTE).min((total / 100).saturating_mul(percent))
}

/// The last measurement.
struct Seen {
    at: Option<Instant>,
    disks: Vec<Disk>,
    /// The state that was last logged.
    told: Room,
}

/// The disks of a house.
pub struct Space {
    limits: Limits,
    folders: Arc<[(&'static str, PathBuf)]>,
    seen: Mutex<Seen>,
}

impl Space {
    /// The disks on which folders lie, each with its name.
    #[must_use]
    pub fn new(limits: Limits, folders: Vec<(&'static str, PathBuf)>) -> Self {
        let seen = Mutex::new(Seen { at: None, disks: Vec::new(), told: Room::Enough });
        Self { limits, folders: folders.into(), seen }
    }

    /// The limits for warnings and for uploads.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The disks, measured now or a moment ago. When a limit is crossed, it is logged once. A disk that cannot be measured is
    /// logged and left out.
    pub async fn look(&self) -> Vec<Disk> {
        if let Some(disks) = self.fresh() {
            return disks;
        }
        let folders = Arc::clone(&self.folders);
        // A network disk may be slow.
        let disks = tokio::task::spawn_blocking(move || measure(&folders)).await.unwrap_or_default();
        if let Some(room) = self.keep(&disks) {
            self.tell(room, &disks);
        }
        disks
    }

    /// The bytes that are free on the disk with a name, if it could be measured.
    pub async fn free(&self, name: &str) -> Option<u64> {
        self.look().await.into_iter().find(|disk| disk.name == name).map(|disk| disk.free)
    }

    /// The worst state of all disks.
    pub async fn room(&self) -> Room {
        self.worst(&self.look().await)
    }

    /// The disk with the least free bytes among those below a limit, if there are any.
    pub async fn short(&self) -> Option<Disk> {
        let disks = self.look().await;
        disks.into_iter().filter(|disk| self.limits.room(disk) > Room::Enough).min_by_key(|disk| disk.free)
    }

    /// Refuses uploads if they would take the space that the records need.
    ///
    /// # Errors
    /// [`Problem::NoRoom`].
    pub async fn for_uploads(&self) -> Result<()> {
        let disks = self.look().await;
        let out = disks.iter().any(|disk| disk.name != TEMPORARY && self.limits.room(disk) == Room::Out);
        if out { Err(Problem::NoRoom) } else { Ok(()) }
    }

    fn worst(&self, disks: &[Disk]) -> Room {
        disks.iter().map(|disk| self.limits.room(disk)).max().unwrap_or(Room::Enough)
    }

    fn fresh(&self) -> Option<Vec<Disk>> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.at.filter(|at| at.elapsed() < FRESH).map(|_| seen.disks.clone())
    }

    /// Stores a measurement. Returns the state if it differs from the one that was last logged.
    fn keep(&self, disks: &[Disk]) -> Option<Room> {
        let room = self.worst(disks);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.at = Some(Instant::now());
        seen.disks = disks.to_vec();
        (std::mem::replace(&mut seen.told, room) != room).then_some(room)
    }

    fn tell(&self, room: Room, disks: &[Disk]) {
        if room == Room::Enough {
            tracing::info!("there is room on the disks again");
        }
        for disk in disks.iter().filter(|disk| self.limits.room(disk) > Room::Enough) {
            let Disk { name, free, total } = *disk;
            let (warning, floor) = (self.limits.warning(total), self.limits.floor(total));
            if free < floor {
                tracing::error!(disk = name, free, total, floor, "no room for uploads: make room on this disk");
            } else {
                tracing::warn!(disk = name, free, total, warning, "room runs low: make room on this disk");
            }
        }
    }
}

/// Each disk once, in the order of the folders.
#[cfg(unix)]
fn measure(folders: &[(&'static str, PathBuf)]) -> Vec<Disk> {
    use std::os::unix::fs::MetadataExt;
    let mut disks: Vec<(u64, Disk)> = Vec::new();
    for (name, folder) in folders {
        // A folder that does not exist yet will be on the disk of the folder above it.
        let there = folder.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
        let seen = std::fs::metadata(there).map(|at| at.dev()).and_then(|device| {
            let filesystem = rustix::fs::statvfs(there)?;
            let bytes = |blocks: u64| blocks.saturating_mul(filesystem.f_frsize);
            Ok((device, Disk { name, free: bytes(filesystem.f_bavail), total: bytes(filesystem.f_blocks) }))
        });
        match seen {
            Ok((device, disk)) if disks.iter().all(|(other, _)| *other != device) => disks.push((device, disk)),
            Ok(_) => {}
            Err(error) => tracing::warn!(disk = name, %error, "the room on this disk cannot be told"),
        }
    }
    disks.into_iter().map(|(_, disk)| disk).collect()
}

/// On other systems nothing is measured, so nothing is refused.
#[cfg(not(unix))]
fn measure(_: &[(&'static str, PathBuf)]) -> Vec<Disk> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { warn_mb: 4096, warn_percent: 10, floor_mb: 1024, floor_percent: 3 };

    fn disk(name: &'static str, free: u64, total: u64) -> Disk {
        Disk { name, free: free * MEGABYTE, total: total * MEGABYTE }
    }

    #[test]
    fn the_lesser_of_megabytes_and_share_decides() {
        for (free, total, room) in [
            // A large disk goes by megabytes.
            (4096, 1_000_000, Room::Enough),
            (4095, 1_000_000, Room::Low),
            (1024, 1_000_000, Room::Low),
            (1023, 1_000_000, Room::Out),
            (0, 1_000_000, Room::Out),
            // A small one by its share.
            (100, 1000, Room::Enough),
            (99, 1000, Room::Low),
            (29, 1000, Room::Out),
        ] {
            assert_eq!(LIMITS.room(&disk("data", free, total)), room, "{free} of {total}");
        }
        let never = Limits { warn_percent: 0, floor_percent: 0, ..LIMITS };
        assert_eq!(never.room(&disk("data", 0, 1000)), Room::Enough, "who sets nothing is not warned");
    }

    #[test]
    fn a_limit_is_told_when_it_is_crossed_and_not_again() {
        let space = Space::new(LIMITS, Vec::new());
        let seen = [900, 900, 90, 80, 20, 10, 90, 900, 900].map(|free| space.keep(&[disk("data", free, 1000)]));
        let expected =
            [None, None, Some(Room::Low), None, Some(Room::Out), None, Some(Room::Low), Some(Room::Enough), None];
        assert_eq!(seen, expected);
        assert_eq!(
            space.keep(&[disk("data", 900, 1000), disk(TEMPORARY, 50, 1000)]),
            Some(Room::Low),
            "the worst counts"
        );
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_disk_of_a_folder_is_asked_also_before_the_folder_is_there() {
        let folders = vec![("data", std::env::temp_dir()), ("attachments", std::env::temp_dir().join("belum/ada"))];
        let space = Space::new(LIMITS, folders);
        let disks = space.look().await;
        assert_eq!(disks.len(), 1, "two folders on one disk are one: {disks:?}");
        let Disk { name, free, total } = disks[0];
        assert!(name == "data" && total > MEGABYTE && free <= total, "{disks:?}");
    }

    #[tokio::test]
    async fn only_disks_that_uploads_lie_on_refuse_them() {
        let out = Limits { floor_mb: u64::MAX, floor_percent: u64::MAX, ..LIMITS };
        let over = |name| Space::new(out, vec![(name, std::env::temp_dir())]);
        assert!(matches!(over("data").for_uploads().await, Err(Problem::NoRoom)));
        assert!(over(TEMPORARY).for_uploads().await.is_ok());
        assert_eq!((over(TEMPORARY).room().await, over("data").room().await.code()), (Room::Out, "habis"));
        assert_eq!(over("data").short().await.map(|disk| disk.name), Some("data"));
        assert!(Space::new(LIMITS, Vec::new()).for_uploads().await.is_ok());
    }
}
