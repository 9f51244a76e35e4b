import { useState, type ReactNode } from 'react';
import type { SessionView } from '../../shared/contract/index.js';
import {
  Badge,
  Button,
  ChevronDownIcon,
  classesOf,
  DeviceIcon,
  IconButton,
  LockIcon,
  MenuButton,
  MenuIcon,
  PeopleIcon,
  TickIcon,
  type MenuEntry,
} from '../components/index.js';
import styles from './Frame.module.css';
import { Mark } from './Mark.js';
import { FRAME } from './strings.js';
import { applyTheme, recallTheme, THEMES } from './theme.js';
import { useLock } from './use-lock.js';

const c = classesOf(styles);

export interface TopBarProps {
  readonly session: SessionView;
  readonly isTreeOpen: boolean;
  readonly onToggleTree: () => void;
  readonly onHelp: () => void;
}

/** Which workstation, designated or not, who is logged in, Lock. */
export function TopBar({ session, isTreeOpen, onToggleTree, onHelp }: TopBarProps): ReactNode {
  const { lock, seal } = useLock();
  const [theme, setTheme] = useState(recallTheme);
  const entries: readonly MenuEntry[] = [
    { id: 'lock', title: FRAME.lockWindow, shortcut: 'Ctrl+Shift+L', icon: <LockIcon />, onAction: () => void lock() },
    { id: 'seal', title: FRAME.lockWorkstation, icon: <DeviceIcon />, onAction: () => void seal() },
    'separator',
    {
      id: 'appearance',
      title: FRAME.appearance,
      items: THEMES.map((one) => ({
        id: `theme-${one}`,
        title: FRAME.themes[one],
        icon: one === theme ? <TickIcon size={14} /> : undefined,
        onAction: () => {
          applyTheme(one);
          setTheme(one);
        },
      })),
    },
    { id: 'help', title: FRAME.help, shortcut: 'F1', onAction: onHelp },
  ];
  return (
    <header className={c('top')}>
      <span className={c('treeButton')}>
        <IconButton
          label={isTreeOpen ? FRAME.closeTree : FRAME.openTree}
          icon={<MenuIcon />}
          aria-expanded={isTreeOpen}
          onPress={onToggleTree}
        />
      </span>
      <span className={c('brand')}>
        <Mark />
        <span className={c('product')}>{FRAME.product}</span>
      </span>
      <span className={c('workstation')} title={session.dataFolder}>
        {FRAME.workstation} <code>{session.workstationId?.slice(0, 8) ?? ''}</code>
      </span>
      {session.designatedDevice === true ? (
        <Badge tone="good" title={FRAME.designatedTitle}>
          {FRAME.designated}
        </Badge>
      ) : (
        <Badge tone="calm" title={FRAME.notDesignatedTitle}>
          {FRAME.notDesignated}
        </Badge>
      )}
      <span className={c('gap')} />
      <span className={c('who')} title={FRAME.unlockedBy(session.loggedIn)}>
        <PeopleIcon />
        <span>{FRAME.person(session.person ?? session.loggedIn.join(' and '), session.role)}</span>
      </span>
      <Button icon={<LockIcon size={14} />} onPress={() => void lock()}>
        {FRAME.lock}
      </Button>
      <MenuButton label={FRAME.session} iconOnly icon={<ChevronDownIcon size={14} />} entries={entries} />
    </header>
  );
}
