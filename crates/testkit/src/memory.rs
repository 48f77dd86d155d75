//! What a process takes of the machine's memory, as Linux tells it.

/// Megabytes, of 1,024 KiB each. What is mapped twice is counted twice in all but `own` and [`once`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// What is resident, with the pages of files that it maps.
    pub now: u64,
    /// What of that is its own: no pages of files.
    pub own: u64,
    /// The most that ever was resident, or since [`forget_peak`].
    pub most: u64,
}

impl Memory {
    /// That of a process; none once it has ended.
    #[must_use]
    pub fn of(process: u32) -> Option<Self> {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let megabytes = |key| megabytes(&status, key);
        Some(Self { now: megabytes("VmRSS:")?, own: megabytes("RssAnon:")?, most: megabytes("VmHWM:")? })
    }
}

/// What a process takes when each page is counted once, however often it maps it, and one that other processes map too by its part; in megabytes. None
/// once it has ended. It takes longer than [`Memory::of`], since all pages are looked at.
#[must_use]
pub fn once(process: u32) -> Option<u64> {
    megabytes(&std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?, "Pss:")
}

fn megabytes(lines: &str, key: &str) -> Option<u64> {
    let rest = lines.lines().find_map(|line| line.strip_prefix(key))?;
    Some(rest.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

/// Lets the most that was resident begin again at what is resident now.
pub fn forget_peak(process: u32) {
    std::fs::write(format!("/proc/{process}/clear_refs"), "5").unwrap();
}
