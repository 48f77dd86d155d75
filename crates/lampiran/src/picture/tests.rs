use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use img_parts::png::PngChunk;

use super::*;

fn drawn(format: ImageFormat) -> Vec<u8> {
    let shade = |n: u32| u8::try_from(n).unwrap();
    let image = RgbImage::from_fn(24, 16, |x, y| image::Rgb([shade(x * 10), shade(y * 15), 90]));
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// EXIF with an orientation, a maker and a place.
fn exif(turned: u8) -> Vec<u8> {
    let mut tiff = b"II\x2a\0\x08\0\0\0\x03\0".to_vec();
    tiff.extend_from_slice(&[0x0f, 0x01, 2, 0, 8, 0, 0, 0, 60, 0, 0, 0]);
    tiff.extend_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0, turned, 0, 0, 0]);
    tiff.extend_from_slice(&[0x25, 0x88, 4, 0, 1, 0, 0, 0, 70, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend_from_slice(b"........TELEPON\0GPS-6.2088,106.8456");
    [EXIF, &tiff].concat()
}

fn said_everywhere(turned: u8) -> Vec<u8> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from(drawn(ImageFormat::Jpeg))).unwrap();
    let add = |jpeg: &mut Jpeg, marker, contents: Vec<u8>| {
        jpeg.segments_mut().insert(1, JpegSegment::new_with_contents(marker, Bytes::from(contents)));
    };
    add(&mut jpeg, markers::APP1, exif(turned));
    add(&mut jpeg, markers::APP1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>RAHASIA</x:xmpmeta>".to_vec());
    add(&mut jpeg, markers::APP13, b"Photoshop 3.0\08BIM\x04\x04RAHASIA".to_vec());
    add(&mut jpeg, markers::APP2, b"ICC_PROFILE\0\x01\x01RAHASIA".to_vec());
    add(&mut jpeg, markers::COM, b"RAHASIA".to_vec());
    let mut bytes = jpeg.encoder().bytes().to_vec();
    bytes.extend_from_slice(b"<?php RAHASIA ?>");
    bytes
}

#[test]
fn a_jpeg_keeps_the_picture_alone() {
    let sent = said_everywhere(1);
    assert!(holds(&sent, b"GPS") && holds(&sent, b"RAHASIA") && holds(&sent, b"TELEPON"));
    let kept = jpeg(sent.clone()).unwrap();
    for word in [&b"Exif"[..], b"GPS", b"RAHASIA", b"TELEPON", b"xap", b"8BIM", b"ICC_PROFILE", b"<?php"] {
        assert!(!holds(&kept, word), "{}", String::from_utf8_lossy(word));
    }
    let left = Jpeg::from_bytes(Bytes::from(kept.clone())).unwrap();
    assert!(left.segments().iter().all(|s| s.marker() == markers::APP0 || !said_about(s.marker())));
    assert!(kept.ends_with(&[0xff, 0xd9]));
    assert_eq!(decoded(&kept), decoded(&sent));
    assert_eq!(jpeg(kept.clone()).unwrap(), kept, "the same picture again is the same file");
}

#[test]
fn a_picture_taken_upright_stays_upright() {
    let kept = jpeg(said_everywhere(6)).unwrap();
    for word in [&b"GPS"[..], b"RAHASIA", b"TELEPON"] {
        assert!(!holds(&kept, word));
    }
    assert_eq!(size(Macam::Jpeg, &kept), Some(Size { width: 24, height: 16, turn: 90 }));
    let left = Jpeg::from_bytes(Bytes::from(kept.clone())).unwrap();
    let contents: Vec<_> = left.segments_by_marker(markers::APP1).map(|s| s.contents().to_vec()).collect();
    assert_eq!(contents, [super::smallest_exif(6)]);
    assert_eq!(jpeg(kept.clone()).unwrap(), kept);
}

#[test]
fn comments_between_scans_go_and_scans_stay() {
    let head = [1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4];
    let comment = [&[0xff, 0xfe, 0, 9][..], b"RAHASIA"].concat();
    let table = [0xff, 0xc4, 0, 4, 7, 7];
    let second = [0xff, 0xda, 0, 3, 1, 5, 6, 0xff, 0xd9];
    let all = [&head[..], &comment, &table, &second, b"PK\x03\x04"].concat();
    assert_eq!(scans(&all).unwrap(), [&head[..], &table, &second].concat());
    assert_eq!(scans(&head), None, "a scan that does not end");
    assert_eq!(scans(&[0xff, 0xfe, 0xff, 0xff, 1]), None);
}

#[test]
fn a_png_keeps_the_picture_alone() {
    let mut png_file = Png::from_bytes(Bytes::from(drawn(ImageFormat::Png))).unwrap();
    for (kind, contents) in [
        (*b"eXIf", exif(1)),
        (*b"tEXt", b"Comment\0RAHASIA".to_vec()),
        (*b"zTXt", b"Comment\0\0RAHASIA".to_vec()),
        (*b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0RAHASIA".to_vec()),
        (*b"tIME", vec![7, 233, 1, 1, 1, 1, 1]),
        (*b"raHs", b"RAHASIA".to_vec()),
    ] {
        png_file.chunks_mut().insert(1, PngChunk::new(kind, Bytes::from(contents)));
    }
    let mut sent = png_file.encoder().bytes().to_vec();
    sent.extend_from_slice(b"<script>RAHASIA</script>");
    let kept = png(sent.clone()).unwrap();
    for word in [&b"eXIf"[..], b"tEXt", b"zTXt", b"iTXt", b"tIME", b"RAHASIA", b"GPS"] {
        assert!(!holds(&kept, word), "{}", String::from_utf8_lossy(word));
    }
    assert_eq!(decoded(&kept), decoded(&sent));
    assert_eq!(size(Macam::Png, &kept), Some(Size { width: 24, height: 16, turn: 0 }));
}

#[test]
fn a_picture_cut_off_is_refused() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let whole = drawn(format);
        let half = whole[..whole.len() - 20].to_vec();
        let refused = if format == ImageFormat::Png { png(half) } else { jpeg(half) };
        assert!(refused.unwrap_err().to_string().contains("tidak utuh"), "{format:?}");
    }
}

#[test]
fn a_picture_that_nobody_could_open_is_refused_by_its_head() {
    let png = |width: u32, height: u32| {
        [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes()].concat()
    };
    let gif = |width: u16, height: u16| [b"GIF89a".as_slice(), &width.to_le_bytes(), &height.to_le_bytes()].concat();
    let jpeg = |width: u16, height: u16| {
        let frame = [&[0xff, 0xff, 0xc2, 0, 17, 8][..], &height.to_be_bytes(), &width.to_be_bytes()].concat();
        [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0xff, 0xc0][..], &frame].concat()
    };
    for head in [png(60_000, 60_000), gif(60_000, 60_000), jpeg(60_000, 60_000)] {
        let refusal = points_within(&head).unwrap_err().to_string();
        assert!(refusal.contains("60.000 × 60.000 titik (3.600 juta)"), "{refusal}");
    }
    assert!(points_within(&png(u32::MAX, u32::MAX)).is_err());
    assert!(points_within(&png(12_000, 10_000)).is_ok() && points_within(&png(12_000, 10_001)).is_err());
    for head in [png(24, 16), gif(24, 16), jpeg(24, 16), b"\xff\xd8\xff".to_vec(), b"\x89PNG".to_vec(), Vec::new()] {
        points_within(&head).unwrap();
    }
}

#[test]
fn a_jpeg_of_two_sizes_is_refused() {
    let whole = drawn(ImageFormat::Jpeg);
    let mut two = Jpeg::from_bytes(Bytes::from(whole.clone())).unwrap();
    let frame = two.segments().iter().position(|s| sized(s.marker())).unwrap();
    let again = two.segments()[frame].clone();
    two.segments_mut().insert(frame, again);
    assert!(jpeg(two.encoder().bytes().to_vec()).is_err());
    assert_eq!(scans(&[1, 0xff, 0xc0, 0, 3, 1, 0xff, 0xd9]), None);
    assert!(jpeg(whole).is_ok());
}
