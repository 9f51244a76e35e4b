import type { ReactNode } from 'react';
import { Icon, type IconProps } from './Icon.js';

export function TickIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M3 8.5l3.2 3.2L13 4.8" />
    </Icon>
  );
}

export function GoodIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M5.2 8.2l2 2 3.6-4" />
    </Icon>
  );
}

export function WarningIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M8 2.2l6.2 11H1.8z" />
      <path d="M8 6.4v3" />
      <path d="M8 11.4v.01" />
    </Icon>
  );
}

export function ErrorIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4z" />
      <path d="M6 6l4 4M10 6l-4 4" />
    </Icon>
  );
}

export function InfoIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 7.4v3.4" />
      <path d="M8 5v.01" />
    </Icon>
  );
}

export function DashIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M5.4 8h5.2" />
    </Icon>
  );
}

export function ClockIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 4.6V8l2.3 1.6" />
    </Icon>
  );
}

export function RunningIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M14.25 8A6.25 6.25 0 1 1 8 1.75" />
    </Icon>
  );
}

export function StopIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M6 6h4v4H6z" />
    </Icon>
  );
}

export function HelpIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M6.2 6.3a1.85 1.85 0 1 1 2.6 1.7c-.5.25-.8.6-.8 1.2" />
      <path d="M8 11.4v.01" />
    </Icon>
  );
}

export function CrossedIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M3.7 12.3l8.6-8.6" />
    </Icon>
  );
}
