import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { clamp, mostTop, scrollbarOf, topOf, topToShow, type PagedScroll } from './paged-scroll.js';

export interface PagedScrollState {
  /** The element that scrolls. */
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly scroll: PagedScroll;
  /** True pixels above what is in sight. */
  readonly top: number;
  readonly showRow: (row: number) => void;
}

/**
 * Scrolls a table of any length. The wheel moves true pixels, so that a million rows scroll as smoothly as a hundred; the
 * scrollbar is kept in step.
 */
export function usePagedScroll(rowCount: number, rowHeight: number, headerHeight: number): PagedScrollState {
  const frame = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(400);
  const [wanted, setWanted] = useState(0);
  const scroll: PagedScroll = { rowCount, rowHeight, viewport };
  const top = clamp(wanted, 0, mostTop(scroll));
  const now = useRef({ scroll, top });
  /** Where we put the scrollbar ourselves: the event that follows says nothing new. */
  const placed = useRef(-1);

  useLayoutEffect(() => {
    now.current = { scroll, top };
  });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const at = Math.round(scrollbarOf({ rowCount, rowHeight, viewport }, top));
    if (Math.abs(element.scrollTop - at) < 1) return;
    placed.current = at;
    element.scrollTop = at;
  }, [top, rowCount, rowHeight, viewport]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (event.deltaY === 0 || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1;
      setWanted((before) => clamp(before + event.deltaY * unit, 0, mostTop(now.current.scroll)));
    };
    const onScroll = (): void => {
      const isOurs = Math.abs(element.scrollTop - placed.current) < 2;
      placed.current = -1;
      if (!isOurs) setWanted(topOf(now.current.scroll, element.scrollTop));
    };
    const observer = new ResizeObserver(() => setViewport(Math.max(0, element.clientHeight - headerHeight)));
    observer.observe(element);
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('scroll', onScroll);
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('scroll', onScroll);
    };
  }, [rowHeight, headerHeight]);

  const showRow = useCallback((row: number) => {
    setWanted((before) => topToShow(now.current.scroll, clamp(before, 0, mostTop(now.current.scroll)), row));
  }, []);
  return { frame, scroll, top, showRow };
}
