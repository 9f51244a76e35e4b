import type { ReactNode } from 'react';
import type { PlanFinding, PlanPath } from '../../../shared/domain/ceremony/plan-draft.js';
import {
  CheckboxGroup,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  WarningIcon,
  classesOf,
  type Option,
} from '../../components/index.js';
import { oneLine } from './draft-changes.js';
import { planDesk } from './plan-desk.js';
import styles from './Plan.module.css';
import { errorAt, findingsAt, placeOf } from './places.js';

const c = classesOf(styles);
const NONE: readonly PlanFinding[] = [];

interface PlacedProps {
  readonly path: PlanPath;
  readonly help?: string | undefined;
  readonly children: (notes: { readonly error: string | undefined; readonly description: ReactNode }) => ReactNode;
}

/** A place of the plan on the form: what was found there stands beside it, and the list of findings leads to it. */
export function Placed({ path, help, children }: PlacedProps): ReactNode {
  const place = placeOf(path);
  const findings = planDesk.use((desk) => desk.check?.findings) ?? NONE;
  const isQuiet = planDesk.use((desk) => desk.isNew && !desk.left.has(place));
  const here = findingsAt(findings, path);
  // A field that nobody has come to yet is not wrong because it is empty; the list says that it is missing.
  const shown = isQuiet ? here.filter((finding) => finding.isEmpty !== true) : here;
  const advice = here.filter(({ weight }) => weight === 'advice');
  const description =
    help === undefined && advice.length === 0 ? undefined : (
      <>
        {help}
        {advice.map(({ message }) => (
          <Advice key={message}>{message}</Advice>
        ))}
      </>
    );
  return (
    <div className={c('placed')} data-place={place} onBlur={() => planDesk.leave(place)}>
      {children({ error: errorAt(shown, path), description })}
    </div>
  );
}

function Advice({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <span className={c('advice')}>
      <WarningIcon size={13} />
      <span>{children}</span>
    </span>
  );
}

/** What was found about a part as a whole; nothing where nothing was. */
export function PartNotes({ path }: { readonly path: PlanPath }): ReactNode {
  const here = findingsAt(planDesk.use((desk) => desk.check?.findings) ?? NONE, path);
  const error = errorAt(here, path);
  const advice = here.filter(({ weight }) => weight === 'advice');
  if (here.length === 0) return null;
  return (
    <div>
      {error !== undefined && <p className={c('wrong')}>{error}</p>}
      {advice.map(({ message }) => (
        <p key={message} className={c('partAdvice')}>
          <Advice>{message}</Advice>
        </p>
      ))}
    </div>
  );
}

interface Common {
  readonly path: PlanPath;
  readonly label: string;
  readonly help?: string | undefined;
  readonly optional?: boolean | undefined;
}

export interface PlanTextProps extends Common {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly mono?: boolean;
  readonly placeholder?: string;
  /** Grows with what is typed; still one line of the plan. */
  readonly long?: boolean;
}

export function PlanText(props: PlanTextProps): ReactNode {
  const { path, label, help, optional, value, onChange, mono = false, placeholder, long = false } = props;
  return (
    <Placed path={path} help={help}>
      {(notes) =>
        long ? (
          <TextArea {...{ label, optional, value, ...notes }} rows={2} onChange={(text) => onChange(oneLine(text))} />
        ) : (
          <TextField {...{ label, optional, value, onChange, mono, placeholder, ...notes }} />
        )
      }
    </Placed>
  );
}

export interface PlanSelectProps<T extends string> extends Common {
  readonly options: readonly Option<T>[];
  readonly value: string;
  readonly onChange: (value: T) => void;
}

export function PlanSelect<T extends string>(props: PlanSelectProps<T>): ReactNode {
  const { path, label, help, optional, options, value, onChange } = props;
  const known = options.find(({ id }) => id === value)?.id;
  return (
    <Placed path={path} help={help}>
      {(notes) => <Select {...{ label, optional, options, onChange, ...notes }} value={known} />}
    </Placed>
  );
}

export function PlanRadio<T extends string>(props: PlanSelectProps<T>): ReactNode {
  const { path, label, help, optional, options, value, onChange } = props;
  const known = options.find(({ id }) => id === value)?.id;
  return (
    <Placed path={path} help={help}>
      {(notes) => <RadioGroup {...{ label, optional, options, onChange, ...notes }} value={known} inRow />}
    </Placed>
  );
}

export interface PlanChecksProps extends Common {
  readonly options: readonly Option[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

export function PlanChecks({ path, label, help, optional, options, value, onChange }: PlanChecksProps): ReactNode {
  return (
    <Placed path={path} help={help}>
      {(notes) => <CheckboxGroup {...{ label, optional, options, value, onChange, ...notes }} />}
    </Placed>
  );
}
