import type { IdentityView, SessionView } from '../../shared/contract/index.js';
import { Badge, Fingerprint, formatUtc, Time, type TableColumn, type Tone } from '../components/index.js';
import { sameName } from './identity-rules.js';
import { IDENTITIES as TEXT } from './strings.js';

/** The columns of Identities, for who is here now. */
export function identityColumns(session: SessionView | undefined): readonly TableColumn<IdentityView>[] {
  return [
    { id: 'name', title: TEXT.columns.name, text: (row) => row.name, width: '2fr', minWidth: 110, isRowHeader: true },
    { id: 'role', title: TEXT.columns.role, text: (row) => row.role, width: 130 },
    {
      id: 'state',
      title: TEXT.columns.state,
      text: (row) => stateOf(row, session).words,
      cell: (row) => {
        const { words, tone } = stateOf(row, session);
        return (
          <Badge tone={tone} plain>
            {words}
          </Badge>
        );
      },
      width: 156,
    },
    {
      id: 'last-login',
      title: TEXT.columns.lastLogin,
      text: (row) => (row.lastLogin === undefined ? '' : formatUtc(row.lastLogin, 'minute')),
      cell: (row) => <Time at={row.lastLogin} precision="minute" />,
      sortBy: (row) => row.lastLogin,
      width: 170,
    },
    {
      id: 'share',
      title: TEXT.columns.share,
      text: (row) => (row.holdsShare ? TEXT.holdsShare : TEXT.noShare),
      width: 112,
    },
    {
      id: 'signing-key',
      title: TEXT.columns.signingKey,
      text: (row) => row.signingKey,
      cell: (row) => (row.signingKey === '' ? '' : <Fingerprint value={row.signingKey} short />),
      sortBy: false,
      width: 180,
    },
    {
      id: 'created',
      title: TEXT.columns.created,
      text: (row) => formatUtc(row.createdAt, 'day'),
      cell: (row) => <Time at={row.createdAt} precision="day" />,
      sortBy: (row) => row.createdAt,
      width: 100,
    },
  ];
}

/** Disabled, at the window now, among those who unlocked, or just active. */
export function stateOf(
  { name, state }: Pick<IdentityView, 'name' | 'state'>,
  session: Pick<SessionView, 'person' | 'loggedIn'> | undefined,
): { readonly words: string; readonly tone: Tone } {
  if (state === 'disabled') return { words: TEXT.disabled, tone: 'off' };
  if (session?.person !== undefined && sameName(session.person, name)) return { words: TEXT.here, tone: 'good' };
  if (session?.loggedIn.some((one) => sameName(one, name)) === true) return { words: TEXT.unlocked, tone: 'good' };
  return { words: TEXT.active, tone: 'calm' };
}
