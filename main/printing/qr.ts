import encodeQR from 'qr';

/** Draws a text as a QR code (medium error correction) of so many points, its upper left corner at x, y. */
export function drawQr(document: PDFKit.PDFDocument, text: string, x: number, y: number, size: number): void {
  const rows = encodeQR(text, 'raw', { ecc: 'medium' });
  const module = size / rows.length;
  for (const [row, cells] of rows.entries()) {
    for (const [column, dark] of cells.entries())
      if (dark) document.rect(x + column * module, y + row * module, module, module);
  }
  document.fill('black');
}
