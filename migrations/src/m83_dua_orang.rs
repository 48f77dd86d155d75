//! Proposals of erasures from before they were requests for two people (`persetujuan`) are let go: none of them is approved by the older
//! rule, and who still wants one proposes it anew. What was decided stays as it is. Looks say in which session they were made.

pub fn up() -> String {
    "--only sqlite
    UPDATE penghapusan SET status = 'ditolak', diputus_id = diusulkan_id, diputus_oleh = 'Lindung',
        diputus_pada = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'),
        alasan_putus = 'Diusulkan sebelum ada permintaan dua orang. Usulkan lagi bila masih perlu.'
        WHERE status = 'diusulkan';
    --only postgres
    UPDATE penghapusan SET status = 'ditolak', diputus_id = diusulkan_id, diputus_oleh = 'Lindung', diputus_pada = now(),
        alasan_putus = 'Diusulkan sebelum ada permintaan dua orang. Usulkan lagi bila masih perlu.'
        WHERE status = 'diusulkan';
    --both
    ALTER TABLE jejak_akses ADD COLUMN sesi_id UUID;"
        .to_owned()
}
