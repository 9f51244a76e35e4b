import type { ReactNode } from 'react';

export interface IconProps {
  /** Edge in CSS pixels; 16 unless told. */
  readonly size?: number | undefined;
  /** Said by screen readers; without it the icon is decoration and text must stand beside it. */
  readonly label?: string | undefined;
}

/** What all icons share: a 16 x 16 grid, 1.5 px strokes in the colour of the text. */
export function Icon({ size = 16, label, children }: IconProps & { readonly children: ReactNode }): ReactNode {
  const name = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      {...name}
    >
      {children}
    </svg>
  );
}
