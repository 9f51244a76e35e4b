export { fontBytes, FONT_NAMES, type FontName } from './fonts.js';
export { printTable, type PrintedTable } from './print-table.js';
export { drawQr } from './qr.js';
export { Sheet, type SheetOptions } from './sheet.js';
