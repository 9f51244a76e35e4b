import { useEffect, useState, type ReactNode } from 'react';
import { formatDuration } from './format.js';

/** How long something took, or has been taking: without `to` it counts on. */
export function Duration(props: { readonly from: number; readonly to?: number | undefined }): ReactNode {
  const { from, to } = props;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (to !== undefined) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [to]);
  return <span>{formatDuration(Math.max(0, (to ?? now) - from))}</span>;
}
