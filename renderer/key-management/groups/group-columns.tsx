import { Badge, Time, formatUtc, type TableColumn } from '../../components/index.js';
import { DaysLeft } from '../DaysLeft.js';
import { urgencyOf, type GroupRow } from '../group-facts.js';
import { KEY_TYPE_WORDS } from '../key-types.js';
import { CELLS, COLUMNS, KEYS } from '../strings.js';
import { dayWords, daysLeftWords } from '../words.js';
import { GroupMark, markWords } from './GroupMark.js';
import { VaultName } from './VaultName.js';

/** The groups' columns; what decides something stands first. */
export function groupColumns(now: number): readonly TableColumn<GroupRow>[] {
  return [
    { id: 'name', title: COLUMNS.name, text: ({ group }) => group.name, isRowHeader: true, width: 142, minWidth: 100 },
    {
      id: 'vault',
      title: COLUMNS.vault,
      text: ({ group }) => (group.practice ? `${group.vault} (${KEYS.practice})` : group.vault),
      cell: ({ group }) => <VaultName vault={group.vault} practice={group.practice} />,
      width: 172,
    },
    {
      id: 'mark',
      title: COLUMNS.mark,
      text: ({ mark }) => markWords(mark, now),
      cell: ({ mark }) => <GroupMark mark={mark} now={now} />,
      sortBy: ({ mark }) => urgencyOf(mark),
      width: 148,
    },
    {
      id: 'days-left',
      title: COLUMNS.daysLeft,
      text: ({ daysLeft }) => daysLeftWords(daysLeft),
      cell: ({ daysLeft }) => <DaysLeft days={daysLeft} />,
      sortBy: ({ daysLeft }) => daysLeft,
      align: 'end',
      width: 94,
    },
    {
      id: 'next-rotation',
      title: COLUMNS.nextRotation,
      text: (row) => nextRotationWords(row),
      cell: (row) =>
        row.rotationDue ? (
          <Badge tone="warn" plain title={nextRotationWords(row)}>
            {CELLS.overdue}
          </Badge>
        ) : row.group.nextRotation === undefined ? (
          nextRotationWords(row)
        ) : (
          <Time at={row.group.nextRotation} precision="day" />
        ),
      sortBy: ({ group }) => group.nextRotation,
      width: 114,
    },
    {
      id: 'active',
      title: COLUMNS.active,
      text: ({ group }) => group.active?.keyName ?? CELLS.none,
      sortBy: ({ group }) => group.active?.keyName,
      width: 140,
    },
    {
      id: 'version',
      title: COLUMNS.version,
      text: ({ group }) => group.active?.version ?? CELLS.none,
      sortBy: ({ group }) => group.active?.version,
      mono: true,
      width: 110,
    },
    {
      id: 'last-rotated',
      title: COLUMNS.lastRotated,
      text: ({ group }) => (group.lastRotated === undefined ? CELLS.never : dayWords(group.lastRotated)),
      cell: ({ group }) =>
        group.lastRotated === undefined ? CELLS.never : <Time at={group.lastRotated} precision="day" />,
      sortBy: ({ group }) => group.lastRotated,
      width: 104,
    },
    {
      id: 'keys',
      title: COLUMNS.keys,
      text: ({ group }) => CELLS.keyCount(group.keyCount, group.neverPushed),
      sortBy: ({ group }) => group.keyCount,
      width: 130,
    },
    { id: 'type', title: COLUMNS.type, text: ({ group }) => KEY_TYPE_WORDS[group.keyType].title, width: 90 },
    { id: 'credential', title: COLUMNS.credential, text: ({ group }) => group.credentialName, width: 150 },
  ];
}

export function nextRotationWords({ group, rotationDue }: GroupRow): string {
  if (group.nextRotation === undefined) return CELLS.off;
  const day = formatUtc(group.nextRotation, 'day');
  return rotationDue ? CELLS.due(day) : day;
}
