import type { PdfPage } from './pdf-text.js';

/** The QR code of a page as pixels: four to a module, with its quiet zone. */
export function pictureOf(page: PdfPage | undefined) {
  const modules = (page?.boxes ?? []).filter(({ width, height }) => width === height && width < 10);
  const size = modules[0]?.width ?? 1;
  const [left, top] = [Math.min(...modules.map(({ x }) => x)), Math.min(...modules.map(({ y }) => y))];
  const across = Math.round((Math.max(...modules.map(({ x }) => x)) - left) / size) + 1;
  const scale = 4;
  const width = (across + 8) * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const { x, y } of modules) {
    const column = (Math.round((x - left) / size) + 4) * scale;
    const row = (Math.round((y - top) / size) + 4) * scale;
    for (let down = 0; down < scale; down += 1)
      for (let right = 0; right < scale; right += 1)
        data.fill(0, ((row + down) * width + column + right) * 4, ((row + down) * width + column + right) * 4 + 3);
  }
  return { width, height: width, data };
}
