//! Pictures as they are printed: upright, on white, and no larger than paper shows. What is kept stays as it is.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, Rgba, RgbaImage, imageops};
use kernel::{Problem, Result};

use crate::{Macam, size};

/// The most points of the longer side: 17 cm of paper at 180 to the inch.
const LONGEST: u32 = 1_200;
/// How much of a picture is kept when it is coded, of 100.
const QUALITY: u8 = 82;
/// The most bytes that a picture may take while it is opened.
const MEMORY: u64 = 192 * 1024 * 1024;

/// A picture for paper, as a JPEG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaled {
    /// What its file holds.
    pub bytes: Vec<u8>,
    /// Points from left to right.
    pub width: u32,
    /// Points from top to bottom.
    pub height: u32,
}

/// A picture that was accepted, for paper. It takes a moment for a large one, so call it where it may block.
///
/// # Errors
/// [`Problem::Malformed`] for what is no picture, is broken, or is too large to be opened.
pub fn scaled(macam: Macam, bytes: &[u8]) -> Result<Scaled> {
    let format = match macam {
        Macam::Jpeg => ImageFormat::Jpeg,
        Macam::Png => ImageFormat::Png,
        Macam::Pdf | Macam::Docx | Macam::Xlsx => return Err(unopened()),
    };
    let turn = size(macam, bytes).map_or(0, |size| size.turn);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let picture = reader.decode().map_err(|_| unopened())?;
    let large = picture.width().max(picture.height()) > LONGEST;
    let small = if large { picture.thumbnail(LONGEST, LONGEST) } else { picture };
    let upright = match turn {
        90 => small.rotate90(),
        180 => small.rotate180(),
        270 => small.rotate270(),
        _ => small,
    };
    let (width, height) = (upright.width(), upright.height());
    let mut sheet = RgbaImage::from_pixel(width, height, Rgba([u8::MAX; 4]));
    imageops::overlay(&mut sheet, &upright.to_rgba8(), 0, 0);
    let flat = DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(sheet).to_rgb8());
    let mut coded = Vec::new();
    flat.write_with_encoder(JpegEncoder::new_with_quality(&mut coded, QUALITY)).map_err(Problem::internal)?;
    Ok(Scaled { bytes: coded, width, height })
}

fn unopened() -> Problem {
    Problem::Malformed(
        "Gambar ini tidak dapat dibuka: rusak, atau terlalu besar. Unggah gambar yang lebih kecil.".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let picture = RgbaImage::from_fn(width, height, |x, _| Rgba([0, 90, 120, if x < width / 2 { 0 } else { 255 }]));
        match format {
            ImageFormat::Png => DynamicImage::ImageRgba8(picture).write_to(&mut out, format).unwrap(),
            _ => {
                DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(picture).to_rgb8())
                    .write_to(&mut out, format)
                    .unwrap();
            }
        }
        out.into_inner()
    }

    #[test]
    fn a_picture_is_no_larger_than_paper_shows_and_what_is_clear_is_white() {
        let large = scaled(Macam::Png, &drawn(ImageFormat::Png, 2_400, 600)).unwrap();
        assert_eq!((large.width, large.height), (1_200, 300));
        let opened = image::load_from_memory_with_format(&large.bytes, ImageFormat::Jpeg).unwrap().to_rgb8();
        assert_eq!((opened.width(), opened.height()), (1_200, 300));
        assert!(opened.get_pixel(10, 10).0.iter().all(|shade| *shade > 240), "{:?}", opened.get_pixel(10, 10));
        let small = scaled(Macam::Jpeg, &drawn(ImageFormat::Jpeg, 60, 40)).unwrap();
        assert_eq!((small.width, small.height), (60, 40), "none is made larger");
    }

    #[test]
    fn what_cannot_be_opened_is_refused() {
        let whole = drawn(ImageFormat::Png, 60, 40);
        assert!(scaled(Macam::Png, &whole[..whole.len() / 2]).is_err());
        assert!(scaled(Macam::Pdf, b"%PDF-1.7").is_err());
        assert!(scaled(Macam::Jpeg, &whole).is_err());
    }
}
