import type { ReactNode } from 'react';
import { LOG_LEVELS, LOG_SERVICES } from '../../../shared/domain/log-event.js';
import {
  Button,
  CloseIcon,
  DateField,
  SearchField,
  Select,
  Toolbar,
  classesOf,
  type Option,
} from '../../components/index.js';
import { choose } from '../../stores/index.js';
import { LOGS } from '../strings.js';
import { chooseWhen, isUntilBeforeFrom, MOST_TEXT, WHENS, type LogChoice, type When } from './log-choice.js';
import styles from './SystemLogs.module.css';

const c = classesOf(styles);

const [AZURE_SERVICE, ...OTHER_SERVICES] = LOG_SERVICES;
const SERVICES: readonly Option<LogChoice['service']>[] = [
  { id: AZURE_SERVICE, title: AZURE_SERVICE },
  { id: 'all', title: LOGS.allServices },
  ...OTHER_SERVICES.map((service) => ({ id: service, title: service })),
];
const LEVELS: readonly Option<LogChoice['level']>[] = [
  { id: 'all', title: LOGS.allLevels },
  ...LOG_LEVELS.map((level) => ({ id: level, title: level })),
];
const WHEN_OPTIONS: readonly Option<When>[] = WHENS.map((when) => ({ id: when, title: LOGS.whens[when] }));

export interface LogToolbarProps {
  readonly choice: LogChoice;
  readonly onChange: (choice: LogChoice) => void;
  readonly end: ReactNode;
}

/** What is looked for. */
export function LogToolbar({ choice, onChange, end }: LogToolbarProps): ReactNode {
  return (
    <>
      <Toolbar label={LOGS.toolbar} end={end}>
        <Select
          label={LOGS.service}
          labelHidden
          options={SERVICES}
          value={choice.service}
          onChange={(service) => onChange({ ...choice, service })}
        />
        <Select
          label={LOGS.level}
          labelHidden
          options={LEVELS}
          value={choice.level}
          onChange={(level) => onChange({ ...choice, level })}
        />
        <Select
          label={LOGS.when}
          labelHidden
          options={WHEN_OPTIONS}
          value={choice.when}
          onChange={(when) => onChange(chooseWhen(choice, when, Date.now()))}
        />
        <SearchField label={LOGS.search} value={choice.text} onChange={(text) => onChange({ ...choice, text })} />
      </Toolbar>
      {choice.when === 'range' && <Range choice={choice} onChange={onChange} />}
      {choice.text.trim().length > MOST_TEXT && <p role="status">{LOGS.textTooLong}</p>}
      {choice.jobId !== undefined && (
        <p className={c('onlyJob')}>
          <span>{LOGS.onlyJob(choice.jobId)}</span>
          <Button variant="quiet" icon={<CloseIcon size={12} />} onPress={() => choose(undefined)}>
            {LOGS.allJobs}
          </Button>
        </p>
      )}
    </>
  );
}

function Range({ choice, onChange }: Omit<LogToolbarProps, 'end'>): ReactNode {
  return (
    <div className={c('range')} role="group" aria-label={LOGS.range}>
      <DateField label={LOGS.from} withTime value={choice.from} onChange={(from) => onChange({ ...choice, from })} />
      <DateField
        label={LOGS.until}
        withTime
        value={choice.until}
        error={isUntilBeforeFrom(choice) ? LOGS.untilBeforeFrom : undefined}
        onChange={(until) => onChange({ ...choice, until })}
      />
      <p className={c('soft')}>{LOGS.rangeHelp}</p>
    </div>
  );
}
