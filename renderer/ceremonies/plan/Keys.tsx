import { useState, type ReactNode } from 'react';
import { KEY_TYPE_NAMES, KEY_TYPES, KEY_USAGES, type KeyTypeName } from '../../../shared/azure/key-types.js';
import type { KeyDraft, PlanDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import { NumberField, Select, classesOf } from '../../components/index.js';
import { plainHex, setKey } from './draft-changes.js';
import { CHOICES, FIELDS, HELP } from './form-strings.js';
import { planDesk } from './plan-desk.js';
import styles from './Plan.module.css';
import { Placed, PlanChecks, PlanSelect, PlanText } from './PlanFields.js';
import { Rows } from './Rows.js';

const c = classesOf(styles);
const TYPES = KEY_TYPE_NAMES.map((id) => ({ id, title: id }));
const UNITS = (['d', 'w', 'm', 'y'] as const).map((id) => ({ id, title: CHOICES.units[id] }));
type Unit = (typeof UNITS)[number]['id'];

/** The keys that are made, recovered or destroyed. */
export function Keys({ draft }: { readonly draft: PlanDraft }): ReactNode {
  const isMade = draft.kind.startsWith('generate');
  return (
    <Rows name="keys" count={draft.keys.length}>
      {(index) => {
        const key = draft.keys[index];
        return key && <KeyFields index={index} keySpec={key} isMade={isMade} />;
      }}
    </Rows>
  );
}

interface KeyFieldsProps {
  readonly index: number;
  readonly keySpec: KeyDraft;
  readonly isMade: boolean;
}

function KeyFields({ index, keySpec, isMade }: KeyFieldsProps): ReactNode {
  const set = (part: Partial<KeyDraft>): void => planDesk.edit(setKey(index, part));
  const at = (member: keyof KeyDraft) => ['keys', index, member];
  return (
    <>
      <PlanText path={at('group')} label={FIELDS.group} value={keySpec.group} onChange={(group) => set({ group })} />
      <PlanSelect<KeyTypeName>
        path={at('type')}
        label={FIELDS.type}
        options={TYPES}
        value={keySpec.type}
        // What the new type does not allow goes with the old one.
        onChange={(type) =>
          set({ type, usages: keySpec.usages.filter((usage) => KEY_TYPES[type].usages.some((one) => one === usage)) })
        }
      />
      <PlanText path={at('vault')} label={FIELDS.vault} value={keySpec.vault} onChange={(vault) => set({ vault })} />
      {(isMade || keySpec.validFor !== '') && (
        <ValidFor path={at('validFor')} value={keySpec.validFor} onChange={(validFor) => set({ validFor })} />
      )}
      {(isMade || keySpec.usages.length > 0) && (
        <div className={c('two')}>
          <PlanChecks
            path={at('usages')}
            label={FIELDS.usages}
            options={usagesOf(keySpec)}
            value={keySpec.usages}
            onChange={(usages) => set({ usages: [...usages] })}
            help={HELP.usages}
            optional
          />
        </div>
      )}
      {(!isMade || keySpec.spkiSha256 !== '') && (
        <div className={c('wide')}>
          <PlanText
            path={at('spkiSha256')}
            label={FIELDS.spkiSha256}
            value={keySpec.spkiSha256}
            onChange={(text) => set({ spkiSha256: plainHex(text) })}
            help={HELP.spki}
            mono
          />
        </div>
      )}
    </>
  );
}

/** What the type allows, and what is chosen although it does not. */
function usagesOf({ type, usages }: KeyDraft): readonly { readonly id: string; readonly title: string }[] {
  const known = KEY_TYPE_NAMES.find((name) => name === type);
  const allowed: readonly string[] = known === undefined ? KEY_USAGES : KEY_TYPES[known].usages;
  return [...new Set([...allowed, ...usages])].map((id) => ({ id, title: id }));
}

interface ValidForProps {
  readonly path: readonly (string | number)[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A number and a unit, kept as `2y`; empty: no end. */
function ValidFor({ path, value, onChange }: ValidForProps): ReactNode {
  const [, digits = '', letter] = /^(\d*)([dwmy])$/.exec(value) ?? [];
  const [chosen, setChosen] = useState<Unit>('y');
  const unit = UNITS.find(({ id }) => id === letter)?.id ?? chosen;
  return (
    <Placed path={path} help={HELP.validFor}>
      {(notes) => (
        <div className={c('period')}>
          <NumberField
            label={FIELDS.validFor}
            minValue={1}
            value={digits === '' ? Number.NaN : Number(digits)}
            onChange={(count) => onChange(Number.isNaN(count) ? '' : `${count}${unit}`)}
            {...notes}
          />
          <div className={c('unit')}>
            <Select
              label={CHOICES.unitOf}
              labelHidden
              options={UNITS}
              value={unit}
              onChange={(next) => {
                setChosen(next);
                if (digits !== '') onChange(`${digits}${next}`);
              }}
            />
          </div>
        </div>
      )}
    </Placed>
  );
}
