import type { ReactNode } from 'react';
import { Button, NumberField, RefreshIcon, Select, Toolbar, classesOf, type Option } from '../../components/index.js';
import { useKeyManagement } from '../../stores/index.js';
import { REPORTS } from '../strings.js';
import { MOST_DAYS, REPORT_CHOICES, type ReportKind } from './report-request.js';
import styles from './Reports.module.css';

const c = classesOf(styles);
const KINDS: readonly Option<ReportKind>[] = REPORT_CHOICES.map((kind) => ({ id: kind, title: REPORTS.kinds[kind] }));

export interface ReportToolbarProps {
  readonly kind: ReportKind;
  readonly onKind: (kind: ReportKind) => void;
  readonly days: number;
  readonly onDays: (days: number) => void;
  /** `VAULT/NAME`. */
  readonly group: string | undefined;
  readonly onGroup: (group: string) => void;
  readonly busy: boolean;
  readonly onMake: () => void;
}

/** Which report, and how far it looks ahead. */
export function ReportToolbar(props: ReportToolbarProps): ReactNode {
  const { kind, onKind, days, onDays, group, onGroup, busy, onMake } = props;
  const groups = useKeyManagement((state) => state.groups);
  return (
    <Toolbar
      label={REPORTS.toolbar}
      end={
        <Button variant="quiet" icon={<RefreshIcon />} busy={busy} onPress={onMake}>
          {REPORTS.again}
        </Button>
      }
    >
      <Select label={REPORTS.kind} labelHidden options={KINDS} value={kind} onChange={onKind} />
      {kind === 'expiring' && (
        <div className={c('within')}>
          <span aria-hidden="true">{REPORTS.within}</span>
          <div className={c('days')}>
            <NumberField
              label={`${REPORTS.within} (${REPORTS.days})`}
              unit={REPORTS.days}
              value={days}
              onChange={onDays}
              minValue={1}
              maxValue={MOST_DAYS}
            />
          </div>
        </div>
      )}
      {kind === 'key-history' && groups.length > 0 && (
        <Select
          label={REPORTS.group}
          labelHidden
          placeholder={REPORTS.chooseGroup}
          options={groups.map(({ vault, name }) => ({ id: `${vault}/${name}`, title: `${vault}/${name}` }))}
          value={group}
          onChange={onGroup}
        />
      )}
    </Toolbar>
  );
}
