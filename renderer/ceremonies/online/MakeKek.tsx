import { useState, type ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Button, Callout, Dialog, Failure, Select, TextField } from '../../components/index.js';
import { useCall, useIdentityManagement } from '../../stores/index.js';
import { PlaceField, usePlace } from '../PlaceField.js';
import { ReadAloud } from '../run/ReadAloud.js';
import { CEREMONIES, FILE, ONLINE } from '../strings.js';

/** Makes a KEK in the vault and writes its package. */
export function MakeKek({ onClose }: { readonly onClose: () => void }): ReactNode {
  const credentials = useIdentityManagement((state) => state.credentials);
  const [chosen, setChosen] = useState(credentials[0]?.name);
  const [vault, setVault] = useState('');
  const [valid, setValid] = useState('14d');
  const [file, setFile] = usePlace('ceremony-kek.json');
  const [made, setMade] = useState<Reply<'ceremonies', 'makeKek'>>();
  const { run, busy, failure } = useCall(bridge().ceremonies.makeKek);
  const credential = credentials.find(({ name }) => name === chosen);
  const make = async (): Promise<void> => {
    if (!credential) return;
    const overwrite = failure?.code === 'file-exists';
    const answer = await run({ credentialId: credential.id, vault, valid, file, overwrite });
    if (answer.ok) setMade(answer.value);
  };
  return (
    <Dialog
      title={ONLINE.kekTitle}
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        made ? (
          <Button variant="primary" onPress={onClose}>
            {CEREMONIES.close}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{CEREMONIES.cancel}</Button>
            <Button
              variant="primary"
              busy={busy}
              isDisabled={!credential || vault.trim() === '' || file.trim() === ''}
              onPress={() => void make()}
            >
              {ONLINE.kekOk}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <>
          <Callout tone="good" live title={ONLINE.kekDone}>
            {made.file}
          </Callout>
          <p>{ONLINE.kekRead}</p>
          <ReadAloud value={made.fingerprint} />
        </>
      ) : (
        <>
          <p>{ONLINE.kekText}</p>
          <Select
            label={ONLINE.credential}
            options={credentials.map(({ name }) => ({ id: name, title: name }))}
            value={chosen}
            onChange={setChosen}
          />
          <TextField label={ONLINE.vault} value={vault} onChange={setVault} />
          <TextField label={ONLINE.valid} value={valid} onChange={setValid} />
          <PlaceField label={FILE.file} value={file} onChange={setFile} />
        </>
      )}
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}
