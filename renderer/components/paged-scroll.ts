/** Browsers stop drawing elements beyond some 33 million device pixels; at 200 % and more that is reached much earlier. */
const MOST_PIXELS = 6_000_000;

/** The geometry of a table whose rows do not all fit into an element: what the scrollbar says, and what is meant. */
export interface PagedScroll {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Height of the part in sight, without the header. */
  readonly viewport: number;
}

/** Height of the element that gives the scrollbar its length. */
export function spacerHeight({ rowCount, rowHeight }: PagedScroll): number {
  return Math.min(rowCount * rowHeight, MOST_PIXELS);
}

/** The furthest that can be scrolled, in true pixels. */
export function mostTop({ rowCount, rowHeight, viewport }: PagedScroll): number {
  return Math.max(0, rowCount * rowHeight - viewport);
}

/** True pixels for a position of the scrollbar. */
export function topOf(scroll: PagedScroll, scrollTop: number): number {
  const range = spacerHeight(scroll) - scroll.viewport;
  return range <= 0 ? 0 : clamp((scrollTop / range) * mostTop(scroll), 0, mostTop(scroll));
}

/** Position of the scrollbar for true pixels. */
export function scrollbarOf(scroll: PagedScroll, top: number): number {
  const most = mostTop(scroll);
  return most <= 0 ? 0 : (clamp(top, 0, most) / most) * (spacerHeight(scroll) - scroll.viewport);
}

/** First row and the row after the last to be drawn, with `beyond` more on both sides. */
export function rowsInSight(
  scroll: PagedScroll,
  top: number,
  beyond = 6,
): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.floor(top / scroll.rowHeight) - beyond);
  const to = Math.min(scroll.rowCount, Math.ceil((top + scroll.viewport) / scroll.rowHeight) + beyond);
  return { from, to: Math.max(from, to) };
}

/** Where to scroll so that a row is wholly in sight; as little as possible. */
export function topToShow(scroll: PagedScroll, top: number, row: number): number {
  const begins = row * scroll.rowHeight;
  if (begins < top) return begins;
  const ends = begins + scroll.rowHeight;
  return ends > top + scroll.viewport ? ends - scroll.viewport : top;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
