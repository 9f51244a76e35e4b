import type { ReactNode } from 'react';
import { Icon, type IconProps } from './Icon.js';

export function ChevronDownIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M4 6l4 4 4-4" />
    </Icon>
  );
}

export function ChevronRightIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M6 4l4 4-4 4" />
    </Icon>
  );
}

export function ArrowUpIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M8 13V3.5M4.5 7L8 3.5 11.5 7" />
    </Icon>
  );
}

export function ArrowDownIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M8 3v9.5M4.5 9L8 12.5 11.5 9" />
    </Icon>
  );
}

export function ArrowLeftIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M13 8H3.5M7 4.5L3.5 8 7 11.5" />
    </Icon>
  );
}

export function ArrowRightIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M3 8h9.5M9 4.5L12.5 8 9 11.5" />
    </Icon>
  );
}
