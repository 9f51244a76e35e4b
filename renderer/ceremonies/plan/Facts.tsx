import { useMemo, type ReactNode } from 'react';
import { CEREMONY_KINDS, CEREMONY_MODES, type CeremonyKind } from '../../../shared/domain/ceremony/plan.js';
import type { PlanDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import { Section, classesOf } from '../../components/index.js';
import { CEREMONIES } from '../strings.js';
import { setFact, setKind, setTime } from './draft-changes.js';
import { FIELDS, HELP, KIND_NOTES, MODE_TITLES, PARTS } from './form-strings.js';
import { planDesk } from './plan-desk.js';
import styles from './Plan.module.css';
import { PlanRadio, PlanSelect, PlanText } from './PlanFields.js';

const c = classesOf(styles);
const KINDS = CEREMONY_KINDS.map((id) => ({ id, title: CEREMONIES.kinds[id], note: KIND_NOTES[id] }));
const MODES = CEREMONY_MODES.map((id) => ({ id, title: MODE_TITLES[id] }));
const OWN_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the ceremony is, where and when. */
export function Facts({ draft }: { readonly draft: PlanDraft }): ReactNode {
  const fact = (name: 'id' | 'purpose' | 'place' | 'date') => ({
    ...{ path: [name], label: FIELDS[name], value: draft[name] },
    onChange: (value: string) => planDesk.edit(setFact({ [name]: value })),
  });
  const zones = useZones(draft.timeZone);
  const kind = KINDS.find(({ id }) => id === draft.kind)?.title;
  return (
    <Section title={PARTS.facts.title}>
      <PlanSelect<CeremonyKind>
        path={['kind']}
        label={FIELDS.kind}
        options={KINDS}
        value={draft.kind}
        help={KINDS.find(({ id }) => id === draft.kind)?.note}
        onChange={(next) => planDesk.edit(setKind(next))}
      />
      <PlanRadio
        path={['mode']}
        label={FIELDS.mode}
        options={MODES}
        value={draft.mode}
        help={draft.mode === 'PRACTICE' && kind !== undefined ? HELP.practice(kind) : undefined}
        onChange={(mode) => planDesk.edit(setFact({ mode }))}
      />
      <PlanText {...fact('purpose')} help={HELP.purpose} long />
      <div className={c('pair')}>
        <PlanText {...fact('place')} />
        <PlanText {...fact('id')} help={HELP.id} mono />
      </div>
      <div className={c('three')}>
        <PlanText {...fact('date')} help={HELP.date} placeholder="2027-03-01" mono />
        <PlanText
          path={['time']}
          label={FIELDS.time}
          value={draft.time}
          onChange={(time) => planDesk.edit(setTime(time, OWN_ZONE))}
          placeholder="09:30"
          optional
          mono
        />
        <PlanSelect
          path={['timeZone']}
          label={FIELDS.timeZone}
          options={zones}
          value={draft.timeZone}
          onChange={(timeZone) => planDesk.edit(setFact({ timeZone }))}
          optional={draft.time === ''}
        />
      </div>
    </Section>
  );
}

/** UTC and this machine's zone first, then all others; what stands in the plan is always among them. */
function useZones(chosen: string): readonly { readonly id: string; readonly title: string }[] {
  return useMemo(() => {
    const first = ['UTC', OWN_ZONE, ...(chosen === '' ? [] : [chosen])];
    const all = new Set([...first, ...Intl.supportedValuesOf('timeZone')]);
    return [...all].map((id) => ({ id, title: id }));
  }, [chosen]);
}
