import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterScroll,
  drawnRows,
  lastTop,
  MOST_HEIGHT,
  ROW,
  scrolledHeight,
  scrollOf,
  topOf,
  topToShow,
} from '../../../renderer/logging-and-reporting/system-logs/row-window.js';

const short = { rows: 100_000, viewport: 600 };
const long = { rows: 1_000_000, viewport: 600 };

describe('the window over the rows', () => {
  it('is as high as the rows while a browser can lay that out, and no higher', () => {
    expect(scrolledHeight(100_000)).toBe(2_800_000);
    expect(scrolledHeight(1_000_000)).toBe(MOST_HEIGHT);
    expect(MOST_HEIGHT * 4).toBeLessThan(2 ** 25);
  });

  it('scrolls pixel by pixel in a list of ordinary length', () => {
    expect(topOf(12_345, short)).toBe(12_345);
    expect(scrollOf(12_345, short)).toBe(12_345);
    expect(afterScroll({ top: 100, scroll: 100 }, 900_000, short)).toBe(900_000);
  });

  it('reaches both ends of a million rows by the scroll bar', () => {
    expect(topOf(0, long)).toBe(0);
    expect(topOf(MOST_HEIGHT - long.viewport, long)).toBe(lastTop(long));
    expect(drawnRows(lastTop(long), long).end).toBe(1_000_000);
  });

  it('moves by the same pixels with the wheel, and by its share when the bar is dragged', () => {
    const before = { top: 14_000_000, scroll: scrollOf(14_000_000, long) };
    expect(afterScroll(before, before.scroll + 100, long)).toBe(14_000_100);
    expect(afterScroll(before, before.scroll - 100, long)).toBe(13_999_900);
    const dragged = before.scroll + 1_000_000;
    expect(afterScroll(before, dragged, long)).toBe(topOf(dragged, long));
  });

  it('puts list and scroll bar back to the same place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (rows, share) => {
        const extent = { rows, viewport: 600 };
        const top = share * lastTop(extent);
        expect(topOf(scrollOf(top, extent), extent)).toBeCloseTo(top, 3);
      }),
    );
  });

  it('draws every row in sight, and not many more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 28_000_000 }), fc.integer({ min: 0, max: 2000 }), (top, viewport) => {
        const extent = { rows: 1_000_000, viewport };
        const at = Math.min(top, lastTop(extent));
        const { first, end } = drawnRows(at, extent);
        expect(first * ROW).toBeLessThanOrEqual(at);
        expect(end * ROW).toBeGreaterThanOrEqual(Math.min(at + viewport, extent.rows * ROW));
        expect(end - first).toBeLessThanOrEqual(viewport / ROW + 44);
      }),
    );
  });

  it('moves no further than needed to show a row', () => {
    expect(topToShow(10, 0, short)).toBe(0);
    expect(topToShow(10, 1000, short)).toBe(280);
    expect(topToShow(99_999, 0, short)).toBe(lastTop(short));
    expect(topToShow(30, 0, short)).toBe(31 * ROW - 600);
  });
});
