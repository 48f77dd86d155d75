//! Placements.

use super::persons::Papers;
use super::plan::{Act, FollowUp, Maker, each, form};

/// Placements that count, by quarter (Tabel 8 of the report).
const COUNTED: [usize; 4] = [3453, 4247, 4616, 4299];
/// Placements by government schemes, which do not.
const GOVERNMENT: [usize; 4] = [110, 160, 140, 130];
/// Placements that were called off.
const CALLED_OFF: [usize; 4] = [6, 8, 9, 5];

const SCHEMES: [(&str, u32); 5] = [("p_to_p", 75), ("perseorangan", 10), ("ssw", 8), ("re_entry", 4), ("ukps", 3)];
const GOVERNMENT_SCHEMES: [(&str, u32); 3] = [("g_to_g", 84), ("sp2t", 11), ("g_to_p", 5)];
const COUNTRIES: [(&str, u32); 8] =
    [("TW", 30), ("HK", 24), ("MY", 16), ("JP", 12), ("SG", 8), ("BN", 3), ("PL", 4), ("IT", 3)];

pub(super) fn add(maker: &mut Maker) {
    let mut number = 0;
    for (schemes, counts, called_off) in
        [(&SCHEMES[..], COUNTED, false), (&GOVERNMENT_SCHEMES[..], GOVERNMENT, false), (&SCHEMES[..], CALLED_OFF, true)]
    {
        for quarter in each(counts) {
            number += 1;
            let day = maker.day(quarter);
            let scheme = maker.weighted(schemes);
            let country =
                if scheme == "g_to_g" { maker.weighted(&[("KR", 8), ("JP", 2)]) } else { maker.weighted(&COUNTRIES) };
            let company = if scheme == "p_to_p" {
                format!("PT Contoh Penempatan {}", maker.rng.u32(1..40))
            } else {
                String::new()
            };
            let mut placement = maker.persons.make(&mut maker.rng, Papers::Both);
            placement.extend(form(&[
                ("skema", scheme),
                ("negara", country),
                ("p3mi", &company),
                ("nomor_epmi", &format!("EPMI-CONTOH-{number:06}")),
                ("epmi_terbit_pada", &day.to_string()),
            ]));
            let mut later = Vec::new();
            if called_off {
                let end = maker.after(day, 9, quarter.period(maker.year).until);
                let form = form(&[("batal_pada", &end.to_string())]);
                later.push(FollowUp { day: end, act: Act::Edit(form), reason: "Calon mengundurkan diri (contoh)." });
            }
            maker.plan.add_with(day, "penempatan", placement, later);
        }
    }
}
