import type { ReactNode } from 'react';

/** Keyferry's mark: a key as a hull, on water. */
export function Mark({ size = 20 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true" focusable="false">
      <g stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="5.5" cy="7.5" r="3" />
        <path d="M8.5 7.5h9M14 7.5v3M17.5 7.5v2" />
        <path d="M1.5 15.5c1.4 0 1.4 1.2 2.8 1.2s1.5-1.2 2.9-1.2 1.4 1.2 2.8 1.2 1.4-1.2 2.8-1.2 1.5 1.2 2.9 1.2 1.4-1.2 2.8-1.2" />
      </g>
    </svg>
  );
}
