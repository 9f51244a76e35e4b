import { useCallback, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { SessionView } from '../../shared/contract/index.js';
import { Band, classesOf } from '../components/index.js';
import { isPracticeInPlay, isPracticeOnly, useIdentityManagement } from '../stores/index.js';
import styles from './Frame.module.css';
import { HelpDialog } from './HelpDialog.js';
import { isViewLine, NavigationTree } from './NavigationTree.js';
import { StatusBar } from './StatusBar.js';
import { FRAME } from './strings.js';
import { TopBar } from './TopBar.js';
import { useIdleLock } from './use-idle-lock.js';
import { useLock } from './use-lock.js';
import { useShortcuts } from './use-shortcuts.js';
import { Views } from './Views.js';

const c = classesOf(styles);

/** Left the tree, above who and where, below what is going on, in the middle one view. */
export function Frame({ session }: { readonly session: SessionView }): ReactNode {
  const [isTreeOpen, setTreeOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const pressed = useRef(false);
  const isPractice = useIdentityManagement(isPracticeInPlay);
  const isOnlyPractice = useIdentityManagement(isPracticeOnly);
  const { lock } = useLock();
  const showHelp = useCallback(() => setHelpOpen(true), []);
  const onLock = useCallback(() => void lock(), [lock]);
  useIdleLock(session);
  useShortcuts({ onHelp: showHelp, onLock });
  const onTreeKey = (event: KeyboardEvent): void => {
    const isChoice = event.key === 'Enter' && isViewLine(event.target);
    if (!isTreeOpen || (!isChoice && event.key !== 'Escape')) return;
    setTreeOpen(false);
    document.getElementById('view-title')?.focus();
  };
  return (
    <div className={c('frame')}>
      <TopBar
        session={session}
        isTreeOpen={isTreeOpen}
        onToggleTree={() => setTreeOpen(!isTreeOpen)}
        onHelp={showHelp}
      />
      {isPractice && <Band>{isOnlyPractice ? FRAME.practiceOnly : FRAME.practiceAlso}</Band>}
      <div className={c('middle')}>
        {/* In a narrow window the tree lies over the view: a choice, Escape or a click beside it puts it away. */}
        <nav
          className={c('tree', isTreeOpen && 'open')}
          aria-label={FRAME.tree}
          onPointerDownCapture={({ target }) => (pressed.current = isViewLine(target))}
          onPointerUpCapture={() => {
            // Not before the line has had its click.
            if (pressed.current) requestAnimationFrame(() => setTreeOpen(false));
          }}
          onKeyDownCapture={onTreeKey}
        >
          <NavigationTree />
        </nav>
        <main className={c('main')} onPointerDown={() => setTreeOpen(false)}>
          <Views />
        </main>
      </div>
      <StatusBar />
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}
