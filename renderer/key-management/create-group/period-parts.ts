import type { PeriodUnit } from '../../../shared/domain/period.js';

/** A period while it is typed: the number may be missing. */
export interface PeriodParts {
  readonly count: number | undefined;
  readonly unit: PeriodUnit;
}

const UNITS: readonly PeriodUnit[] = ['d', 'w', 'm', 'y'];

/** Takes `90d`, and what is typed on the way there (`d`), apart. */
export function partsOf(text: string | undefined, unit: PeriodUnit = 'd'): PeriodParts {
  const match = /^(-?\d*)([dwmy])$/.exec(text ?? '');
  const [, digits = '', letter] = match ?? [];
  return {
    count: digits === '' || digits === '-' ? undefined : Number(digits),
    unit: UNITS.find((one) => one === letter) ?? unit,
  };
}

/** `90d` again. Without a number: nothing where the period is optional, else what the schema refuses with its sentence. */
export function periodText({ count, unit }: PeriodParts, optional: boolean): string | undefined {
  if (count === undefined) return optional ? undefined : unit;
  return `${count}${unit}`;
}
