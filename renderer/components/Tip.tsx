import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { classesOf } from './classes.js';
import styles from './Tip.module.css';

const c = classesOf(styles);
const GAP = 6;

/**
 * The words of an icon button, beside it: in the button itself, so that it stays in the landmark it belongs to and the
 * pointer may rest on it (WCAG 2.2, 1.4.13); Escape takes it away. Screen readers have the button's own name.
 */
export function Tip({ text }: { readonly text: string }): ReactNode {
  const tip = useRef<HTMLSpanElement>(null);
  const [isDismissed, setDismissed] = useState(false);
  useLayoutEffect(() => {
    const element = tip.current;
    const button = element?.parentElement?.getBoundingClientRect();
    if (!element || !button) return;
    const { width, height } = element.getBoundingClientRect();
    const left = button.left + button.width / 2 - width / 2;
    const above = button.top - height - GAP;
    element.style.left = `${Math.max(GAP, Math.min(left, window.innerWidth - width - GAP))}px`;
    element.style.top = `${above < GAP ? button.bottom + GAP : above}px`;
  }, [text]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setDismissed(true);
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
  return isDismissed ? null : (
    <span ref={tip} className={c('tip')} aria-hidden="true">
      {text}
    </span>
  );
}
