import type { ReactNode } from 'react';
import { Configuration } from '../administration/index.js';
import { Ceremonies } from '../ceremonies/index.js';
import { CloudCredentials, Identities } from '../identity-management/index.js';
import { Keys } from '../key-management/index.js';
import { Jobs, Reports, SystemLogs } from '../logging-and-reporting/index.js';
import { useNavigation } from '../stores/index.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { Home } from './home/Home.js';

/** The view that is open. A view that breaks leaves the frame standing. */
export function Views(): ReactNode {
  const view = useNavigation((state) => state.place.view);
  return (
    <ErrorBoundary resetOn={view}>
      <OpenView />
    </ErrorBoundary>
  );
}

function OpenView(): ReactNode {
  const view = useNavigation((state) => state.place.view);
  switch (view) {
    case 'home':
      return <Home />;
    case 'identities':
      return <Identities />;
    case 'cloud-credentials':
      return <CloudCredentials />;
    case 'keys':
      return <Keys />;
    case 'jobs':
      return <Jobs />;
    case 'system-logs':
      return <SystemLogs />;
    case 'reports':
      return <Reports />;
    case 'configuration':
      return <Configuration />;
    case 'ceremonies':
      return <Ceremonies />;
  }
}
