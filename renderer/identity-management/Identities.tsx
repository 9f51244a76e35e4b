import { useState, type ReactNode } from 'react';
import type { IdentityView } from '../../shared/contract/index.js';
import { Badge, Button, formatUtc, Table, Time, Toolbar, View, type TableColumn } from '../components/index.js';
import { useIdentityManagement, useSession } from '../stores/index.js';
import { ChangePassphrase } from './ChangePassphrase.js';
import { IDENTITIES as TEXT } from './strings.js';

const isHere = (row: IdentityView): boolean =>
  useSession.getState().session?.loggedIn.some((name) => name.toLowerCase() === row.name.toLowerCase()) === true;

const COLUMNS: readonly TableColumn<IdentityView>[] = [
  { id: 'name', title: TEXT.columns.name, text: (row) => row.name, width: '2fr', isRowHeader: true },
  { id: 'role', title: TEXT.columns.role, text: (row) => row.role, width: 130 },
  {
    id: 'state',
    title: TEXT.columns.state,
    text: (row) => (row.state === 'disabled' ? TEXT.disabled : isHere(row) ? TEXT.here : TEXT.active),
    cell: (row) =>
      row.state === 'disabled' ? (
        <Badge tone="off" plain>
          {TEXT.disabled}
        </Badge>
      ) : (
        <Badge tone={isHere(row) ? 'good' : 'calm'} plain>
          {isHere(row) ? TEXT.here : TEXT.active}
        </Badge>
      ),
    width: 150,
  },
  {
    id: 'created',
    title: TEXT.columns.created,
    text: (row) => formatUtc(row.createdAt, 'minute'),
    cell: (row) => <Time at={row.createdAt} precision="minute" />,
    sortBy: (row) => row.createdAt,
    width: 170,
  },
  {
    id: 'last-login',
    title: TEXT.columns.lastLogin,
    text: (row) => (row.lastLogin === undefined ? '' : formatUtc(row.lastLogin, 'minute')),
    cell: (row) => <Time at={row.lastLogin} precision="minute" />,
    sortBy: (row) => row.lastLogin,
    width: 170,
  },
];

const idOf = (row: IdentityView): string => row.name;

/** Identity Management > Identities. */
export function Identities(): ReactNode {
  const identities = useIdentityManagement((state) => state.identities);
  const loggedIn = useSession((state) => state.session?.loggedIn);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [changing, setChanging] = useState<IdentityView>();
  const chosen = identities.find((identity) => selected.has(identity.name));
  return (
    <View title={TEXT.title} lead={TEXT.lead}>
      <Toolbar
        label={TEXT.title}
        end={
          <Button isDisabled={chosen === undefined} onPress={() => setChanging(chosen)}>
            {TEXT.change}…
          </Button>
        }
      />
      <Table
        id="identities"
        label={TEXT.table}
        columns={COLUMNS}
        rows={identities}
        rowId={idOf}
        dependencies={[loggedIn]}
        selected={selected}
        onSelect={setSelected}
        onOpen={setChanging}
        menu={([row]) => (row ? [{ id: 'change', title: `${TEXT.change}…`, onAction: () => setChanging(row) }] : [])}
      />
      {changing && <ChangePassphrase identity={changing} onClose={() => setChanging(undefined)} />}
    </View>
  );
}
