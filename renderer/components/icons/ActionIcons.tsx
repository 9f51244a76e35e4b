import type { ReactNode } from 'react';
import { Icon, type IconProps } from './Icon.js';

export function PlusIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M8 3v10M3 8h10" />
    </Icon>
  );
}

export function CloseIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M4 4l8 8M12 4l-8 8" />
    </Icon>
  );
}

export function CopyIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M5.75 5.75h7.5v8.5h-7.5z" />
      <path d="M3.25 10.75h-.5v-9h7.5v1.5" />
    </Icon>
  );
}

export function SearchIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <circle cx="7" cy="7" r="4.25" />
      <path d="M10.2 10.2l3.6 3.6" />
    </Icon>
  );
}

export function RefreshIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M13.2 6A5.6 5.6 0 0 0 3 5.2M2.8 10A5.6 5.6 0 0 0 13 10.8" />
      <path d="M2.75 2.5v3h3M13.25 13.5v-3h-3" />
    </Icon>
  );
}

export function PushIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M4.4 12.25H4a2.75 2.75 0 0 1-.5-5.45A4.5 4.5 0 0 1 12.2 6.9a2.7 2.7 0 0 1-.2 5.35h-.4" />
      <path d="M8 14V8.25M5.8 10.2L8 8l2.2 2.2" />
    </Icon>
  );
}

export function RotateIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M13.25 8a5.25 5.25 0 1 1-1.6-3.8" />
      <path d="M13.25 2v3h-3" />
    </Icon>
  );
}

export function TrashIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2.5 4.25h11M6 4.25v-2h4v2M4 4.25l.6 9.5h6.8l.6-9.5M6.7 7v4M9.3 7v4" />
    </Icon>
  );
}

export function CompareIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2 5h9.5M9 2.5L11.5 5 9 7.5M14 11H4.5M7 8.5L4.5 11 7 13.5" />
    </Icon>
  );
}

export function ExportIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M8 2v7.5M5.2 6.9L8 9.7l2.8-2.8M2.5 11v2.75h11V11" />
    </Icon>
  );
}

export function ImportIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M8 9.7V2.2M5.2 5L8 2.2 10.8 5M2.5 11v2.75h11V11" />
    </Icon>
  );
}

export function PrintIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M4.25 5.5V2h7.5v3.5M4.25 11.5h-2v-6h11.5v6h-2" />
      <path d="M4.25 9.25h7.5V14h-7.5z" />
    </Icon>
  );
}

export function EditIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M10.6 2.6l2.8 2.8L5.6 13.2l-3.4.6.6-3.4z" />
      <path d="M9 4.2L11.8 7" />
    </Icon>
  );
}

export function EyeIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M1.25 8S3.6 3.5 8 3.5 14.75 8 14.75 8 12.4 12.5 8 12.5 1.25 8 1.25 8z" />
      <circle cx="8" cy="8" r="2" />
    </Icon>
  );
}

export function EyeOffIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M6 3.8A6.4 6.4 0 0 1 8 3.5c4.4 0 6.75 4.5 6.75 4.5a12 12 0 0 1-1.8 2.4M10.6 11.9a6 6 0 0 1-2.6.6C3.6 12.5 1.25 8 1.25 8a12 12 0 0 1 2.8-3.2" />
      <path d="M2.5 2.5l11 11" />
    </Icon>
  );
}

export function MoreIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M3.5 8v.01M8 8v.01M12.5 8v.01" strokeWidth="2" />
    </Icon>
  );
}

export function MenuIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />
    </Icon>
  );
}

export function FilterIcon(props: IconProps): ReactNode {
  return (
    <Icon {...props}>
      <path d="M2 3.25h12L9.5 8.5v4.25l-3 1V8.5z" />
    </Icon>
  );
}
