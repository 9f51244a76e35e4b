import type { ReactNode } from 'react';
import { FormTextField, Switch, classesOf } from '../../components/index.js';
import { GROUP_FORM } from '../strings.js';
import styles from './GroupForm.module.css';
import type { GroupTabProps } from './GroupTab.js';
import { PeriodField } from './PeriodField.js';
import { RotationPreview } from './RotationPreview.js';

const c = classesOf(styles);

/** What belongs to Rotate Key while it is on: period, time of day, zone, first date, pause; and what follows from them. */
export function ScheduleFields({ form, edited }: Pick<GroupTabProps, 'form' | 'edited'>): ReactNode {
  const fields = form.watch();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={c('indent')}>
      <PeriodField control={form.control} name="rotateEvery" label={GROUP_FORM.rotateEvery} />
      <div className={c('pair')}>
        <FormTextField
          control={form.control}
          name="rotateAt"
          label={GROUP_FORM.rotateAt}
          description={GROUP_FORM.rotateAtHelp}
          optional
        />
        <FormTextField
          control={form.control}
          name="rotateZone"
          label={GROUP_FORM.rotateZone}
          description={GROUP_FORM.rotateZoneHelp(own)}
          optional
        />
      </div>
      <FormTextField
        control={form.control}
        name="rotateFirst"
        label={GROUP_FORM.rotateFirst}
        description={GROUP_FORM.rotateFirstHelp}
        optional
      />
      <Switch
        isSelected={fields.rotationPaused === true}
        onChange={(on) => form.setValue('rotationPaused', on, { shouldValidate: true, shouldDirty: true })}
        note={GROUP_FORM.pauseNote}
      >
        {GROUP_FORM.pause}
      </Switch>
      <RotationPreview fields={fields} groupId={edited?.id} />
    </div>
  );
}
