/*
 * The two containers of icons that are not folders: Windows' .ico and macOS' .icns. Both hold PNG pictures as they are.
 * Pictures are given as { size, png }, smallest first.
 */

/** A .ico file (ICONDIR and ICONDIRENTRY of the Windows API; PNG pictures since Windows Vista). */
export function ico(pictures) {
  const ENTRY = 16;
  const head = Buffer.alloc(6 + ENTRY * pictures.length);
  head.writeUInt16LE(1, 2); // an icon, no cursor
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + ENTRY * index;
    // One byte per side: 0 stands for 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4); // planes
    head.writeUInt16LE(32, at + 6); // bits per pixel
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** The types of macOS' icon container that hold PNG, by side in pixels; where one size is used twice (as 2x), both. */
const ICNS_TYPES = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** A .icns file: a head, then a type, a length and a PNG for each. */
export function icns(pictures) {
  const parts = pictures.flatMap(({ size, png }) => ICNS_TYPES[size].map((type) => block(type, png)));
  return block('icns', Buffer.concat(parts));
}

function block(type, body) {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}
