import type { ReactNode } from 'react';
import { Badge } from './Badge.js';
import type { StateWords } from './state-badges.js';

/** A known state with the words everybody uses: `<StateBadge state={KEY_STATES[key.state]} plain />`. */
export function StateBadge(props: { readonly state: StateWords; readonly plain?: boolean }): ReactNode {
  const { state, plain = false } = props;
  return (
    <Badge tone={state.tone} plain={plain} title={state.title}>
      {state.text}
    </Badge>
  );
}
