import type { DriftView, GroupView, KeyView } from '../../shared/contract/index.js';
import type { MendAction } from '../../shared/domain/drift.js';
import type { JobId } from '../../shared/domain/ids.js';
import { bridge } from '../bridge.js';
import { useCall, whyNot, useSession, type AnswerFailure } from '../stores/index.js';
import type { KeysActions } from './actions.js';
import type { OpenDialog } from './open-dialog.js';

export type DriftFinding = DriftView['findings'][number];

export interface Mend {
  readonly mend: (group: GroupView, action: MendAction, finding: DriftFinding, key: KeyView | undefined) => void;
  /** Why it cannot be done now; undefined: it can. */
  readonly mayNot: (action: MendAction) => string | undefined;
  readonly failure: AnswerFailure | undefined;
}

const CALLS = {
  push: 'synchronize',
  'push-again': 'pushAgain',
  rotate: 'rotate',
  enable: 'enableVersion',
  recover: 'recoverDeleted',
  purge: 'purgeDeleted',
} as const;

/** What stands beside a difference that Compare with Vault found: each is a job, or a dialog that asks first. */
export function useMend(
  actions: Pick<KeysActions, 'synchronize' | 'rotate'>,
  more: { readonly onJob: (jobId: JobId) => void; readonly onDialog: (dialog: OpenDialog) => void },
): Mend {
  const session = useSession((state) => state.session);
  const pushAgain = useCall(bridge().keyManagement.pushAgain);
  const enable = useCall(bridge().keyManagement.enableVersion);
  const recover = useCall(bridge().keyManagement.recoverDeleted);
  const started = (answer: { readonly ok: boolean; readonly value?: { readonly jobId: JobId } }): void => {
    if (answer.ok && answer.value) more.onJob(answer.value.jobId);
  };
  const mend: Mend['mend'] = (group, action, finding, key) => {
    const groupId = group.id;
    switch (action) {
      case 'push':
        if (key) actions.synchronize(group, [key]);
        return;
      case 'push-again':
        if (finding.keyId !== undefined) void pushAgain.run({ groupId, keyId: finding.keyId }).then(started);
        return;
      case 'rotate':
        actions.rotate(group);
        return;
      case 'enable':
        if (finding.version !== undefined) void enable.run({ groupId, version: finding.version }).then(started);
        return;
      case 'recover':
        void recover.run({ groupId }).then(started);
        return;
      case 'purge':
        more.onDialog({ kind: 'purge', group });
    }
  };
  return {
    mend,
    mayNot: (action) => whyNot(session, 'keyManagement', CALLS[action]),
    failure: pushAgain.failure ?? enable.failure ?? recover.failure,
  };
}
