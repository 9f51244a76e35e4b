import type { ReactNode } from 'react';
import type { RunView } from '../../shared/domain/ceremony/view.js';
import { bridge } from '../bridge.js';
import type { CeremonyAct, ListedCeremony } from './ceremony-menu.js';
import { TestShares } from './escrow/TestShares.js';
import { FileDialog } from './FileDialog.js';
import { FolderDialog } from './FolderDialog.js';
import { MakeKek } from './online/MakeKek.js';
import { UploadPackage } from './online/UploadPackage.js';
import { NewPlanDialog } from './plan/PlanDialogs.js';
import { BinderDialog } from './record/BinderDialog.js';
import { VerifyRecord } from './record/VerifyRecord.js';
import { CEREMONIES, PLAN } from './strings.js';

export type OpenCeremonyDialog = CeremonyAct | 'plan' | 'kek' | 'upload' | 'verify' | 'shares';

export interface CeremonyDialogsProps {
  readonly open: OpenCeremonyDialog | undefined;
  readonly chosen: ListedCeremony | undefined;
  readonly onRun: (view: RunView, dialog?: 'sign') => void;
  readonly onClose: () => void;
}

/** What can be opened over the list. */
export function CeremonyDialogs({ open, chosen, onRun, onClose }: CeremonyDialogsProps): ReactNode {
  switch (open) {
    case 'plan':
      return <NewPlanDialog onClose={onClose} />;
    case 'kek':
      return <MakeKek onClose={onClose} />;
    case 'upload':
      return <UploadPackage onClose={onClose} />;
    case 'verify':
      return <VerifyRecord onClose={onClose} />;
    case 'shares':
      return <TestShares onClose={onClose} />;
    case undefined:
      return null;
    default:
      return chosen ? <OfOne act={open} ceremony={chosen} onRun={onRun} onClose={onClose} /> : null;
  }
}

interface OfOneProps extends Omit<CeremonyDialogsProps, 'open' | 'chosen'> {
  readonly act: CeremonyAct;
  readonly ceremony: ListedCeremony;
}

function OfOne({ act, ceremony, onRun, onClose }: OfOneProps): ReactNode {
  const { id, state, folder } = ceremony;
  switch (act) {
    case 'run':
    case 'sign':
      return (
        <FolderDialog
          title={PLAN.resumeTitle}
          text={act === 'sign' ? PLAN.signText : state === 'running' ? PLAN.resumeText : PLAN.endedText}
          okLabel={PLAN.resumeOk}
          name={id}
          known={folder}
          open={(place) => bridge().ceremonies.resume({ id, folder: place })}
          onDone={(view) => {
            onClose();
            onRun(view, act === 'sign' ? 'sign' : undefined);
          }}
          onClose={onClose}
        />
      );
    case 'record':
      return (
        <FileDialog
          title={CEREMONIES.record}
          name={`${id}-record.pdf`}
          write={(place) => bridge().ceremonies.writeRecord({ id, ...place })}
          onClose={onClose}
        />
      );
    case 'binder':
      return <BinderDialog id={id} onClose={onClose} />;
  }
}
