//! What the machine itself says: disks, folder, key, settings, fonts.

use std::net::{IpAddr, SocketAddr};

use kernel::space::{Disk, MEGABYTE, Room, Space};

use super::{Check, Grade};
use crate::config::{Config, strange_variables};
use crate::{keys, private};

/// The name of the check of the disks.
pub(super) const ROOM: &str = "ruang";

/// The room on the disks, by the limits of the settings.
pub(super) fn room(space: &Space, disks: &[Disk]) -> Check {
    let limits = space.limits();
    let worst = disks.iter().map(|disk| limits.room(disk)).max().unwrap_or(Room::Enough);
    let grade = match worst {
        Room::Enough => Grade::Good,
        Room::Low => Grade::Attention,
        Room::Out => Grade::Danger,
    };
    let todo = match worst {
        Room::Enough => "",
        Room::Low => "Kosongkan atau besarkan disk itu sebelum habis.",
        Room::Out => "Kosongkan atau besarkan disk itu sekarang; unggahan ditolak sampai ada ruang.",
    };
    let told: Vec<String> = disks
        .iter()
        .map(|Disk { name, free, total }| format!("{name} {} dari {} MB bebas", free / MEGABYTE, total / MEGABYTE))
        .collect();
    let seen = if told.is_empty() { "tidak terukur di sistem ini".to_owned() } else { told.join(", ") };
    Check { name: ROOM, grade, seen, todo }
}

/// The data folder and the embedded database are for their owner only.
pub(super) fn folder(config: &Config) -> Check {
    const NAME: &str = "folder";
    let folder = &config.data_dir;
    if !folder.is_dir() {
        return Check::danger(
            NAME,
            format!("folder data {} tidak ada", folder.display()),
            "Periksa data_dir di setelan, atau pulihkan foldernya dari cadangan.",
        );
    }
    let mut open = Vec::new();
    if private::open_to(folder, 0o077) {
        open.push(folder.clone());
    }
    if let Ok(Some(file)) = private::file(&config.database_url())
        && private::open_to(&file, 0o077)
    {
        open.push(file);
    }
    if open.is_empty() {
        return Check::good(NAME, format!("{} hanya terbuka bagi pemiliknya", folder.display()));
    }
    let named: Vec<String> = open.iter().map(|path| path.display().to_string()).collect();
    Check::attention(
        NAME,
        format!("terbuka bagi pengguna lain di mesin ini: {}", named.join(", ")),
        "Jalankan `chmod go-rwx` pada yang disebut.",
    )
}

/// Whether the master key is there, well formed, and readable by its owner only.
pub(super) fn key(config: &Config) -> (Check, Vec<[u8; 32]>) {
    const NAME: &str = "kunci";
    let path = keys::file(config);
    match keys::held(config) {
        Err(problem) => {
            let todo = "Bila berkasnya ada, beri pengguna server hak membacanya (chown, chmod 600), atau jalankan perintah ini sebagai pengguna \
                        itu. Bila isinya rusak, pulihkan dari salinannya.";
            (Check::danger(NAME, problem.to_string(), todo), Vec::new())
        }
        Ok(held) if held.is_empty() => {
            let seen = format!("tidak ada kunci di {}", path.display());
            let todo = "Pulihkan berkas kunci dari salinannya sebelum server dinyalakan. Tanpa kunci, NIK, dokumen, kontak dan \
                        keterangan kesehatan tidak terbaca lagi.";
            (Check::danger(NAME, seen, todo), held)
        }
        Ok(held) if !config.master_key.is_empty() => (Check::good(NAME, "dari setelan atau lingkungan"), held),
        Ok(held) => {
            // A credential that systemd hands over may belong to root and be read through the group.
            let bits = if keys::given(config).is_some() { 0o007 } else { 0o077 };
            let check = if private::open_to(&path, bits) {
                let seen = format!("{} terbaca oleh pengguna lain di mesin ini", path.display());
                Check::danger(
                    NAME,
                    seen,
                    "Jalankan `chmod 600` pada berkas kunci, lalu anggap kunci itu sudah dilihat orang.",
                )
            } else {
                let seen = format!("{} hanya terbuka bagi pemiliknya", path.display());
                Check::good(NAME, keys::beside(config).map_or(seen.clone(), |why| format!("{seen}. {why}")))
            };
            (check, held)
        }
    }
}

/// Whether every variable of the surroundings that begins like a setting is one.
pub(super) fn surroundings() -> Check {
    const NAME: &str = "setelan";
    let strange = strange_variables();
    if strange.is_empty() {
        return Check::good(NAME, "setiap variabel LINDUNG_… adalah setelan");
    }
    let todo = "Perbaiki ejaannya (bagian dan nama dipisah dua garis bawah, misalnya LINDUNG_SERVER__BIND), atau hapus variabel itu.";
    Check::attention(NAME, format!("bukan setelan, jadi tidak dipakai: {}", strange.join(", ")), todo)
}

/// Whether address and proxies fit each other.
pub(super) fn network(config: &Config) -> Check {
    const NAME: &str = "jaringan";
    let bind = &config.server.bind;
    if !bind.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok()) {
        let todo = "Tulis alamat dan port di server.bind, misalnya \"127.0.0.1:8080\".";
        return Check::danger(NAME, format!("server.bind berisi {bind}, dan itu bukan alamat dengan port"), todo);
    }
    let local = bind.parse::<SocketAddr>().map(|address| address.ip().is_loopback());
    let local = local.unwrap_or_else(|_| bind.starts_with("localhost:"));
    let proxies = &config.server.trusted_proxies;
    if proxies.is_empty() {
        let todo = "Sebut alamat proxy TLS di server.trusted_proxies. Tanpa itu semua orang di belakang proxy dihitung sebagai satu \
                    alamat: lima puluh kata sandi salah dari siapa pun membuat semua orang menunggu.";
        return Check::attention(NAME, format!("mendengarkan di {bind}, tanpa proxy yang dipercaya"), todo);
    }
    let here = |text: &String| text.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if local && !proxies.iter().any(|proxy| here(proxy) || proxy.starts_with("127.") || proxy.starts_with("::1")) {
        let todo = "Server hanya mendengar mesin ini, jadi proxy-nya pun di mesin ini: tambahkan \"127.0.0.1\" ke \
                    server.trusted_proxies, atau ubah server.bind.";
        return Check::attention(NAME, format!("mendengarkan di {bind}, proxy {}", proxies.join(", ")), todo);
    }
    if !local {
        let todo = "Pastikan hanya proxy yang dapat mencapai alamat itu (firewall): di sini tidak ada TLS.";
        return Check::attention(NAME, format!("mendengarkan di {bind}, di luar mesin ini"), todo);
    }
    Check::good(NAME, format!("mendengarkan di {bind}, proxy {}", proxies.join(", ")))
}

/// The fonts for letters that the program's own lack.
pub(super) fn fonts(config: &Config) -> Check {
    const NAME: &str = "huruf";
    let folder = &config.fonts_dir;
    if folder.as_os_str().is_empty() || !folder.is_dir() {
        return Check::attention(
            NAME,
            "hanya huruf Latin, Yunani, Kiril dan Arab bawaan program",
            "Pasang fonts-noto-cjk dan fonts-noto-core, dan sebut foldernya di fonts_dir: nama dalam huruf Han, Thai atau Tamil \
             ditolak di PDF tanpa itu.",
        );
    }
    Check::good(NAME, format!("{} dan huruf bawaan program", folder.display()))
}

/// Whether somebody can watch the server.
pub(super) fn measures(config: &Config) -> Check {
    const NAME: &str = "pemantauan";
    if config.server.metrics_token.is_empty() {
        let todo = "Isi LINDUNG_SERVER__METRICS_TOKEN dan pasang pemantau dengan config/deploy/alerts.yml.";
        return Check::attention(NAME, "/metrics tertutup, jadi tidak ada alarm", todo);
    }
    Check::good(NAME, "/metrics terbuka bagi pemegang token")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(bind: &str, proxies: &[&str]) -> Config {
        let mut config = Config::read(None).unwrap();
        bind.clone_into(&mut config.server.bind);
        config.server.trusted_proxies = proxies.iter().map(|text| (*text).to_owned()).collect();
        config
    }

    #[test]
    fn address_and_proxies_must_fit_each_other() {
        for (bind, proxies, grade) in [
            ("127.0.0.1:8080", &["127.0.0.1"][..], Grade::Good),
            ("[::1]:8080", &["::1"][..], Grade::Good),
            ("localhost:8080", &["127.0.0.0/8"][..], Grade::Good),
            ("127.0.0.1:8080", &[][..], Grade::Attention),
            ("127.0.0.1:8080", &["10.0.0.5"][..], Grade::Attention),
            ("0.0.0.0:8080", &["10.0.0.5"][..], Grade::Attention),
            ("127.0.0.1", &["127.0.0.1"][..], Grade::Danger),
            (":8080", &["127.0.0.1"][..], Grade::Danger),
        ] {
            assert_eq!(network(&config(bind, proxies)).grade, grade, "{bind} {proxies:?}");
        }
    }

    #[test]
    fn room_is_graded_by_the_limits_of_the_settings() {
        let space = Space::new(Config::read(None).unwrap().space, Vec::new());
        let grade = |free: u64| room(&space, &[Disk { name: "data", free, total: 1_000_000 * MEGABYTE }]).grade;
        let grades = [5_000, 2_000, 500].map(|megabytes| grade(megabytes * MEGABYTE));
        assert_eq!(grades, [Grade::Good, Grade::Attention, Grade::Danger]);
    }

    #[test]
    fn a_key_of_the_settings_is_held_and_a_wrong_one_is_a_danger() {
        let mut config = config("127.0.0.1:8080", &[]);
        config.master_key = "ab".repeat(32);
        let (check, held) = key(&config);
        assert_eq!((check.grade, held), (Grade::Good, vec![[0xab; 32]]));
        config.master_key = "bukan kunci".to_owned();
        assert_eq!(key(&config).0.grade, Grade::Danger);
        config.master_key = String::new();
        config.master_key_file = "/tidak/ada/kunci".into();
        let (check, held) = key(&config);
        assert!(
            check.grade == Grade::Danger && held.is_empty() && check.seen.contains("/tidak/ada/kunci"),
            "{check:?}"
        );
    }
}
