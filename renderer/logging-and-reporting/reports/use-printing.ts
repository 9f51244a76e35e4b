import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Whether a page is being printed, by the button or by Ctrl+P. The printed page is in the document only then: it has no
 * virtual rows.
 */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    // The browser takes its picture right after this event: the page must be there when it returns.
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
