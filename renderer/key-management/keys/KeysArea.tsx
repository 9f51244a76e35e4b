import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { GroupView, KeyView } from '../../../shared/contract/index.js';
import {
  Button,
  EmptyState,
  KeyIcon,
  MenuButton,
  PlusIcon,
  PushIcon,
  SearchField,
  Table,
  Toolbar,
  TrashIcon,
  classesOf,
} from '../../components/index.js';
import { keysToPush } from '../action-rules.js';
import styles from '../Keys.module.css';
import { nextStep } from '../next-step.js';
import { Note } from '../Note.js';
import { matches } from '../search.js';
import { rowKeyPressed } from '../shortcuts.js';
import { EMPTY, KEYS, MENU } from '../strings.js';
import { keyColumns } from './key-columns.js';
import { keyEntries, type KeyMenuParts } from './key-menu.js';

const c = classesOf(styles);

export interface KeysAreaProps {
  readonly group: GroupView;
  readonly keys: readonly KeyView[];
  readonly chosen: ReadonlySet<string>;
  readonly now: number;
  readonly mayNotCreate: string | undefined;
  readonly onChoose: (ids: ReadonlySet<string>) => void;
  readonly partsOf: (chosen: readonly KeyView[]) => KeyMenuParts;
}

/** Fewer keys than this are seen at one look. */
const SEARCH_FROM = 12;

const rowId = (key: KeyView): string => key.id;

/** The keys of the chosen group: search, buttons and table. */
export function KeysArea(props: KeysAreaProps): ReactNode {
  const { group, keys, chosen, now, mayNotCreate, onChoose, partsOf } = props;
  const [search, setSearch] = useState('');
  const columns = useMemo(() => keyColumns(now), [now]);
  const shown = useMemo(
    () =>
      keys.filter((key) =>
        matches(
          search,
          columns.map((column) => column.text(key)),
        ),
      ),
    [keys, columns, search],
  );
  const chosenKeys = keys.filter((key) => chosen.has(key.id));
  const parts = partsOf(chosenKeys);
  const { reasons, actions } = parts;
  const create = (): void => {
    if (mayNotCreate === undefined) actions.createKeys(group);
  };
  const synchronize = (): void => {
    if (reasons.synchronize === undefined) actions.synchronize(group, chosenKeys);
  };
  const remove = (): void => {
    const [key] = chosenKeys;
    if (reasons.removeKey === undefined && key) actions.removeKey(group, key);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const pressed = rowKeyPressed(event);
    if (pressed === 'Delete') remove();
    else if (pressed === 'Insert') create();
    else if (pressed === 'Ctrl+Enter') synchronize();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const random = { id: 'random', title: MENU.random, icon: <KeyIcon />, shortcut: 'Ins', disabledReason: mayNotCreate };
  const toPush = keysToPush(chosenKeys).length;
  return (
    <div className={c('area', 'keysArea')} onKeyDownCapture={onKeyDown}>
      <Toolbar
        label={KEYS.keys}
        end={
          <>
            <MenuButton label={KEYS.create} icon={<PlusIcon />} entries={[{ ...random, onAction: create }]} />
            <Button icon={<PushIcon />} disabledReason={reasons.synchronize} onPress={synchronize}>
              {toPush > 1 ? KEYS.synchronizeMany(toPush) : KEYS.synchronize}
            </Button>
            <Button icon={<TrashIcon />} disabledReason={reasons.removeKey} onPress={remove}>
              {KEYS.remove}
            </Button>
          </>
        }
      >
        <div className={c('heading')}>
          <h2>{KEYS.keysOf(group.name)}</h2>
          <span className={c('count')}>{keys.length}</span>
        </div>
        {keys.length > SEARCH_FROM && <SearchField label={KEYS.searchKeys} value={search} onChange={setSearch} />}
      </Toolbar>
      <NextPush {...props} />
      {keys.length === 0 ? (
        <NoKeys {...props} onCreate={create} />
      ) : (
        <>
          <Table
            id="keys"
            label={KEYS.keysOf(group.name)}
            columns={columns}
            rows={shown}
            rowId={rowId}
            selectionMode="multiple"
            selected={chosen}
            onSelect={onChoose}
            onOpen={(key) => onChoose(new Set([key.id]))}
            menu={(rows) => keyEntries(partsOf(rows))}
            defaultSort={{ column: 'created', direction: 'descending' }}
            empty={<EmptyState title={KEYS.noMatch} />}
          />
          <p className={c('status')} role="status">
            {KEYS.chosen(chosenKeys.length, keys.length)}
            {chosenKeys.length > 0 && reasons.synchronize !== undefined && `. ${reasons.synchronize}`}
          </p>
        </>
      )}
    </div>
  );
}

/** Where nothing of the group is in the vault yet, the next step stands above the keys. */
function NextPush({ group, keys, partsOf }: KeysAreaProps): ReactNode {
  if (nextStep(1, group) !== 'synchronize' || group.unreconciled) return undefined;
  const { reasons, actions } = partsOf(keys);
  return (
    <Note
      tone="info"
      action={
        reasons.synchronize === undefined && (
          <Button variant="primary" icon={<PushIcon />} onPress={() => actions.synchronize(group, keys)}>
            {KEYS.synchronize}
          </Button>
        )
      }
    >
      {EMPTY.neverPushed(group.vault)}
    </Note>
  );
}

function NoKeys(props: KeysAreaProps & { readonly onCreate: () => void }): ReactNode {
  const { group, mayNotCreate, onCreate } = props;
  return (
    <div className={c('empty')}>
      <EmptyState
        icon={<KeyIcon size={28} />}
        title={EMPTY.noKeyTitle}
        action={
          <Button variant="primary" disabledReason={mayNotCreate} onPress={onCreate}>
            {EMPTY.createKey}
          </Button>
        }
      >
        {mayNotCreate ?? EMPTY.noKey(group.vault)}
      </EmptyState>
    </div>
  );
}
