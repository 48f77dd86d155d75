//! The words by which sentences are read. All in small letters.

/// Whether a list has a word.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

/// What a stop behind does not end a sentence.
pub(super) const ABBREVIATED: &str = "rp no jl dr ir h hj pt cv kab prov kec a.n u.p s.d sdr tgl hlm";

/// The months.
pub(super) const MONTHS: &str = "\
    januari februari maret april mei juni juli agustus september oktober november nopember desember";

/// What names the quarter that follows.
pub(super) const QUARTERS: &str = "triwulan tw kuartal";

/// What a number behind it names or numbers.
pub(super) const REFERENCES: &str = "\
    nomor no nomer pasal ayat huruf halaman hal hlm lampiran tabel gambar grafik bab bagian butir iku ikp \
    versi revisi perpres permen perban pp uu kepmen pmk rt rw km pukul jam eselon golongan kelas edisi tim \
    pokja terminal lantai wilayah tahap gelombang angkatan semester caturwulan peringkat level tingkat kode \
    minggu";

/// What an amount follows.
pub(super) const AMOUNTS: &str = "sebesar sebanyak sejumlah berjumlah mencapai rp";

/// What people and things are counted in: before one of these even 2025 is a number.
pub(super) const COUNTED: &str = "\
    orang fasilitasi pmi cpmi kegiatan layanan pengaduan rupiah persen dokumen peserta";

/// What makes the number that follows no exact one.
pub(super) const ROUGH: &str = "\
    sekitar kira-kira hampir kurang lebih dari ± minimal maksimal minimum maksimum paling setidaknya \
    sedikitnya antara";

/// What may stand between the word of a figure and its number.
pub(super) const BETWEEN: &str = "\
    sebesar sebanyak sejumlah mencapai adalah ialah yaitu yakni berjumlah tercatat kinerja tahun tw triwulan \
    kuartal pada dalam selama setahun ini tersebut sudah telah hanya ditetapkan indikator iku rp";

/// What takes a figure by its word for a part, a difference or a wish, where it stands before that word.
pub(super) const BEFORE: &str = "\
    selisih kenaikan penurunan peningkatan sisa atas bawah melampaui melebihi kekurangan kelebihan tambahan \
    separuh setengah sebagian kali pencapaian persentase deviasi bukan belum tidak tanpa";

/// What joins the word of a figure to one before it: two words, and then two numbers.
pub(super) const JOINED: &str = "dan serta maupun atau";

/// With one of these in it, a sentence may speak of another period, place, group or plan than the record's figure.
pub(super) const ELSEWHERE: &str = "\
    lalu sebelumnya depan mendatang berikutnya terakhir semester caturwulan bulan bulanan minggu mingguan \
    hari harian sampai hingga s.d sd s/d kumulatif akumulasi awal semula revisi direvisi perubahan rencana \
    renstra rpjmn nasional pusat provinsi kabupaten kota kecamatan desa kelurahan negara laki-laki perempuan \
    wanita pria jika jikalau apabila bila seandainya andai diperkirakan perkiraan proyeksi prognosis \
    seharusnya semestinya usulan diusulkan antaranya termasuk khusus khususnya masing-masing rata-rata \
    rerata efisiensi blokir diblokir efektif per setiap tiap menurut bukan naskah versi tadinya sempat \
    pernah ditargetkan p4mi bandara pelabuhan ltsa";

/// Those of them that say a period, which the sentences that follow may be about too.
pub(super) const PERIODS: &str = "lalu sebelumnya semester caturwulan bulan";

/// What makes the money of a sentence that of a part of the budget.
pub(super) const PARTS: &str = "\
    belanja pegawai barang modal kegiatan program komponen subkomponen akun output keluaran kro rincian pnbp gaji \
    tunjangan honorarium perjalanan sewa tim pokja subbagian seksi";

/// What narrows the figure behind it to a part of what is counted.
pub(super) const NARROW: &str = "skema melalui bagi jenis kategori kelompok sektor";

/// What makes no part of a figure where it follows "untuk".
pub(super) const FOR_ALL: &str = "tahun setahun triwulan tw kuartal iku indikator ini";

/// What a place or a group stands behind, which may be written in capitals alone.
pub(super) const WHERE: &str = "di ke oleh asal tujuan";

/// What may follow a number and its unit without making it a part of something else.
pub(super) const BEHIND: &str = "\
    atau dan sehingga karena berkat akibat meskipun walaupun namun tetapi sedangkan sementara setelah \
    melampaui melebihi belum sudah telah tercapai meningkat menurun naik turun menunjukkan tahun setahun";
