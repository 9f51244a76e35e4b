import { useEffect, useRef, type ReactNode } from 'react';
import { bridge } from '../bridge.js';
import { Failure, SplitPane, classesOf } from '../components/index.js';
import { choose, go, keysOf, useCall, useKeyManagement, useSession } from '../stores/index.js';
import { groupReasons, isOnlyNotDesignated, keyReasons, keysToPush, needsQuestion } from './action-rules.js';
import type { KeysActions } from './actions.js';
import type { GroupRow } from './group-facts.js';
import { GroupsArea } from './groups/GroupsArea.js';
import styles from './Keys.module.css';
import { KeysArea } from './keys/KeysArea.js';
import type { OpenDialog } from './open-dialog.js';
import { SideArea } from './SideArea.js';
import { KEYS } from './strings.js';
import { useComparisons } from './use-comparison.js';
import { useMend } from './use-mend.js';
import type { KeysPanel } from './use-keys-panel.js';

const c = classesOf(styles);

export interface GroupsAndKeysProps {
  readonly rows: readonly GroupRow[];
  readonly chosen: GroupRow;
  readonly now: number;
  readonly panel: KeysPanel;
  readonly onDialog: (dialog: OpenDialog) => void;
}

/** The two tables and the panel at their right; what menus, buttons and keys set going is put together here. */
export function GroupsAndKeys(props: GroupsAndKeysProps): ReactNode {
  const { rows, chosen, now, panel, onDialog } = props;
  const session = useSession((state) => state.session);
  const keys = useKeyManagement((state) => keysOf(state, chosen.group.id));
  const allKeys = useKeyManagement((state) => state.keys);
  const comparisons = useComparisons();
  const { run: synchronize, failure: notStarted } = useCall(bridge().keyManagement.synchronize);
  const sideRef = useRef<HTMLDivElement>(null);
  const withConfiguration = isOnlyNotDesignated(session);
  const { side } = panel;
  // Where the panel stands below the tables (a narrow window, zoom), a job or a comparison is brought into sight.
  useEffect(() => {
    if (side.kind === 'job' || side.kind === 'comparison') sideRef.current?.scrollIntoView({ block: 'start' });
  }, [side]);

  const actions: KeysActions = {
    createKeys: (group) => onDialog({ kind: 'create-keys', group }),
    edit: (group) => onDialog({ kind: 'edit-group', group }),
    removeGroup: (group) => onDialog({ kind: 'remove-group', group }),
    removeKey: (group, key) => onDialog({ kind: 'remove-key', group, key }),
    synchronize: (group, some) => {
      const toPush = keysToPush(some);
      if (needsQuestion(group, toPush)) {
        onDialog({ kind: 'synchronize', group, keys: some });
        return;
      }
      void synchronize({ groupId: group.id, keyIds: toPush.map((key) => key.id) }).then((answer) => {
        if (answer.ok) panel.showJob(answer.value.jobId);
      });
    },
    rotate: (group) => onDialog({ kind: 'rotate', group }),
    compare: (group) => {
      choose(group.id);
      comparisons.compare(group.id);
      panel.showComparison();
    },
    deleteOnCloud: (group) => onDialog({ kind: 'delete-on-cloud', group }),
    openConfiguration: () => go({ view: 'configuration' }),
  };
  const mend = useMend(actions, { onJob: panel.showJob, onDialog });
  const groupParts = (row: GroupRow) => {
    const { group, runningJob } = row;
    const reasons = groupReasons({ session, group, isJobRunning: runningJob !== undefined });
    return { group, keys: allKeys.get(group.id) ?? [], reasons, actions, withConfiguration };
  };
  return (
    <>
      {notStarted && <Failure failure={notStarted} />}
      <SplitPane
        id="keys-details"
        label={KEYS.detailsWidth}
        direction="columns"
        sizeSecond
        initial={320}
        least={260}
        most={640}
        first={
          <SplitPane
            id="groups-keys"
            label={KEYS.groupsHeight}
            direction="rows"
            initial={250}
            least={120}
            most={700}
            first={
              <GroupsArea
                rows={rows}
                chosen={chosen}
                now={now}
                partsOf={groupParts}
                onChoose={(id) => {
                  choose(id);
                  panel.showGroup();
                }}
              />
            }
            second={
              <KeysArea
                key={chosen.group.id}
                group={chosen.group}
                keys={keys}
                chosen={panel.chosenKeys}
                now={now}
                mayNotCreate={groupParts(chosen).reasons.createKeys}
                onChoose={panel.chooseKeys}
                partsOf={(some) => ({
                  group: chosen.group,
                  chosen: some,
                  reasons: keyReasons(
                    { session, group: chosen.group, isJobRunning: chosen.runningJob !== undefined },
                    some,
                  ),
                  actions,
                  withConfiguration,
                })}
              />
            }
          />
        }
        second={
          <div className={c('side')} ref={sideRef}>
            <SideArea
              row={chosen}
              keys={keys}
              now={now}
              panel={panel}
              comparisons={comparisons}
              mend={mend}
              mayNotCompare={groupParts(chosen).reasons.compare}
            />
          </div>
        }
      />
    </>
  );
}
