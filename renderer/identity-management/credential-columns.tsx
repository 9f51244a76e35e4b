import type { ReactNode } from 'react';
import { CLOUDS } from '../../shared/azure/clouds.js';
import type { Credential } from '../../shared/domain/credential.js';
import { Badge, formatUtc, Time, type TableColumn, type Tone } from '../components/index.js';
import { CREDENTIALS as TEXT } from './strings.js';

const DAY_MS = 86_400_000;
/** From here on an expiring secret is marked. */
const SOON_DAYS = 30;

const OUTCOME_TONES = { passed: 'good', warning: 'warn', failed: 'bad' } as const satisfies Record<string, Tone>;

/** How a secret stands: undefined when nobody told when it expires. */
export function secretTone(expiresOn: number | undefined, now: number): Tone | undefined {
  if (expiresOn === undefined) return undefined;
  if (expiresOn <= now) return 'bad';
  return expiresOn - now <= SOON_DAYS * DAY_MS ? 'warn' : 'good';
}

/** The columns of Cloud Credentials, at a moment. */
export function credentialColumns(now: number): readonly TableColumn<Credential>[] {
  const columns = TEXT.columns;
  return [
    {
      id: 'name',
      title: columns.name,
      text: (row) => row.name,
      width: '1fr',
      minWidth: 120,
      isRowHeader: true,
    },
    { id: 'service', title: columns.service, text: () => TEXT.service, width: 160 },
    {
      id: 'cloud',
      title: columns.cloud,
      text: (row) => (row.cloud === 'practice' ? TEXT.practice : CLOUDS[row.cloud].title),
      cell: (row) =>
        row.cloud === 'practice' ? <Badge tone="practice">{TEXT.practice}</Badge> : CLOUDS[row.cloud].title,
      width: 130,
    },
    { id: 'tenant', title: columns.tenant, text: (row) => row.tenantId, width: 100, mono: true },
    { id: 'client', title: columns.client, text: (row) => row.clientId, width: 100, mono: true },
    { id: 'kept', title: columns.kept, text: (row) => TEXT.kept[row.secretKeptIn], width: 110 },
    {
      id: 'expires',
      title: columns.expires,
      text: (row) => (row.secretExpiresOn === undefined ? '' : formatUtc(row.secretExpiresOn, 'day')),
      cell: (row) => expiryCell(row.secretExpiresOn, now),
      sortBy: (row) => row.secretExpiresOn,
      width: 120,
    },
    {
      id: 'tested',
      title: columns.tested,
      text: (row) => testText(row),
      cell: (row) => testCell(row),
      sortBy: (row) => row.lastTestAt,
      width: 130,
    },
  ];
}

function expiryCell(expiresOn: number | undefined, now: number): ReactNode {
  const tone = secretTone(expiresOn, now);
  if (tone === undefined) return TEXT.notTold;
  return (
    <Badge tone={tone} plain>
      <Time at={expiresOn} precision="day" />
    </Badge>
  );
}

function testText(row: Credential): string {
  if (row.lastTestOutcome === undefined || row.lastTestAt === undefined) return TEXT.neverTested;
  return `${TEXT.outcomes[row.lastTestOutcome]} ${formatUtc(row.lastTestAt, 'minute')}`;
}

function testCell(row: Credential): ReactNode {
  if (row.lastTestOutcome === undefined) {
    return (
      <Badge tone="waiting" plain>
        {TEXT.neverTested}
      </Badge>
    );
  }
  return (
    <Badge tone={OUTCOME_TONES[row.lastTestOutcome]} plain title={testText(row)}>
      {TEXT.outcomes[row.lastTestOutcome]}
    </Badge>
  );
}
