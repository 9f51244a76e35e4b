import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { GroupId } from '../../../shared/domain/ids.js';
import {
  Button,
  CloudIcon,
  EditIcon,
  EmptyState,
  MenuButton,
  SearchField,
  Table,
  Toolbar,
  TrashIcon,
  classesOf,
} from '../../components/index.js';
import type { GroupRow } from '../group-facts.js';
import styles from '../Keys.module.css';
import { matches } from '../search.js';
import { rowKeyPressed } from '../shortcuts.js';
import { KEYS } from '../strings.js';
import { groupColumns } from './group-columns.js';
import { cloudEntries, groupEntries, type GroupMenuParts } from './group-menu.js';

const c = classesOf(styles);

export interface GroupsAreaProps {
  readonly rows: readonly GroupRow[];
  readonly chosen: GroupRow;
  readonly now: number;
  readonly onChoose: (id: GroupId) => void;
  readonly partsOf: (row: GroupRow) => GroupMenuParts;
}

const rowId = (row: GroupRow): string => row.group.id;

/** The groups: search, buttons and table. */
export function GroupsArea({ rows, chosen, now, onChoose, partsOf }: GroupsAreaProps): ReactNode {
  const [search, setSearch] = useState('');
  const columns = useMemo(() => groupColumns(now), [now]);
  const shown = useMemo(
    () =>
      rows.filter((row) =>
        matches(
          search,
          columns.map((column) => column.text(row)),
        ),
      ),
    [rows, columns, search],
  );
  const selected = useMemo(() => new Set([rowId(chosen)]), [chosen]);
  const parts = partsOf(chosen);
  const { group, reasons, actions } = parts;

  const onKeyDown = (event: KeyboardEvent): void => {
    const pressed = rowKeyPressed(event);
    if (pressed === 'F2' && reasons.edit === undefined) actions.edit(group);
    else if (pressed === 'Delete' && reasons.remove === undefined) actions.removeGroup(group);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={c('area', 'groupsArea')} onKeyDownCapture={onKeyDown}>
      <Toolbar
        label={KEYS.groups}
        end={
          <>
            <MenuButton label={KEYS.cloud} icon={<CloudIcon />} entries={cloudEntries(parts)} />
            <Button icon={<EditIcon />} disabledReason={reasons.edit} onPress={() => actions.edit(group)}>
              {KEYS.edit}
            </Button>
            <Button icon={<TrashIcon />} disabledReason={reasons.remove} onPress={() => actions.removeGroup(group)}>
              {KEYS.remove}
            </Button>
          </>
        }
      >
        <div className={c('heading')}>
          <h2>{KEYS.groups}</h2>
          <span className={c('count')}>{rows.length}</span>
        </div>
        <SearchField label={KEYS.searchGroups} value={search} onChange={setSearch} />
      </Toolbar>
      <Table
        id="key-groups"
        label={KEYS.groups}
        columns={columns}
        rows={shown}
        rowId={rowId}
        selected={selected}
        onSelect={(ids) => {
          const row = rows.find((one) => ids.has(rowId(one)));
          if (row) onChoose(row.group.id);
        }}
        onOpen={(row) => {
          const opened = partsOf(row);
          if (opened.reasons.edit === undefined) opened.actions.edit(row.group);
        }}
        menu={(chosenRows) => chosenRows.slice(0, 1).flatMap((row) => groupEntries(partsOf(row)))}
        defaultSort={{ column: 'name', direction: 'ascending' }}
        empty={<EmptyState title={KEYS.noMatch} />}
      />
    </div>
  );
}
