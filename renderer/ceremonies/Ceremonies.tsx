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
import { PlanEditor } from './plan/PlanEditor.js';
import { RunScreen } from './run/RunScreen.js';
import { CEREMONIES, PLAN } from './strings.js';

const c = classesOf(styles);

/** Ceremonies: those that were begun here, plans, and on the online workstation the way there and back. */
export function Ceremonies(): ReactNode {
  const [isPlanning, setPlanning] = useState(false);
  const [run, setRun] = useState<RunView>();
  const begun = (view: RunView): void => {
    setPlanning(false);
    setRun(view);
  };
  return (
    <>
      {isPlanning ? (
        <PlanEditor onClose={() => setPlanning(false)} onBegun={begun} />
      ) : (
        <List onPlan={() => setPlanning(true)} onRun={setRun} />
      )}
      {run && <RunScreen first={run} onClose={() => setRun(undefined)} />}
    </>
  );
}

interface ListProps {
  readonly onPlan: () => void;
  readonly onRun: (view: RunView) => void;
}

function List({ onPlan, onRun }: ListProps): ReactNode {
  const { ceremonies, failure } = useCeremonies();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<'run' | 'record' | 'kek' | 'upload'>();
  const chosen = ceremonies.find(({ id }) => selected.has(id));
  const why = {
    plan: useWhyNot('ceremonies', 'newPlan'),
    run: useWhyNot('ceremonies', 'resume'),
    kek: useWhyNot('ceremonies', 'makeKek'),
    upload: useWhyNot('ceremonies', 'upload'),
  };
  const close = (): void => setOpen(undefined);
  const planButton = (
    <Button variant="primary" disabledReason={why.plan} onPress={onPlan}>
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
