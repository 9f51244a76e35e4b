import type { ReactNode } from 'react';
import { Callout, classesOf, formatUtc, OfflineIcon } from '../components/index.js';
import { useAdministration } from '../stores/index.js';
import styles from './Frame.module.css';
import { FRAME } from './strings.js';

const c = classesOf(styles);

type Endpoint = NonNullable<ReturnType<typeof useAdministration.getState>['configuration']>['unreachable'][number];

const NONE: readonly Endpoint[] = [];

function useUnreachable(): readonly Endpoint[] {
  return useAdministration((state) => state.configuration?.unreachable ?? NONE);
}

function sentence({ host, since, lastTried, why }: Endpoint): string {
  return FRAME.unreachableSince(host, formatUtc(since, 'minute'), formatUtc(lastTried, 'minute'), why);
}

/** In the status bar: which endpoint does not answer; nothing where all do. */
export function UnreachableMark(): ReactNode {
  const endpoints = useUnreachable();
  const [first, ...others] = endpoints;
  if (!first) return null;
  return (
    <span className={c('network', 'warn')} title={endpoints.map(sentence).join('\n')} role="status">
      <OfflineIcon size={14} />
      {FRAME.unreachable(first.host, others.length)}
    </span>
  );
}

/** On the home view: each endpoint that does not answer, and since when. */
export function UnreachableNotice(): ReactNode {
  const endpoints = useUnreachable();
  if (endpoints.length === 0) return null;
  return (
    <Callout tone="warn" title={FRAME.unreachableTitle(endpoints.length)} advice={FRAME.unreachableAdvice}>
      {endpoints.map((endpoint) => (
        <p key={endpoint.host}>{sentence(endpoint)}</p>
      ))}
    </Callout>
  );
}
