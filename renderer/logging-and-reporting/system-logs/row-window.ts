/** Height of a row in CSS pixels (`--row`). */
export const ROW = 28;

/**
 * A browser lays out at most 2^25 (33.5 million) device pixels; at 200 % zoom on a dense screen that is 8.4 million CSS
 * pixels. A list that would be higher is drawn over a shorter scroll bar.
 */
export const MOST_HEIGHT = 8_000_000;

/** Rows drawn before and after those in sight, and the step in which the drawn part moves. */
const MARGIN = 12;
const STEP = 8;

/** How much there is, and how much of it can be seen at once (CSS pixels). */
export interface Extent {
  readonly rows: number;
  readonly viewport: number;
}

/** Height of the element that is scrolled. */
export function scrolledHeight(rows: number): number {
  return Math.min(rows * ROW, MOST_HEIGHT);
}

/** The furthest that the list itself can be moved up. */
export function lastTop({ rows, viewport }: Extent): number {
  return Math.max(0, rows * ROW - viewport);
}

function lastScroll({ rows, viewport }: Extent): number {
  return Math.max(0, scrolledHeight(rows) - viewport);
}

const within = (value: number, most: number): number => Math.min(Math.max(0, value), most);

/** Where the scroll bar stands when the list is moved up by `top`. */
export function scrollOf(top: number, extent: Extent): number {
  const most = lastTop(extent);
  if (scrolledHeight(extent.rows) === extent.rows * ROW) return within(top, most);
  return most === 0 ? 0 : (within(top, most) / most) * lastScroll(extent);
}

/** How far the list is moved up where the scroll bar stands. */
export function topOf(scroll: number, extent: Extent): number {
  const most = lastScroll(extent);
  if (scrolledHeight(extent.rows) === extent.rows * ROW) return within(scroll, most);
  return most === 0 ? 0 : (within(scroll, most) / most) * lastTop(extent);
}

/** Where list and scroll bar stand. */
export interface Standing {
  readonly top: number;
  readonly scroll: number;
}

/**
 * The list's new place after the scroll bar moved. A short way (wheel, finger) moves the list by the same pixels; a long one
 * (the bar was dragged) by its share of the whole.
 */
export function afterScroll(before: Standing, scroll: number, extent: Extent): number {
  if (scrolledHeight(extent.rows) === extent.rows * ROW) return within(scroll, lastTop(extent));
  const way = scroll - before.scroll;
  if (Math.abs(way) > extent.viewport) return topOf(scroll, extent);
  return within(before.top + way, lastTop(extent));
}

/** Rows to draw: `first` up to, but without, `end`. */
export interface Drawn {
  readonly first: number;
  readonly end: number;
}

/** The rows in sight and some around them; moves in steps, so that most scroll events draw nothing anew. */
export function drawnRows(top: number, { rows, viewport }: Extent): Drawn {
  const first = Math.floor(top / ROW);
  const last = Math.ceil((top + viewport) / ROW);
  return {
    first: Math.max(0, Math.floor((first - MARGIN) / STEP) * STEP),
    end: Math.min(rows, Math.ceil((last + MARGIN) / STEP) * STEP),
  };
}

/** The place of the list at which `row` is wholly in sight, with the least movement. */
export function topToShow(row: number, top: number, extent: Extent): number {
  const start = row * ROW;
  if (start < top) return start;
  return Math.max(top, Math.min(start + ROW - extent.viewport, lastTop(extent)));
}
