import { useMemo, useState, type ReactNode } from 'react';
import type { Credential } from '../../shared/domain/credential.js';
import { Button, EmptyState, Table, Toolbar, View, type MenuEntry } from '../components/index.js';
import { useIdentityManagement, useNow, useWhyNot } from '../stores/index.js';
import { AddCredential } from './AddCredential.js';
import { AddPracticeCredential } from './AddPracticeCredential.js';
import { credentialColumns } from './credential-columns.js';
import { EditCredential } from './EditCredential.js';
import { RemoveCredential } from './RemoveCredential.js';
import { CREDENTIALS as TEXT } from './strings.js';
import { TestCredential } from './TestCredential.js';

type Open =
  | { readonly dialog: 'add' | 'add-practice' }
  | { readonly dialog: 'edit' | 'test' | 'remove'; readonly credential: Credential };

const idOf = (row: Credential): string => row.id;

/** Identity Management > Cloud Credentials. */
export function CloudCredentials(): ReactNode {
  const credentials = useIdentityManagement((state) => state.credentials);
  const loaded = useIdentityManagement((state) => state.loaded);
  const now = useNow();
  const columns = useMemo(() => credentialColumns(now), [now]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open>();
  const whyNotAdd = useWhyNot('identityManagement', 'addCredential');
  const whyNotTest = useWhyNot('identityManagement', 'testCredential');
  const chosen = credentials.find((credential) => selected.has(credential.id));
  const entries = (credential: Credential): readonly MenuEntry[] => [
    {
      id: 'test',
      title: `${TEXT.test}…`,
      disabledReason: whyNotTest,
      onAction: () => setOpen({ dialog: 'test', credential }),
    },
    {
      id: 'edit',
      title: `${TEXT.edit}…`,
      disabledReason: whyNotAdd,
      onAction: () => setOpen({ dialog: 'edit', credential }),
    },
    'separator',
    {
      id: 'remove',
      title: `${TEXT.remove}…`,
      danger: true,
      disabledReason: whyNotAdd,
      onAction: () => setOpen({ dialog: 'remove', credential }),
    },
  ];
  const openFor = (dialog: 'edit' | 'test' | 'remove') => (): void => {
    if (chosen) setOpen({ dialog, credential: chosen });
  };
  const close = (): void => setOpen(undefined);
  const addButton = (
    <Button variant="primary" disabledReason={whyNotAdd} onPress={() => setOpen({ dialog: 'add' })}>
      {TEXT.add}
    </Button>
  );
  const practiceButton = (
    <Button disabledReason={whyNotAdd} onPress={() => setOpen({ dialog: 'add-practice' })}>
      {TEXT.addPractice}
    </Button>
  );
  return (
    <View
      title={TEXT.title}
      lead={TEXT.lead}
      actions={
        <>
          {practiceButton}
          {addButton}
        </>
      }
    >
      <Toolbar
        label={TEXT.title}
        end={
          <>
            <Button isDisabled={!chosen} disabledReason={whyNotTest} onPress={openFor('test')}>
              {TEXT.test}…
            </Button>
            <Button isDisabled={!chosen} disabledReason={whyNotAdd} onPress={openFor('edit')}>
              {TEXT.edit}…
            </Button>
            <Button isDisabled={!chosen} disabledReason={whyNotAdd} onPress={openFor('remove')}>
              {TEXT.remove}…
            </Button>
          </>
        }
      />
      <Table
        id="credentials"
        label={TEXT.table}
        columns={columns}
        rows={credentials}
        rowId={idOf}
        selected={selected}
        onSelect={setSelected}
        onOpen={(credential) => {
          if (whyNotAdd === undefined) setOpen({ dialog: 'edit', credential });
        }}
        menu={([row]) => (row ? entries(row) : [])}
        empty={
          loaded ? (
            <EmptyState title={TEXT.empty.title} action={addButton}>
              {TEXT.empty.text}
            </EmptyState>
          ) : undefined
        }
      />
      {open?.dialog === 'add' && <AddCredential onClose={close} />}
      {open?.dialog === 'add-practice' && <AddPracticeCredential onClose={close} />}
      {open?.dialog === 'edit' && <EditCredential credential={open.credential} onClose={close} />}
      {open?.dialog === 'test' && <TestCredential credential={open.credential} onClose={close} />}
      {open?.dialog === 'remove' && <RemoveCredential credential={open.credential} onClose={close} />}
    </View>
  );
}
