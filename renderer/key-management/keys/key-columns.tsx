import type { KeyView } from '../../../shared/contract/index.js';
import { Fingerprint, KEY_STATES, StateBadge, Time, type TableColumn } from '../../components/index.js';
import { DaysLeft } from '../DaysLeft.js';
import { keyDaysLeft, standingVersion } from '../group-facts.js';
import { CELLS, COLUMNS } from '../strings.js';
import { dayWords, daysLeftWords } from '../words.js';

const STATE_ORDER: readonly KeyView['state'][] = ['active', 'older', 'never-pushed', 'disabled', 'deleted-on-cloud'];

/** The keys' columns. */
export function keyColumns(now: number): readonly TableColumn<KeyView>[] {
  return [
    {
      id: 'state',
      title: COLUMNS.state,
      text: (key) => KEY_STATES[key.state].text,
      cell: (key) => <StateBadge state={KEY_STATES[key.state]} plain />,
      sortBy: (key) => STATE_ORDER.indexOf(key.state),
      width: 140,
    },
    { id: 'name', title: COLUMNS.key, text: (key) => key.name, isRowHeader: true, width: 160, minWidth: 100 },
    {
      id: 'version',
      title: COLUMNS.version,
      text: (key) => standingVersion(key)?.version ?? CELLS.none,
      sortBy: (key) => standingVersion(key)?.version,
      mono: true,
      width: 130,
    },
    {
      id: 'days-left',
      title: COLUMNS.daysLeft,
      text: (key) => daysLeftWords(keyDaysLeft(key, now)),
      cell: (key) => <DaysLeft days={keyDaysLeft(key, now)} />,
      sortBy: (key) => keyDaysLeft(key, now),
      align: 'end',
      width: 96,
    },
    {
      id: 'spki',
      title: COLUMNS.spki,
      text: (key) => key.spkiSha256,
      cell: (key) => <Fingerprint value={key.spkiSha256} short />,
      width: 190,
    },
    day('created', COLUMNS.created, (key) => key.createdAt),
    day('pushed', COLUMNS.pushed, (key) => standingVersion(key)?.pushedAt),
    day('expires', COLUMNS.expires, (key) => standingVersion(key)?.expiresOn),
    { id: 'origin', title: COLUMNS.origin, text: (key) => CELLS.origins[key.origin], width: 90 },
  ];
}

function day(id: string, title: string, at: (key: KeyView) => number | undefined): TableColumn<KeyView> {
  return {
    id,
    title,
    text: (key) => dayWords(at(key)),
    cell: (key) => <Time at={at(key)} precision="day" />,
    sortBy: at,
    width: 98,
  };
}
