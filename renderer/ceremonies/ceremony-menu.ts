import type { PushOf } from '../../shared/contract/index.js';
import type { MenuAction } from '../components/index.js';
import { CEREMONIES } from './strings.js';

export type ListedCeremony = PushOf<'ceremonies'>['ceremonies'][number];
export type CeremonyAct = 'run' | 'sign' | 'record' | 'binder';

/** Why somebody may not, by act; undefined: they may. */
export type CeremonyReasons = Readonly<Record<CeremonyAct, string | undefined>>;

/** What can be done with the chosen ceremony: on its right-click menu and as buttons. */
export function ceremonyActions(
  ceremony: ListedCeremony | undefined,
  reasons: CeremonyReasons,
  open: (act: CeremonyAct) => void,
): readonly MenuAction[] {
  const action = (id: CeremonyAct, title: string, why?: string): MenuAction => ({
    id,
    title,
    disabledReason: reasons[id] ?? (ceremony ? why : CEREMONIES.noneChosen),
    onAction: () => open(id),
  });
  const isRunning = ceremony?.state === 'running';
  return [
    action('run', CEREMONIES.openRun),
    action('sign', CEREMONIES.sign, isRunning ? CEREMONIES.notEnded : undefined),
    action('record', CEREMONIES.record),
    action('binder', CEREMONIES.binder, isRunning ? CEREMONIES.binderNotEnded : undefined),
  ];
}
