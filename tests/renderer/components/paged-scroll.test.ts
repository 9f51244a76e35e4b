import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  mostTop,
  rowsInSight,
  scrollbarOf,
  spacerHeight,
  topOf,
  topToShow,
  type PagedScroll,
} from '../../../renderer/components/paged-scroll.js';

const million: PagedScroll = { rowCount: 1_000_000, rowHeight: 26, viewport: 700 };
const few: PagedScroll = { rowCount: 5, rowHeight: 26, viewport: 700 };

describe('scrolling through more rows than an element can hold', () => {
  test('keeps the element small enough for every browser and zoom', () => {
    expect(spacerHeight(million)).toBeLessThanOrEqual(6_000_000);
  });

  test('reaches the last row at the end of the scrollbar, and the first at its beginning', () => {
    expect(topOf(million, spacerHeight(million) - million.viewport)).toBe(mostTop(million));
    expect(rowsInSight(million, mostTop(million)).to).toBe(1_000_000);
    expect(topOf(million, 0)).toBe(0);
  });

  test('comes back to the same place from the scrollbar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: mostTop(million) }), (top) => {
        expect(topOf(million, scrollbarOf(million, top))).toBeCloseTo(top, 3);
      }),
    );
  });

  test('draws what is in sight and a little more, never what is not there', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: mostTop(million), noNaN: true }), (top) => {
        const { from, to } = rowsInSight(million, top);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(million.rowCount);
        expect(from * 26).toBeLessThanOrEqual(top);
        expect(to * 26).toBeGreaterThanOrEqual(Math.min(top + 700, 26_000_000));
        expect(to - from).toBeLessThan(50);
      }),
    );
  });

  test('does not scroll when everything fits', () => {
    expect(mostTop(few)).toBe(0);
    expect(topOf(few, 0)).toBe(0);
    expect(scrollbarOf(few, 0)).toBe(0);
    expect(rowsInSight(few, 0)).toEqual({ from: 0, to: 5 });
    expect(rowsInSight({ ...few, rowCount: 0 }, 0)).toEqual({ from: 0, to: 0 });
  });

  test('moves as little as possible to show a row', () => {
    expect(topToShow(million, 260, 11)).toBe(260);
    expect(topToShow(million, 260, 3)).toBe(78);
    expect(topToShow(million, 0, 100)).toBe(101 * 26 - 700);
  });
});
