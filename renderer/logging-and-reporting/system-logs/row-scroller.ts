import {
  afterScroll,
  drawnRows,
  lastTop,
  MOST_HEIGHT,
  ROW,
  scrollOf,
  topToShow,
  type Drawn,
  type Extent,
} from './row-window.js';

/** What the list draws; another object only when that changes. */
export interface Sight extends Drawn {
  /** Where the first drawn row stands, in pixels from the top of the scrolled element. */
  readonly offset: number;
  /** The newest row is in sight. */
  readonly isAtTop: boolean;
  /** Whole rows that are in sight at once. */
  readonly pageRows: number;
}

const NOTHING: Sight = { first: 0, end: 0, offset: 0, isAtTop: true, pageRows: 1 };
/** So long after the last movement the scroll bar is put where it belongs. */
const SETTLE_MS = 150;

/** Connects a scrolled element with row-window's arithmetic. `head`: pixels of the header that stays in sight above the rows. */
export class RowScroller {
  readonly #head: number;
  readonly #listeners = new Set<() => void>();
  #element: HTMLElement | undefined;
  #extent: Extent = { rows: 0, viewport: 0 };
  #top = 0;
  #scroll = 0;
  #sight = NOTHING;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(head: number) {
    this.#head = head;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly sight = (): Sight => this.#sight;

  /** A ref: takes the element that scrolls, answers how to let go. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const measure = (): void => {
      this.#extent = { ...this.#extent, viewport: Math.max(0, element.clientHeight - this.#head) };
      this.#look();
    };
    const onScroll = (): void => this.#onScroll();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
      clearTimeout(this.#settling);
      this.#element = undefined;
    };
  };

  /** The first row that is wholly in sight. */
  firstInSight(): number {
    return Math.ceil(this.#top / ROW);
  }

  /** The list has so many rows now; call it when the scrolled element has its new height. */
  setRows(rows: number): void {
    if (rows === this.#extent.rows) return;
    this.#extent = { ...this.#extent, rows };
    this.#moveTo(Math.min(this.#top, lastTop(this.#extent)));
  }

  /** Moves the list as little as needed to see this row. */
  show(row: number): void {
    this.#moveTo(topToShow(row, this.#top, this.#extent));
  }

  /** Moves the list so that this row stands in the middle. */
  centre(row: number): void {
    const top = row * ROW - (this.#extent.viewport - ROW) / 2;
    this.#moveTo(Math.min(Math.max(0, top), lastTop(this.#extent)));
  }

  toTop(): void {
    this.#moveTo(0);
  }

  #moveTo(top: number): void {
    this.#top = top;
    this.#placeBar();
    this.#look();
  }

  #onScroll(): void {
    if (!this.#element) return;
    const scroll = this.#element.scrollTop;
    if (scroll === this.#scroll) return;
    this.#top = afterScroll({ top: this.#top, scroll: this.#scroll }, scroll, this.#extent);
    this.#scroll = scroll;
    this.#look();
    clearTimeout(this.#settling);
    if (this.#extent.rows * ROW <= MOST_HEIGHT) return;
    // The bar is at its end and the list is not: room is made at once.
    const isStuck = scroll <= 0 ? this.#top > 0 : scroll >= scrollOf(Infinity, this.#extent) - 1;
    this.#settling = setTimeout(() => this.#settle(), isStuck ? 0 : SETTLE_MS);
  }

  #settle(): void {
    this.#placeBar();
    this.#look();
  }

  #placeBar(): void {
    if (!this.#element) return;
    const wanted = scrollOf(this.#top, this.#extent);
    if (Math.abs(wanted - this.#element.scrollTop) >= 1) this.#element.scrollTop = wanted;
    // Browsers round; what is read back is what the next scroll event is compared with.
    this.#scroll = this.#element.scrollTop;
    if (this.#extent.rows * ROW <= MOST_HEIGHT) this.#top = this.#scroll;
  }

  #look(): void {
    const drawn = drawnRows(this.#top, this.#extent);
    const next: Sight = {
      ...drawn,
      offset: Math.round(drawn.first * ROW - this.#top + this.#scroll),
      isAtTop: this.#top < ROW / 2,
      pageRows: Math.max(1, Math.floor(this.#extent.viewport / ROW)),
    };
    const before = this.#sight;
    const isSame =
      before.first === next.first &&
      before.end === next.end &&
      before.offset === next.offset &&
      before.isAtTop === next.isAtTop &&
      before.pageRows === next.pageRows;
    if (isSame) return;
    this.#sight = next;
    this.#listeners.forEach((listener) => listener());
  }
}
