import { useState, type ReactNode } from 'react';
import type { RunView } from '../../shared/domain/ceremony/view.js';
import { useWhyNot } from '../stores/index.js';
import { CeremonyList } from './CeremonyList.js';
import { planDesk } from './plan/plan-desk.js';
import { PlanEditor } from './plan/PlanEditor.js';
import { RunScreen } from './run/RunScreen.js';

interface OpenRun {
  readonly view: RunView;
  readonly dialog?: 'sign' | undefined;
}

/** Ceremonies: those that were begun here, plans, and on the online workstation the way there and back. */
export function Ceremonies(): ReactNode {
  const isPlanning = planDesk.use((desk) => desk.isOpen);
  const [run, setRun] = useState<OpenRun>();
  const mayPlan = useWhyNot('ceremonies', 'newPlan') === undefined;
  const begun = (view: RunView): void => {
    planDesk.close();
    setRun({ view });
  };
  return (
    <>
      {isPlanning && mayPlan ? (
        <PlanEditor onBegun={begun} />
      ) : (
        <CeremonyList onRun={(view, dialog) => setRun({ view, dialog })} />
      )}
      {run && <RunScreen first={run.view} dialog={run.dialog} onClose={() => setRun(undefined)} />}
    </>
  );
}
