import type { ReactNode } from 'react';
import { Icon, type IconProps } from './Icon.js';

export function HomeIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2 7.6L8 2.4l6 5.2" />
      <path d="M3.75 6.3v7.2h8.5V6.3" />
      <path d="M6.5 13.5V9.4h3v4.1" />
    </Icon>
  );
}

export function PersonIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="8" cy="5.2" r="2.7" />
      <path d="M2.8 13.75c.3-2.8 2.4-4.4 5.2-4.4s4.9 1.6 5.2 4.4" />
    </Icon>
  );
}

export function PeopleIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="6" cy="5.4" r="2.4" />
      <path d="M1.5 13.25c.3-2.5 2-3.9 4.5-3.9s4.2 1.4 4.5 3.9" />
      <path d="M10.4 3.3a2.3 2.3 0 0 1 0 4.3M11.9 9.7c1.5.5 2.4 1.7 2.6 3.5" />
    </Icon>
  );
}

export function CloudIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M4.25 12.75a2.9 2.9 0 0 1-.5-5.75 4.4 4.4 0 0 1 8.5-.1 2.95 2.95 0 0 1-.4 5.85z" />
    </Icon>
  );
}

export function KeyIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="5" cy="11" r="3" />
      <path d="M7.2 8.8l6-6M10.2 5.8l2.2 2.2M12.2 3.8l1.8 1.8" />
    </Icon>
  );
}

export function JobsIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2.5 3.5h3v3h-3zM2.5 9.5h3v3h-3z" />
      <path d="M8.25 5h5.5M8.25 11h5.5" />
    </Icon>
  );
}

export function LogIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M3.25 1.75h6.5l3 3v9.5h-9.5z" />
      <path d="M5.5 6.5h5M5.5 9h5M5.5 11.5h3" />
    </Icon>
  );
}

export function ReportIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2.25 13.75h11.5" />
      <path d="M4 11V7.5M8 11V3M12 11V5.5" strokeWidth="2" />
    </Icon>
  );
}

export function GearIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2 4.5h6.2M12 4.5h2M2 11.5h2M8 11.5h6" />
      <circle cx="10.1" cy="4.5" r="1.8" />
      <circle cx="5.9" cy="11.5" r="1.8" />
    </Icon>
  );
}

export function LockIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M3.25 7.25h9.5v6.5h-9.5z" />
      <path d="M5.25 7.25V5a2.75 2.75 0 0 1 5.5 0v2.25M8 10v1.4" />
    </Icon>
  );
}

export function UnlockIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M3.25 7.25h9.5v6.5h-9.5z" />
      <path d="M5.25 7.25V5a2.75 2.75 0 0 1 5.3-1M8 10v1.4" />
    </Icon>
  );
}

export function ShieldIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M8 1.75l5.25 1.9v4c0 3.2-2.1 5.6-5.25 6.6-3.15-1-5.25-3.4-5.25-6.6v-4z" />
      <path d="M5.6 7.9l1.7 1.7 3.1-3.3" />
    </Icon>
  );
}

export function DeviceIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M1.75 2.75h12.5v8.5H1.75z" />
      <path d="M5.5 13.75h5M8 11.25v2.5" />
    </Icon>
  );
}

export function PracticeIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M6 1.75h4M6.75 1.75v4.4l-4 6.6c-.3.6 0 1.5.8 1.5h8.9c.8 0 1.1-.9.8-1.5l-4-6.6v-4.4" />
      <path d="M4.6 10h6.8" />
    </Icon>
  );
}

export function OfflineIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2 2l12 12" />
      <path d="M6 3.9A4.4 4.4 0 0 1 12.25 6.9a2.95 2.95 0 0 1 1.4 5M10.5 12.75H4.25a2.9 2.9 0 0 1-.5-5.75c.1-.5.3-1 .5-1.4" />
    </Icon>
  );
}

export function DriftIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2 8h2.5M11.5 8H14M6.5 3.5L4.5 8l2 4.5M9.5 3.5l2 4.5-2 4.5" />
    </Icon>
  );
}

export function FolderIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M1.75 3.25H6l1.5 1.75h6.75v8H1.75z" />
    </Icon>
  );
}

export function FlagIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M3.5 14.25V2.25h8.75L10.5 5.4l1.75 3.1H3.5" />
    </Icon>
  );
}

export function CeremonyIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M3.5 2.5h7l2 2v9h-9z" />
      <path d="M5.5 6h5M5.5 8.5h5" />
      <circle cx="9.75" cy="11.25" r="1.1" />
    </Icon>
  );
}
