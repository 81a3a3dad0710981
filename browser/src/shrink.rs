//! Pictures for the guide, small: the colours of a page are few, so each point is a number in a list of 256.

use std::collections::HashMap;
use std::io::Cursor;

use crate::{Context, Result, ensure};

type Colour = [u8; 3];

/// Writes a picture of a browser anew with at most 256 colours: the most frequent as they are, the
/// others (the edges of letters) as the nearest of these.
///
/// # Errors
/// When it is not a PNG with eight bits a colour.
pub fn shrink(picture: &[u8]) -> Result<Vec<u8>> {
    let mut reader = png::Decoder::new(Cursor::new(picture)).read_info().context("reading a picture")?;
    let mut points = vec![0; reader.output_buffer_size().context("a picture is too large")?];
    let frame = reader.next_frame(&mut points).context("reading a picture")?;
    ensure!(frame.bit_depth == png::BitDepth::Eight && frame.color_type.samples() >= 3, "a picture has other colours than a browser draws");
    let colours: Vec<Colour> = points.chunks_exact(frame.color_type.samples()).filter_map(|p| p.first_chunk().copied()).collect();
    let (palette, numbers) = few(&colours);
    let mut small = Vec::new();
    let mut encoder = png::Encoder::new(&mut small, frame.width, frame.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.set_palette(palette.concat());
    encoder.write_header().context("writing a picture")?.write_image_data(&numbers).context("writing a picture")?;
    Ok(small)
}

/// The list of colours, and for each point its place in it.
fn few(colours: &[Colour]) -> (Vec<Colour>, Vec<u8>) {
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for colour in colours {
        *counts.entry(*colour).or_default() += 1;
    }
    let mut palette: Vec<Colour> = counts.keys().copied().collect();
    palette.sort_by_key(|c| (std::cmp::Reverse(counts.get(c).copied()), *c));
    palette.truncate(256);
    let far = |a: &Colour, b: &Colour| a.iter().zip(b).map(|(x, y)| u32::from(x.abs_diff(*y)).pow(2)).sum::<u32>();
    let nearest = |c: &Colour| (0..=u8::MAX).zip(&palette).min_by_key(|(_, p)| far(c, p)).map_or(0, |(n, _)| n);
    let places: HashMap<Colour, u8> = counts.keys().map(|c| (*c, nearest(c))).collect();
    let numbers = colours.iter().map(|c| places.get(c).copied().unwrap_or_default()).collect();
    (palette, numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_colours_stay_and_rare_ones_take_the_nearest() {
        let mut colours = vec![[255, 255, 255]; 900];
        colours.extend((0..=255).map(|n| [n, 0, 0]));
        colours.extend(vec![[0, 90, 100]; 50]);

        let (palette, numbers) = few(&colours);

        assert_eq!((palette.len(), palette[0], palette[1]), (256, [255, 255, 255], [0, 90, 100]));
        assert_eq!((numbers.len(), numbers[0]), (colours.len(), 0));
        assert_eq!(palette[usize::from(numbers[900 + 255])][0], 253, "254 and 255 are left out");
    }
}
