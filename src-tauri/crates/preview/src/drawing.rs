//! From bytes to pixels.

use std::io::Cursor;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{DynamicImage, ExtendedColorType, ImageEncoder as _, ImageReader, Limits};

use crate::Refusal;

/// The longest side of what is drawn, in pixels.
const SIDE: u32 = 1600;
/// No picture is wider or higher.
const WIDEST: u32 = 20_000;
/// What decoding one picture may allocate, in bytes.
const ALLOCATED: u64 = 256 << 20;

/// A page as PNG, and how many pages there are: a picture is one.
pub fn drawn(bytes: Vec<u8>, page: usize) -> Result<(usize, Vec<u8>), Refusal> {
    let start = &bytes[..bytes.len().min(1024)];
    // Bytes may stand before the header (ISO 32000-1, annex H, 3.4.1).
    if start.windows(5).any(|window| window == b"%PDF-") {
        pdf(bytes, page)
    } else {
        picture(&bytes).map(|png| (1, png))
    }
}

fn picture(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Refusal::Unknown)?;
    reader.format().ok_or(Refusal::Unknown)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(WIDEST);
    limits.max_image_height = Some(WIDEST);
    limits.max_alloc = Some(ALLOCATED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    // A photograph lies on its side where this is not heeded.
    let turned = image::ImageDecoder::orientation(&mut decoder);
    let mut image = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    if let Ok(turned) = turned {
        image.apply_orientation(turned);
    }
    if image.width().max(image.height()) > SIDE {
        image = image.thumbnail(SIDE, SIDE);
    }
    let rgba = image.into_rgba8();
    png(rgba.as_raw(), rgba.width(), rgba.height())
}

fn refusal(error: image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => Refusal::Limit,
        image::ImageError::Unsupported(_) => Refusal::Unknown,
        _ => Refusal::Broken,
    }
}

fn pdf(bytes: Vec<u8>, page: usize) -> Result<(usize, Vec<u8>), Refusal> {
    let pdf = Pdf::new(bytes).map_err(|_| Refusal::Broken)?;
    let pages = pdf.pages();
    let page = pages.get(page).ok_or(Refusal::Broken)?;
    let (width, height) = page.render_dimensions();
    let longest = width.max(height);
    if !longest.is_finite() || width.min(height) <= 0.0 {
        return Err(Refusal::Broken);
    }
    let scale = SIDE as f32 / longest;
    let pixels = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let (width, height) = (pixels.width().into(), pixels.height().into());
    // On white nothing shines through, so that the colours are whole.
    let bytes = pixels.data_as_u8_slice();
    Ok((pages.len(), png(bytes, width, height)?))
}

fn png(rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    image::codecs::png::PngEncoder::new(&mut out)
        .write_image(rgba, width, height, ExtendedColorType::Rgba8)
        .map_err(|_| Refusal::Broken)?;
    Ok(out)
}
