//! Pictures in a document.

use crate::escaped;

/// A picture as it is stored.
pub struct Picture {
    /// What its file holds.
    pub bytes: Vec<u8>,
    /// Whether it is a JPEG; a PNG otherwise.
    pub jpeg: bool,
    /// Points from left to right, as it is stored.
    pub width: u32,
    /// Points from top to bottom, as it is stored.
    pub height: u32,
    /// Degrees clockwise by which it is turned to stand upright: 0, 90, 180 or 270.
    pub turn: u16,
}

/// Lengths are in EMU, 914,400 to the inch. The page's text is 17 cm wide; a picture leaves room for the line below it.
const WIDE: f64 = 17.0 * 360_000.0;
const HIGH: f64 = 21.0 * 360_000.0;
/// One point of a picture at 96 to the inch: none is drawn larger than that.
const POINT: f64 = 9_525.0;

impl Picture {
    /// The ending of its file.
    pub(crate) fn ending(&self) -> &'static str {
        if self.jpeg { "jpeg" } else { "png" }
    }

    /// How large it is drawn, before it is turned.
    fn drawn(&self) -> (u64, u64) {
        let (width, height) = (f64::from(self.width.max(1)) * POINT, f64::from(self.height.max(1)) * POINT);
        let lying = self.turn % 180 == 90;
        let (wide, high) = if lying { (HIGH, WIDE) } else { (WIDE, HIGH) };
        let scale = (wide / width).min(high / height).min(1.0);
        (whole(width * scale), whole(height * scale))
    }

    pub(crate) fn drawing(&self, number: usize, description: &str) -> String {
        let (cx, cy) = self.drawn();
        // What is turned by a quarter takes the room of its other side.
        let (room_x, room_y) = if self.turn % 180 == 90 { (cy, cx) } else { (cx, cy) };
        let (edge_x, edge_y) = (room_x.saturating_sub(cx) / 2, room_y.saturating_sub(cy) / 2);
        let turned = match self.turn {
            0 => String::new(),
            degrees => format!(" rot=\"{}\"", u32::from(degrees) * 60_000),
        };
        let description = escaped(description);
        format!(
            "<w:p><w:pPr><w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\"/><w:jc w:val=\"center\"/></w:pPr><w:r>\
             <w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
             <wp:effectExtent l=\"{edge_x}\" t=\"{edge_y}\" r=\"{edge_x}\" b=\"{edge_y}\"/>\
             <wp:docPr id=\"{number}\" name=\"Gambar {number}\" descr=\"{description}\"/>\
             <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
             <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"Gambar {number}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"rGambar{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm{turned}><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
             </wp:inline></w:drawing></w:r></w:p>"
        )
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page is smaller than 2^53 EMU, and none is negative"
)]
fn whole(length: f64) -> u64 {
    length.round() as u64
}
