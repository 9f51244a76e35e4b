import { useState, type ReactNode } from 'react';
import { Callout, Switch, classesOf } from '../../components/index.js';
import { useNow } from '../../stores/index.js';
import { endOf, expiresBeforeRotation } from '../group-facts.js';
import { GROUP_FORM } from '../strings.js';
import { dayWords } from '../words.js';
import styles from './GroupForm.module.css';
import type { GroupTabProps } from './GroupTab.js';
import { PeriodField } from './PeriodField.js';

const c = classesOf(styles);
const FIRST_PERIOD = '90d';

/** The tab Rotation: Rotate Key, Rotate Every, Keep key valid for. */
export function RotationTab({ form }: Pick<GroupTabProps, 'form'>): ReactNode {
  const now = useNow();
  const rotateEvery = form.watch('rotateEvery');
  const validFor = form.watch('validFor');
  const [last, setLast] = useState(rotateEvery ?? FIRST_PERIOD);
  const isOn = rotateEvery !== undefined;
  const next = endOf(rotateEvery, now);
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
      {isOn && (
        <div className={c('indent')}>
          <PeriodField
            control={form.control}
            name="rotateEvery"
            label={GROUP_FORM.rotateEvery}
            {...(next === undefined ? {} : { description: GROUP_FORM.nextRotation(dayWords(next)) })}
          />
        </div>
      )}
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
      {expiresBeforeRotation(rotateEvery, validFor, now) && (
        <Callout tone="warn" live title={GROUP_FORM.tooShort}>
          {GROUP_FORM.tooShortText}
        </Callout>
      )}
      {!isOn && end !== undefined && <Callout tone="info" live title={GROUP_FORM.noRotationExpiry} />}
    </>
  );
}
