import { useState, type ReactNode } from 'react';
import { Callout, Switch } from '../../components/index.js';
import { useNow } from '../../stores/index.js';
import { endOf, expiresBeforeRotation } from '../group-facts.js';
import { GROUP_FORM } from '../strings.js';
import { dayWords } from '../words.js';
import type { GroupTabProps } from './GroupTab.js';
import { PeriodField } from './PeriodField.js';
import { ScheduleFields } from './ScheduleFields.js';

const FIRST_PERIOD = '90d';

/** The tab Rotation: Rotate Key with its schedule, Keep key valid for, what becomes of older versions. */
export function RotationTab({ form, edited }: Pick<GroupTabProps, 'form' | 'edited'>): ReactNode {
  const now = useNow();
  const rotateEvery = form.watch('rotateEvery');
  const validFor = form.watch('validFor');
  const [last, setLast] = useState(rotateEvery ?? FIRST_PERIOD);
  const isOn = rotateEvery !== undefined;
  const end = endOf(validFor, now);

  const onSwitch = (on: boolean): void => {
    if (!on && rotateEvery !== undefined && endOf(rotateEvery, now) !== undefined) setLast(rotateEvery);
    form.setValue('rotateEvery', on ? last : undefined, { shouldValidate: true, shouldDirty: true });
  };
  return (
    <>
      <Switch isSelected={isOn} onChange={onSwitch} note={GROUP_FORM.rotateNote}>
        {GROUP_FORM.rotate}
      </Switch>
      {isOn && <ScheduleFields form={form} edited={edited} />}
      <PeriodField
        control={form.control}
        name="validFor"
        label={GROUP_FORM.validFor}
        optional
        description={
          <>
            {GROUP_FORM.validForHelp} {end === undefined ? '' : GROUP_FORM.expiresOn(dayWords(end))}
          </>
        }
      />
      <PeriodField
        control={form.control}
        name="disableOlderAfter"
        label={GROUP_FORM.older}
        optional
        description={GROUP_FORM.olderHelp}
      />
      {expiresBeforeRotation(rotateEvery, validFor, now) && (
        <Callout tone="warn" live title={GROUP_FORM.tooShort}>
          {GROUP_FORM.tooShortText}
        </Callout>
      )}
      {!isOn && end !== undefined && <Callout tone="info" live title={GROUP_FORM.noRotationExpiry} />}
    </>
  );
}
