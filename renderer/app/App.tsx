import { useEffect, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Failure, forgetAnnouncements, Spinner } from '../components/index.js';
import { Toasts } from '../components/Toasts.js';
import { useSession } from '../stores/index.js';
import { Approvals } from './approval/ApprovalDialog.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { FirstStart } from './first-start/FirstStart.js';
import { Frame } from './Frame.js';
import { LogIn } from './LogIn.js';
import { Locked } from './Locked.js';
import { FRAME } from './strings.js';
import styles from './App.module.css';

/** The window: what it shows follows from the state of the session. */
export function App(): ReactNode {
  return (
    // The window speaks English, whatever the system does: its sentences are not translated.
    <I18nProvider locale="en-GB">
      <ErrorBoundary>
        <Screen />
        <Approvals />
        <Toasts />
      </ErrorBoundary>
    </I18nProvider>
  );
}

function Screen(): ReactNode {
  const { session, failure } = useSession();
  // The first start goes on after its two Admin identities exist and the workstation is open.
  const [firstStart, setFirstStart] = useState(false);
  if (session?.state === 'new' && !firstStart) setFirstStart(true);
  const isOpen = session?.state === 'open';
  useEffect(() => {
    if (!isOpen) forgetAnnouncements();
  }, [isOpen]);
  if (!session) {
    return (
      <main className={styles['waiting']}>
        {failure ? <Failure failure={failure} /> : <Spinner size={24} label={FRAME.loading} />}
      </main>
    );
  }
  switch (session.state) {
    case 'new':
      return <FirstStart onDone={() => setFirstStart(false)} />;
    case 'sealed':
      return <LogIn session={session} />;
    case 'locked':
      return <Locked session={session} />;
    case 'open':
      return firstStart ? <FirstStart onDone={() => setFirstStart(false)} /> : <Frame session={session} />;
  }
}
