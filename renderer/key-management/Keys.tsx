import { useMemo, useState, type ReactNode } from 'react';
import type { GroupView } from '../../shared/contract/index.js';
import {
  Button,
  CloudIcon,
  EmptyState,
  Failure,
  FolderIcon,
  PlusIcon,
  Spinner,
  View,
  toast,
} from '../components/index.js';
import {
  choose,
  go,
  useIdentityManagement,
  useKeyManagement,
  useLoggingAndReporting,
  useNavigation,
  useNow,
  useSession,
  useWhyNot,
} from '../stores/index.js';
import { isOnlyNotDesignated } from './action-rules.js';
import { groupRows } from './group-facts.js';
import { GroupsAndKeys } from './GroupsAndKeys.js';
import { KeysDialogs } from './KeysDialogs.js';
import { nextStep } from './next-step.js';
import { Note } from './Note.js';
import type { OpenDialog } from './open-dialog.js';
import { CREATE_KEYS, EMPTY, KEYS } from './strings.js';
import { useNarrow } from './use-narrow.js';
import { useKeysPanel } from './use-keys-panel.js';

/** Key Management > Keys: groups above, keys of the chosen group below, details and jobs at the right. */
export function Keys(): ReactNode {
  const { groups, loaded, failure } = useKeyManagement();
  const jobs = useLoggingAndReporting((state) => state.jobs);
  const placeId = useNavigation((state) => state.place.id);
  const isElsewhere = useSession((state) => isOnlyNotDesignated(state.session));
  const mayNotCreate = useWhyNot('keyManagement', 'createGroup');
  const now = useNow();
  const [dialog, setDialog] = useState<OpenDialog>();
  const panel = useKeysPanel();
  const isNarrow = useNarrow();
  const rows = useMemo(() => groupRows(groups, jobs, now), [groups, jobs, now]);
  const chosen = rows.find(({ group }) => group.id === placeId) ?? rows[0];
  const openCreate = (): void => setDialog({ kind: 'create-group' });
  return (
    <View
      title={KEYS.title}
      scrolls={isNarrow}
      lead={KEYS.lead}
      actions={
        <Button
          variant={chosen ? 'primary' : 'normal'}
          icon={<PlusIcon />}
          disabledReason={mayNotCreate}
          onPress={openCreate}
        >
          {KEYS.create}
        </Button>
      }
    >
      {isElsewhere && (
        <Note
          tone="warn"
          title={KEYS.notDesignatedTitle}
          action={<Button onPress={() => go({ view: 'configuration' })}>{KEYS.openConfiguration}</Button>}
        >
          {KEYS.notDesignated}
        </Note>
      )}
      {failure && <Failure failure={failure} />}
      {!loaded && !failure && <Spinner label={KEYS.loading} />}
      {loaded && !chosen && <NoGroups mayNotCreate={mayNotCreate} onCreate={openCreate} />}
      {loaded && chosen && <GroupsAndKeys rows={rows} chosen={chosen} now={now} panel={panel} onDialog={setDialog} />}
      <KeysDialogs
        open={dialog}
        onClose={() => setDialog(undefined)}
        onJob={panel.showJob}
        onGroupCreated={(group: GroupView) => {
          choose(group.id);
          panel.showGroup();
        }}
        onKeysCreated={(group, keys) => {
          toast(CREATE_KEYS.made(keys.map((key) => key.name)));
          if (group.id === chosen?.group.id) panel.chooseKeys(new Set(keys.map((key) => key.id)));
        }}
      />
    </View>
  );
}

/** No group yet: the first step of the guide that is missing. */
function NoGroups(props: { readonly mayNotCreate: string | undefined; readonly onCreate: () => void }): ReactNode {
  const { mayNotCreate, onCreate } = props;
  const credentials = useIdentityManagement((state) => state.credentials.length);
  if (nextStep(credentials, undefined) === 'add-credential') {
    return (
      <EmptyState
        icon={<CloudIcon size={32} />}
        title={EMPTY.noCredentialTitle}
        action={
          <Button variant="primary" onPress={() => go({ view: 'cloud-credentials' })}>
            {EMPTY.addCredential}
          </Button>
        }
      >
        {EMPTY.noCredential}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<FolderIcon size={32} />}
      title={EMPTY.noGroupTitle}
      action={
        <Button variant="primary" icon={<PlusIcon />} disabledReason={mayNotCreate} onPress={onCreate}>
          {EMPTY.createGroup}
        </Button>
      }
    >
      {mayNotCreate ?? EMPTY.noGroup}
    </EmptyState>
  );
}
