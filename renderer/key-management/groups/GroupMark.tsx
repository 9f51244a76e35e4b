import type { ReactNode } from 'react';
import { Badge, DriftIcon, formatUtc, type Tone } from '../../components/index.js';
import type { GroupMark as Mark } from '../group-facts.js';
import { CELLS } from '../strings.js';
import { agoWords } from '../words.js';

/** How a group stands against its vault: an icon and words. */
export function GroupMark(props: { readonly mark: Mark; readonly now: number; readonly plain?: boolean }): ReactNode {
  const { mark, now, plain = true } = props;
  const { tone, title } = lookOf(mark);
  return (
    <Badge
      tone={tone}
      plain={plain}
      title={title}
      {...(mark.kind === 'different' ? { icon: <DriftIcon size={14} /> } : {})}
    >
      {markWords(mark, now)}
    </Badge>
  );
}

export function markWords(mark: Mark, now: number): string {
  switch (mark.kind) {
    case 'job-running':
      return CELLS.jobRunning;
    case 'unreconciled':
      return CELLS.unreconciled;
    case 'different':
      return CELLS.differences(mark.count);
    case 'in-sync':
      return CELLS.inSync(agoWords(mark.comparedAt, now));
    case 'not-looked-at':
      return CELLS.notLookedAt(agoWords(mark.comparedAt, now));
    case 'never-compared':
      return CELLS.neverCompared;
  }
}

function lookOf(mark: Mark): { readonly tone: Tone; readonly title: string } {
  switch (mark.kind) {
    case 'job-running':
      return { tone: 'busy', title: CELLS.jobRunningTitle };
    case 'unreconciled':
      return { tone: 'warn', title: CELLS.unreconciledTitle };
    case 'different':
      return { tone: 'warn', title: CELLS.differencesTitle(formatUtc(mark.comparedAt)) };
    case 'in-sync':
      return { tone: 'good', title: CELLS.inSyncTitle(formatUtc(mark.comparedAt)) };
    case 'not-looked-at':
      return { tone: 'calm', title: CELLS.notLookedAtTitle(formatUtc(mark.comparedAt)) };
    case 'never-compared':
      return { tone: 'calm', title: CELLS.neverComparedTitle };
  }
}
