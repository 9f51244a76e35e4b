import { useState, type ReactNode } from 'react';
import type { RunView } from '../../shared/domain/ceremony/view.js';
import { Button, CeremonyIcon, EmptyState, Failure, Table, Toolbar, View, classesOf } from '../components/index.js';
import { useCeremonies, useWhyNot } from '../stores/index.js';
import styles from './Ceremonies.module.css';
import { CEREMONY_COLUMNS } from './ceremony-columns.js';
import { ceremonyActions, type CeremonyAct, type CeremonyReasons } from './ceremony-menu.js';
import { CeremonyDialogs, type OpenCeremonyDialog } from './CeremonyDialogs.js';
import { Keks } from './online/Keks.js';
import { planDesk } from './plan/plan-desk.js';
import { OpenPlanButton } from './plan/PlanEditor.js';
import { CEREMONIES } from './strings.js';

const c = classesOf(styles);

export interface CeremonyListProps {
  readonly onRun: (view: RunView, dialog?: 'sign') => void;
}

/** The ceremonies that were begun here, what can be done with one, and what needs none: KEKs, packages, records, shares. */
export function CeremonyList({ onRun }: CeremonyListProps): ReactNode {
  const { ceremonies, failure } = useCeremonies();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<OpenCeremonyDialog>();
  const chosen = ceremonies.find(({ id }) => selected.has(id));
  const resume = useWhyNot('ceremonies', 'resume');
  const reasons: CeremonyReasons = {
    run: resume,
    sign: resume,
    record: useWhyNot('ceremonies', 'writeRecord'),
    binder: useWhyNot('ceremonies', 'writeBinder'),
  };
  const why = {
    plan: useWhyNot('ceremonies', 'newPlan'),
    kek: useWhyNot('ceremonies', 'makeKek'),
    upload: useWhyNot('ceremonies', 'upload'),
    shares: useWhyNot('ceremonies', 'testShares'),
    verify: useWhyNot('ceremonies', 'verifyRecord'),
  };
  const act = (one: CeremonyAct): void => setOpen(one);
  const planButton = (
    <Button variant="primary" disabledReason={why.plan} onPress={() => setOpen('plan')}>
      {CEREMONIES.newPlan}
    </Button>
  );
  return (
    <View
      title={CEREMONIES.title}
      lead={CEREMONIES.lead}
      scrolls
      actions={
        <>
          <Button disabledReason={why.kek} onPress={() => setOpen('kek')}>
            {CEREMONIES.makeKek}
          </Button>
          <Button disabledReason={why.upload} onPress={() => setOpen('upload')}>
            {CEREMONIES.upload}
          </Button>
          <Button disabledReason={why.verify} onPress={() => setOpen('verify')}>
            {CEREMONIES.verify}
          </Button>
          <Button disabledReason={why.shares} onPress={() => setOpen('shares')}>
            {CEREMONIES.shares}
          </Button>
          {why.plan === undefined && <OpenPlanButton onText={(text) => planDesk.open(text)} />}
          {ceremonies.length > 0 && planButton}
        </>
      }
    >
      {failure && <Failure failure={failure} />}
      {ceremonies.length === 0 ? (
        <EmptyState icon={<CeremonyIcon size={28} />} title={CEREMONIES.empty} action={planButton}>
          {CEREMONIES.emptyText}
        </EmptyState>
      ) : (
        <>
          <Toolbar
            label={CEREMONIES.toolbar}
            end={ceremonyActions(chosen, reasons, act).map(({ id, title, disabledReason, onAction }) => (
              <Button key={id} disabledReason={disabledReason} onPress={onAction}>
                {title}
              </Button>
            ))}
          />
          <div className={c('table')}>
            <Table
              id="ceremonies"
              label={CEREMONIES.table}
              columns={CEREMONY_COLUMNS}
              rows={ceremonies}
              rowId={({ id }) => id}
              selected={selected}
              onSelect={setSelected}
              onOpen={({ id }) => {
                setSelected(new Set([id]));
                if (reasons.run === undefined) setOpen('run');
              }}
              menu={([row]) => (row ? ceremonyActions(row, reasons, act) : [])}
            />
          </div>
        </>
      )}
      <Keks />
      <CeremonyDialogs open={open} chosen={chosen} onRun={onRun} onClose={() => setOpen(undefined)} />
    </View>
  );
}
