export { printTable, type PrintedTable } from './print-table.js';
export { Sheet, type SheetOptions } from './sheet.js';
