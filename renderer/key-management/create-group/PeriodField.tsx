import { useState, type ReactNode } from 'react';
import { useController, type Control } from 'react-hook-form';
import type { PeriodUnit } from '../../../shared/domain/period.js';
import { NumberField, Select, classesOf, type Option } from '../../components/index.js';
import { GROUP_FORM } from '../strings.js';
import type { GroupFormInput, GroupFormOutput } from './group-form.js';
import styles from './GroupForm.module.css';
import { partsOf, periodText } from './period-parts.js';

const c = classesOf(styles);

const UNITS: readonly Option<PeriodUnit>[] = [
  { id: 'd', title: GROUP_FORM.units.d },
  { id: 'w', title: GROUP_FORM.units.w },
  { id: 'm', title: GROUP_FORM.units.m },
  { id: 'y', title: GROUP_FORM.units.y },
];

export interface PeriodFieldProps {
  readonly control: Control<GroupFormInput, unknown, GroupFormOutput>;
  readonly name: 'rotateEvery' | 'validFor' | 'disableOlderAfter';
  readonly label: string;
  readonly description?: ReactNode;
  readonly optional?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
}

/** A number and a unit, kept as `90d`. */
export function PeriodField(props: PeriodFieldProps): ReactNode {
  const { control, name, label, description, optional = false, isDisabled = false } = props;
  const { field, fieldState, formState } = useController({ control, name });
  // An empty optional field is no text at all: what unit it had is remembered here.
  const [unit, setUnit] = useState<PeriodUnit>(() => partsOf(field.value).unit);
  const parts = field.value === undefined ? { count: undefined, unit } : partsOf(field.value, unit);
  const isWrong = (fieldState.isDirty || fieldState.isTouched || formState.isSubmitted) && fieldState.invalid;
  return (
    <div className={c('period')}>
      <NumberField
        label={label}
        description={description}
        error={isWrong ? GROUP_FORM.badNumber : undefined}
        optional={optional}
        isDisabled={isDisabled}
        value={parts.count ?? Number.NaN}
        onChange={(count) =>
          field.onChange(periodText({ ...parts, count: Number.isNaN(count) ? undefined : count }, optional))
        }
        onBlur={field.onBlur}
      />
      <div className={c('unit')}>
        <Select
          label={GROUP_FORM.unitOf(label)}
          labelHidden
          options={UNITS}
          value={parts.unit}
          isDisabled={isDisabled}
          onChange={(next) => {
            setUnit(next);
            field.onChange(periodText({ ...parts, unit: next }, optional));
          }}
        />
      </div>
    </div>
  );
}
