import type { ReactNode } from 'react';
import type { PlanDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import { CEREMONY_ROLES, type CeremonyRole } from '../../../shared/domain/ceremony/steps.js';
import { plainHex, setMaterial, setPerson } from './draft-changes.js';
import { FIELDS, HELP, ROLE_NOTES, ROLE_TITLES } from './form-strings.js';
import { planDesk } from './plan-desk.js';
import { PlanSelect, PlanText } from './PlanFields.js';
import { Rows } from './Rows.js';

const ROLES = CEREMONY_ROLES.map((id) => ({ id, title: ROLE_TITLES[id], note: ROLE_NOTES[id] }));

/** Who is in the room. */
export function People({ people }: Pick<PlanDraft, 'people'>): ReactNode {
  return (
    <Rows name="people" count={people.length} lean>
      {(index) => {
        const person = people[index];
        if (!person) return null;
        const set = (part: Partial<typeof person>): void => planDesk.edit(setPerson(index, part));
        return (
          <>
            <PlanText
              path={['people', index, 'name']}
              label={FIELDS.name}
              value={person.name}
              onChange={(name) => set({ name })}
            />
            <PlanSelect<CeremonyRole>
              path={['people', index, 'role']}
              label={FIELDS.role}
              options={ROLES}
              value={person.role}
              onChange={(role) => set({ role })}
            />
            <PlanText
              path={['people', index, 'organisation']}
              label={FIELDS.organisation}
              value={person.organisation}
              onChange={(organisation) => set({ organisation })}
            />
            <PlanText
              path={['people', index, 'key']}
              label={FIELDS.key}
              value={person.key}
              onChange={(key) => set({ key: plainHex(key) })}
              placeholder={HELP.onPaper}
              optional
              mono
            />
          </>
        );
      }}
    </Rows>
  );
}

/** What lies on the table. */
export function Materials({ materials }: Pick<PlanDraft, 'materials'>): ReactNode {
  return (
    <Rows name="materials" count={materials.length} lean>
      {(index) => {
        const item = materials[index];
        if (!item) return null;
        return (
          <>
            <PlanText
              path={['materials', index, 'what']}
              label={FIELDS.what}
              value={item.what}
              onChange={(what) => planDesk.edit(setMaterial(index, { what }))}
            />
            <PlanText
              path={['materials', index, 'mark']}
              label={FIELDS.mark}
              value={item.mark}
              onChange={(mark) => planDesk.edit(setMaterial(index, { mark }))}
              optional
              mono
            />
          </>
        );
      }}
    </Rows>
  );
}
