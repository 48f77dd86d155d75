//! Pictures keep the picture and nothing else: where, when and with which telephone it was taken, thumbnails, comments and
//! whatever follows its end are left out. The place where a picture was taken can be the place where somebody hides.
//!
//! What stays is listed; what is not listed goes. The picture itself is not coded anew, so it loses nothing.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use kernel::{Problem, Result};

use crate::{Macam, refused};

/// Chunks of a PNG that belong to the picture.
const CHUNKS: [&[u8; 4]; 10] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"];
const EXIF: &[u8] = b"Exif\0\0";

/// The most points that a picture may have: a telephone's largest has 108 million, and each takes four bytes of who opens it.
pub const MAX_POINTS: u64 = 120_000_000;

/// Refuses a picture that says at its beginning that it is larger than anybody could open. What is no picture passes.
pub(crate) fn points_within(head: &[u8]) -> Result<()> {
    stated(head).map_or(Ok(()), |(width, height)| within(width, height))
}

fn within(width: u64, height: u64) -> Result<()> {
    let points = width.saturating_mul(height);
    if points <= MAX_POINTS {
        return Ok(());
    }
    let whole = |number: u64| kernel::figure::whole(i64::try_from(number).unwrap_or(i64::MAX));
    Err(refused(format!(
        "Gambar sebesar {} × {} titik ({} juta) terlalu besar untuk dibuka; paling banyak {} juta titik. Perkecil gambarnya, lalu unggah lagi.",
        whole(width),
        whole(height),
        whole(points / 1_000_000),
        MAX_POINTS / 1_000_000,
    )))
}

/// Whether segments of a marker say how large a JPEG is.
fn sized(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Width and height as the beginning of a picture states them.
fn stated(head: &[u8]) -> Option<(u64, u64)> {
    let bytes = |at: usize, many: usize| Some(head.get(at..at + many)?.iter().fold(0, |n, b| n << 8 | u64::from(*b)));
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((bytes(16, 4)?, bytes(20, 4)?));
    }
    if head.starts_with(b"GIF8") {
        let little = |at: usize| Some(u64::from(u16::from_le_bytes([*head.get(at)?, *head.get(at + 1)?])));
        return Some((little(6)?, little(8)?));
    }
    if !head.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    let mut at = 2;
    loop {
        // Before a marker may stand any number of bytes that fill.
        at += head.get(at..)?.iter().take_while(|byte| **byte == 0xff).count();
        let marker = *head.get(at)?;
        if sized(marker) {
            return Some((bytes(at + 6, 2)?, bytes(at + 4, 2)?));
        }
        at += 1 + usize::try_from(bytes(at + 1, 2)?).ok()?.max(2);
    }
}

fn broken() -> Problem {
    refused("Gambar ini tidak utuh. Buka dan simpan ulang, lalu unggah lagi.")
}

/// A PNG without what is not the picture.
pub(crate) fn png(bytes: Vec<u8>) -> Result<Vec<u8>> {
    points_within(&bytes)?;
    let mut png = Png::from_bytes(Bytes::from(bytes)).map_err(|_| broken())?;
    png.chunks_mut().retain(|chunk| CHUNKS.iter().any(|kept| **kept == chunk.kind()));
    let has = |kind: &[u8; 4]| png.chunk_by_type(*kind).is_some();
    let (width, height) = png.dimensions().filter(|_| has(b"IDAT") && has(b"IEND")).ok_or_else(broken)?;
    within(width.into(), height.into())?;
    Ok(png.encoder().bytes().to_vec())
}

/// A JPEG without what is not the picture. Of what the camera said only how it was held is told anew, or pictures taken upright
/// would lie on their side.
pub(crate) fn jpeg(bytes: Vec<u8>) -> Result<Vec<u8>> {
    points_within(&bytes)?;
    let mut jpeg = Jpeg::from_bytes(Bytes::from(bytes)).map_err(|_| broken())?;
    // Of two sizes each reader may take the other.
    let sizes = jpeg.segments().iter().filter(|segment| sized(segment.marker())).count();
    let (width, height) = jpeg.dimensions().filter(|_| sizes == 1).ok_or_else(broken)?;
    within(width.into(), height.into())?;
    let turned =
        jpeg.segments().iter().find_map(|s| orientation(s.contents())).filter(|turned| (2..=8).contains(turned));
    let mut kept: Vec<JpegSegment> = Vec::with_capacity(jpeg.segments().len());
    for segment in jpeg.segments() {
        kept.extend(picture_of(segment)?);
    }
    if let Some(turned) = turned {
        let at = kept.iter().take_while(|s| s.marker() == markers::APP0).count();
        kept.insert(at, JpegSegment::new_with_contents(markers::APP1, Bytes::from(smallest_exif(turned))));
    }
    let ends = kept.last().is_some_and(JpegSegment::has_entropy);
    *jpeg.segments_mut() = kept;
    if ends { Ok(jpeg.encoder().bytes().to_vec()) } else { Err(broken()) }
}

/// A segment, if it belongs to the picture.
fn picture_of(segment: &JpegSegment) -> Result<Option<JpegSegment>> {
    let (marker, contents) = (segment.marker(), segment.contents());
    Ok(match marker {
        // JFIF says how wide a point is; behind its 14 bytes may stand a thumbnail.
        markers::APP0 => contents.get(..12).filter(|head| head.starts_with(b"JFIF\0")).map(|head| {
            let contents = [head, &[0, 0]].concat();
            JpegSegment::new_with_contents(marker, Bytes::from(contents))
        }),
        // Adobe's mark says how the colours are coded.
        markers::APP14 => contents
            .get(..12)
            .filter(|head| head.starts_with(b"Adobe"))
            .map(|head| JpegSegment::new_with_contents(marker, Bytes::copy_from_slice(head))),
        other if said_about(other) => None,
        markers::SOS => {
            let encoded = segment.clone().encoder().bytes();
            // Marker, length and head of the scan; what follows is the scan itself.
            let scan = encoded.get(4 + contents.len()..).unwrap_or_default();
            let scan = Bytes::from(scans(scan).ok_or_else(broken)?);
            Some(JpegSegment::new_with_entropy(marker, contents.clone(), scan))
        }
        _ => Some(segment.clone()),
    })
}

/// Whether segments of a marker say something about the picture: application data, reserved ones and comments.
fn said_about(marker: u8) -> bool {
    matches!(marker, 0xe0..=0xfe)
}

/// What follows the head of the first scan, to the end of the picture and no further, without comments between scans.
fn scans(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut at = 0;
    loop {
        let next = bytes.get(at..)?.iter().position(|byte| *byte == 0xff)? + at;
        kept.extend_from_slice(bytes.get(at..next)?);
        let marker = *bytes.get(next + 1)?;
        match marker {
            // A byte of the scan that looks like a marker, and the marks by which a decoder finds its way.
            0x00 | 0xd0..=0xd7 => {
                kept.extend_from_slice(&[0xff, marker]);
                at = next + 2;
            }
            0xff => at = next + 1,
            again if sized(again) => return None,
            0xd9 => {
                kept.extend_from_slice(&[0xff, 0xd9]);
                return Some(kept);
            }
            _ => {
                let length = usize::from(u16::from_be_bytes([*bytes.get(next + 2)?, *bytes.get(next + 3)?]));
                let segment = bytes.get(next..next + 2 + length.max(2))?;
                if !said_about(marker) {
                    kept.extend_from_slice(segment);
                }
                at = next + segment.len();
            }
        }
    }
}

/// How the camera was held, as EXIF says it: 1 upright, 3 upside down, 6 and 8 on a side.
fn orientation(segment: &[u8]) -> Option<u8> {
    let tiff = segment.strip_prefix(EXIF)?;
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(usize::from(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }))
    };
    let long = |at: usize| {
        let (one, two) = (short(at)?, short(at + 2)?);
        Some(if little { two << 16 | one } else { one << 16 | two })
    };
    let table = long(4)?;
    (0..short(table)?.min(200)).map(|n| table + 2 + n * 12).find_map(|entry| {
        (short(entry)? == 0x0112).then(|| short(entry + 8)).flatten().and_then(|value| value.try_into().ok())
    })
}

/// The smallest EXIF that says how the camera was held, and nothing else.
fn smallest_exif(turned: u8) -> Vec<u8> {
    let table: [u8; 18] = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0];
    [EXIF, b"MM\0\x2a\0\0\0\x08", &table].concat()
}

/// How large a picture is, and how it must be turned to stand upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Points from left to right, as it is stored.
    pub width: u32,
    /// Points from top to bottom, as it is stored.
    pub height: u32,
    /// Degrees clockwise: 0, 90, 180 or 270.
    pub turn: u16,
}

/// The size of a picture that was accepted; none for other files.
#[must_use]
pub fn size(macam: Macam, bytes: &[u8]) -> Option<Size> {
    let bytes = Bytes::copy_from_slice(bytes);
    match macam {
        Macam::Png => {
            let (width, height) = Png::from_bytes(bytes).ok()?.dimensions()?;
            Some(Size { width, height, turn: 0 })
        }
        Macam::Jpeg => {
            let jpeg = Jpeg::from_bytes(bytes).ok()?;
            let (width, height) = jpeg.dimensions()?;
            let turn = match jpeg.segments().iter().find_map(|s| orientation(s.contents())) {
                Some(3 | 4) => 180,
                Some(5 | 6) => 90,
                Some(7 | 8) => 270,
                _ => 0,
            };
            Some(Size { width: width.into(), height: height.into(), turn })
        }
        Macam::Pdf | Macam::Docx | Macam::Xlsx => None,
    }
}

#[cfg(test)]
mod tests;
