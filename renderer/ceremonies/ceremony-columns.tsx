import type { KekView } from '../../shared/contract/index.js';
import type { CeremonySummary } from '../../shared/domain/ceremony/view.js';
import { Badge, Time, formatUtc, type TableColumn, type Tone } from '../components/index.js';
import { CEREMONIES } from './strings.js';

const TONES: Readonly<Record<CeremonySummary['state'], Tone>> = {
  running: 'waiting',
  completed: 'good',
  failed: 'bad',
  aborted: 'off',
};
const { columns: names, kekColumns: kekNames } = CEREMONIES;

/** What the table of ceremonies shows. */
export const CEREMONY_COLUMNS: readonly TableColumn<CeremonySummary>[] = [
  { id: 'id', title: names.id, width: 150, text: ({ id }) => id, isRowHeader: true },
  {
    id: 'state',
    title: names.state,
    width: 112,
    text: ({ state }) => CEREMONIES.states[state],
    cell: ({ state }) => (
      <Badge tone={TONES[state]} plain>
        {CEREMONIES.states[state]}
      </Badge>
    ),
  },
  {
    id: 'mode',
    title: names.mode,
    width: 114,
    text: ({ mode }) => mode,
    cell: ({ mode }) => (mode === 'PRACTICE' ? <Badge tone="practice">{mode}</Badge> : mode),
  },
  { id: 'kind', title: names.kind, width: 160, text: ({ kind }) => CEREMONIES.kinds[kind] },
  { id: 'steps', title: names.steps, width: 72, align: 'end', text: ({ step, total }) => `${step} / ${total}` },
  { id: 'sheets', title: names.sheets, width: 70, align: 'end', text: ({ sheets }) => String(sheets) },
  {
    id: 'begun',
    title: names.begun,
    width: 198,
    text: ({ begunAt }) => formatUtc(begunAt),
    sortBy: ({ begunAt }) => begunAt,
    cell: ({ begunAt }) => <Time at={begunAt} />,
  },
  { id: 'purpose', title: names.purpose, width: '1fr', minWidth: 140, text: ({ purpose }) => purpose },
];

/** What the table of KEKs for ceremonies shows. */
export const KEK_COLUMNS: readonly TableColumn<KekView>[] = [
  { id: 'name', title: kekNames.name, width: 300, text: ({ name }) => name, isRowHeader: true, mono: true },
  { id: 'vault', title: kekNames.vault, width: 140, text: ({ vault }) => vault },
  { id: 'state', title: kekNames.state, width: 110, text: ({ state }) => CEREMONIES.kekStates[state] },
  {
    id: 'expires',
    title: kekNames.expires,
    width: 198,
    text: ({ expiresOn }) => formatUtc(expiresOn),
    sortBy: ({ expiresOn }) => expiresOn,
    cell: ({ expiresOn }) => <Time at={expiresOn} />,
  },
  { id: 'by', title: kekNames.by, width: '1fr', minWidth: 100, text: ({ madeBy }) => madeBy },
];
