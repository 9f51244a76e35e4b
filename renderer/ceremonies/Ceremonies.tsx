import { useState, type ReactNode } from 'react';
import type { RunView } from '../../shared/domain/ceremony/view.js';
import { bridge } from '../bridge.js';
import { Button, CeremonyIcon, EmptyState, Failure, Table, View, classesOf } from '../components/index.js';
import { useCeremonies, useWhyNot } from '../stores/index.js';
import styles from './Ceremonies.module.css';
import { CEREMONY_COLUMNS } from './ceremony-columns.js';
import { FileDialog } from './FileDialog.js';
import { FolderDialog } from './FolderDialog.js';
import { Keks } from './online/Keks.js';
import { MakeKek } from './online/MakeKek.js';
import { UploadPackage } from './online/UploadPackage.js';
import { planDesk } from './plan/plan-desk.js';
import { NewPlanDialog } from './plan/PlanDialogs.js';
import { OpenPlanButton, PlanEditor } from './plan/PlanEditor.js';
import { RunScreen } from './run/RunScreen.js';
import { CEREMONIES, PLAN } from './strings.js';

const c = classesOf(styles);

/** Ceremonies: those that were begun here, plans, and on the online workstation the way there and back. */
export function Ceremonies(): ReactNode {
  const isPlanning = planDesk.use((desk) => desk.isOpen);
  const [run, setRun] = useState<RunView>();
  const mayPlan = useWhyNot('ceremonies', 'newPlan') === undefined;
  const begun = (view: RunView): void => {
    planDesk.close();
    setRun(view);
  };
  return (
    <>
      {isPlanning && mayPlan ? <PlanEditor onBegun={begun} /> : <List onRun={setRun} />}
      {run && <RunScreen first={run} onClose={() => setRun(undefined)} />}
    </>
  );
}

interface ListProps {
  readonly onRun: (view: RunView) => void;
}

function List({ onRun }: ListProps): ReactNode {
  const { ceremonies, failure } = useCeremonies();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<'plan' | 'run' | 'record' | 'kek' | 'upload'>();
  const chosen = ceremonies.find(({ id }) => selected.has(id));
  const why = {
    plan: useWhyNot('ceremonies', 'newPlan'),
    run: useWhyNot('ceremonies', 'resume'),
    kek: useWhyNot('ceremonies', 'makeKek'),
    upload: useWhyNot('ceremonies', 'upload'),
  };
  const close = (): void => setOpen(undefined);
  const planButton = (
    <Button variant="primary" disabledReason={why.plan} onPress={() => setOpen('plan')}>
      {CEREMONIES.newPlan}
    </Button>
  );
  return (
    <View
      title={CEREMONIES.title}
      lead={CEREMONIES.lead}
      actions={
        <>
          <Button disabledReason={why.kek} onPress={() => setOpen('kek')}>
            {CEREMONIES.makeKek}
          </Button>
          <Button disabledReason={why.upload} onPress={() => setOpen('upload')}>
            {CEREMONIES.upload}
          </Button>
          <Button isDisabled={!chosen} onPress={() => setOpen('record')}>
            {CEREMONIES.record}
          </Button>
          <Button isDisabled={!chosen} disabledReason={why.run} onPress={() => setOpen('run')}>
            {CEREMONIES.openRun}
          </Button>
          {why.plan === undefined && <OpenPlanButton onText={(text) => planDesk.open(text)} />}
          {ceremonies.length > 0 && planButton}
        </>
      }
    >
      {failure && <Failure failure={failure} />}
      <div className={c('table')}>
        {ceremonies.length === 0 ? (
          <EmptyState icon={<CeremonyIcon size={28} />} title={CEREMONIES.empty} action={planButton}>
            {CEREMONIES.emptyText}
          </EmptyState>
        ) : (
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
              if (why.run === undefined) setOpen('run');
            }}
          />
        )}
      </div>
      <Keks />
      {open === 'plan' && <NewPlanDialog onClose={close} />}
      {open === 'run' && chosen && (
        <FolderDialog
          title={PLAN.resumeTitle}
          text={chosen.state === 'running' ? PLAN.resumeText : PLAN.endedText}
          okLabel={PLAN.resumeOk}
          name={chosen.id}
          open={(folder) => bridge().ceremonies.resume({ id: chosen.id, folder })}
          onDone={(view) => {
            close();
            onRun(view);
          }}
          onClose={close}
        />
      )}
      {open === 'record' && chosen && (
        <FileDialog
          title={CEREMONIES.record}
          name={`${chosen.id}-record.pdf`}
          write={(place) => bridge().ceremonies.writeRecord({ id: chosen.id, ...place })}
          onClose={close}
        />
      )}
      {open === 'kek' && <MakeKek onClose={close} />}
      {open === 'upload' && <UploadPackage onClose={close} />}
    </View>
  );
}
