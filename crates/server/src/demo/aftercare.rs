//! Rehabilitation and empowerment.

use kernel::Day;

use super::persons::Papers;
use super::plan::{Act, FollowUp, Maker, form};

/// Former PMI whose rehabilitation began in the fourth quarter.
const REHABILITATED: usize = 20;
/// Those still on the list at the end of the year.
const LISTED: usize = 3;
/// Participants of the training in August.
const TRAINED: usize = 20;
/// Those who did not come.
const ABSENT: usize = 4;

pub(super) fn add(maker: &mut Maker) {
    let on = |text: &str| text.parse::<Day>().unwrap_or_default();
    for at in 0..REHABILITATED + LISTED {
        let mut person = maker.persons.make(&mut maker.rng, Papers::Both);
        person.extend(form(&[
            ("didata_pada", "2025-10-14"),
            ("bermasalah", "ya"),
            ("tempat", "Kabupaten Tangerang"),
            ("kebutuhan", "Pendampingan (contoh)"),
        ]));
        let mut later = Vec::new();
        if at < REHABILITATED {
            let form = form(&[("identifikasi_pada", "2025-10-21"), ("pelaksanaan_pada", "2025-11-18")]);
            later.push(FollowUp { day: on("2025-11-18"), act: Act::Edit(form), reason: "Pelaksanaan dimulai." });
        }
        maker.plan.add_with(on("2025-10-14"), "rehabilitasi", person, later);
    }
    for at in 0..TRAINED + ABSENT {
        let mut person = maker.persons.make(&mut maker.rng, Papers::Both);
        person.extend(form(&[
            ("kegiatan", "Pelatihan kewirausahaan (contoh)"),
            ("tanggal", "2025-08-20"),
            ("peserta", if maker.chance(75) { "purna_pmi" } else { "keluarga" }),
            ("hadir", if at < TRAINED { "ya" } else { "tidak" }),
            ("tempat", "Kabupaten Serang"),
        ]));
        maker.plan.add(on("2025-08-20"), "pemberdayaan", person);
    }
}
