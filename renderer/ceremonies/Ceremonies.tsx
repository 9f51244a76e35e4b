import { useState, type ReactNode } from 'react';
import type { RunView } from '../../shared/domain/ceremony/view.js';
import { CeremonyList } from './CeremonyList.js';
import { PlanEditor } from './plan/PlanEditor.js';
import { RunScreen } from './run/RunScreen.js';

interface OpenRun {
  readonly view: RunView;
  readonly dialog?: 'sign' | undefined;
}

/** Ceremonies: those that were begun here, plans, and on the online workstation the way there and back. */
export function Ceremonies(): ReactNode {
  const [isPlanning, setPlanning] = useState(false);
  const [run, setRun] = useState<OpenRun>();
  const begun = (view: RunView): void => {
    setPlanning(false);
    setRun({ view });
  };
  return (
    <>
      {isPlanning ? (
        <PlanEditor onClose={() => setPlanning(false)} onBegun={begun} />
      ) : (
        <CeremonyList onPlan={() => setPlanning(true)} onRun={(view, dialog) => setRun({ view, dialog })} />
      )}
      {run && <RunScreen first={run.view} dialog={run.dialog} onClose={() => setRun(undefined)} />}
    </>
  );
}
