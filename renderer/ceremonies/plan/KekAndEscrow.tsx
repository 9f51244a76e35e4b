import type { ReactNode } from 'react';
import type { PlanDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import { Button, Callout, NumberField, Section, classesOf } from '../../components/index.js';
import { plainHex, setFact } from './draft-changes.js';
import { CHOICES, FIELDS, FORM, HELP, PARTS, ROLE_TITLES } from './form-strings.js';
import { planDesk } from './plan-desk.js';
import styles from './Plan.module.css';
import { PartNotes, Placed, PlanChecks, PlanRadio, PlanText } from './PlanFields.js';

const c = classesOf(styles);
const NO_KEK = { vault: '', kid: '', spkiSha256: '' };
const NO_ESCROW = { threshold: '', holders: [] };
const RECOVERY = [
  { id: 'prove-only', title: CHOICES.proveOnly },
  { id: 'bring-back', title: CHOICES.bringBack },
] as const;

/** The KEK that is expected. Only for kinds that wrap; where it is left from another kind it can be taken out. */
export function Kek({ draft: { kind, recovery, kek } }: { readonly draft: PlanDraft }): ReactNode {
  const isThere = Object.values(kek).some((text) => text !== '');
  const belongs = kind !== 'destroy' && !(kind === 'recover-from-escrow' && recovery !== 'bring-back');
  if (!belongs && !isThere) return null;
  const isNeeded = kind === 'generate-and-wrap';
  const set = (part: Partial<PlanDraft['kek']>): void =>
    planDesk.edit((draft) => setFact({ kek: { ...draft.kek, ...part } })(draft));
  return (
    <Section title={PARTS.kek.title} lead={isNeeded ? PARTS.kek.lead : HELP.kekOptional}>
      <PartNotes path={['kek']} />
      {!belongs && <Misplaced onRemove={() => planDesk.edit(setFact({ kek: NO_KEK }))} />}
      <PlanText
        path={['kek', 'vault']}
        label={FIELDS.vault}
        value={kek.vault}
        onChange={(vault) => set({ vault })}
        optional={!isNeeded}
      />
      <PlanText
        path={['kek', 'spkiSha256']}
        label={FIELDS.spkiSha256}
        value={kek.spkiSha256}
        onChange={(text) => set({ spkiSha256: plainHex(text) })}
        help={HELP.kekFingerprint}
        optional
        mono
      />
      <PlanText
        path={['kek', 'kid']}
        label={FIELDS.kid}
        value={kek.kid}
        onChange={(kid) => set({ kid })}
        help={HELP.kid}
        optional
        mono
      />
    </Section>
  );
}

/** Any threshold of the holders, and what a recovery is for. */
export function Escrow({ draft: { kind, people, escrow, recovery } }: { readonly draft: PlanDraft }): ReactNode {
  const belongs = kind.endsWith('escrow');
  const isThere = escrow.threshold !== '' || escrow.holders.length > 0 || recovery !== '';
  if (!belongs && !isThere) return null;
  const set = (part: Partial<PlanDraft['escrow']>): void =>
    planDesk.edit((draft) => setFact({ escrow: { ...draft.escrow, ...part } })(draft));
  const named = people.filter(({ name }) => name !== '');
  const options = [...new Set([...named.map(({ name }) => name), ...escrow.holders])].map((id) => ({
    id,
    title: `${id}${roleOf(named.find(({ name }) => name === id)?.role)}`,
  }));
  return (
    <Section title={PARTS.escrow.title} lead={PARTS.escrow.lead}>
      <PartNotes path={['escrow']} />
      {!belongs && <Misplaced onRemove={() => planDesk.edit(setFact({ escrow: NO_ESCROW, recovery: '' }))} />}
      {(kind === 'recover-from-escrow' || recovery !== '') && (
        <PlanRadio
          path={['recovery']}
          label={FIELDS.recovery}
          options={RECOVERY}
          value={recovery}
          onChange={(next) => planDesk.edit(setFact({ recovery: next }))}
        />
      )}
      <Placed path={['escrow', 'threshold']}>
        {(notes) => (
          <div className={c('short')}>
            <NumberField
              label={FIELDS.threshold}
              minValue={2}
              maxValue={16}
              value={escrow.threshold === '' ? Number.NaN : Number(escrow.threshold)}
              onChange={(count) => set({ threshold: Number.isNaN(count) ? '' : String(count) })}
              {...notes}
            />
          </div>
        )}
      </Placed>
      {escrow.holders.map((_, index) => (
        <PartNotes key={index} path={['escrow', 'holders', index]} />
      ))}
      <PlanChecks
        path={['escrow', 'holders']}
        label={FIELDS.holders}
        options={options}
        value={escrow.holders}
        onChange={(holders) => set({ holders: [...holders] })}
        help={options.length === 0 ? HELP.noHolders : undefined}
      />
    </Section>
  );
}

function roleOf(role: string | undefined): string {
  const titles: Readonly<Record<string, string>> = ROLE_TITLES;
  return role === undefined ? '' : ` (${(titles[role] ?? role).toLowerCase()})`;
}

function Misplaced({ onRemove }: { readonly onRemove: () => void }): ReactNode {
  return <Callout tone="bad" title={FORM.misplaced} actions={<Button onPress={onRemove}>{FORM.takeOut}</Button>} />;
}

/** Which Keyferry has to be on the machine. */
export function Application({ application }: Pick<PlanDraft, 'application'>): ReactNode {
  const set = (part: Partial<typeof application>): void =>
    planDesk.edit((draft) => setFact({ application: { ...draft.application, ...part } })(draft));
  return (
    <Section title={PARTS.application.title} lead={PARTS.application.lead}>
      <div className={c('narrowWide')}>
        <PlanText
          path={['application', 'version']}
          label={FIELDS.version}
          value={application.version}
          onChange={(version) => set({ version })}
          optional
          mono
        />
        <PlanText
          path={['application', 'sha256']}
          label={FIELDS.sha256}
          value={application.sha256}
          onChange={(text) => set({ sha256: plainHex(text) })}
          optional
          mono
        />
      </div>
    </Section>
  );
}
