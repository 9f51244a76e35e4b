import { useState, type ReactNode } from 'react';
import type { PackageView, UploadView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import {
  Button,
  Callout,
  Dialog,
  Failure,
  FileButton,
  KeyValueList,
  Select,
  TextArea,
  TextField,
} from '../../components/index.js';
import { useCall, useIdentityManagement } from '../../stores/index.js';
import { base64Of } from '../file-text.js';
import { useSuggestedFile } from '../FileDialog.js';
import { CEREMONIES, ONLINE } from '../strings.js';

/** Shows what a ceremony package holds, asks for the key of the workstation that made it, and uploads. */
export function UploadPackage({ onClose }: { readonly onClose: () => void }): ReactNode {
  const credentials = useIdentityManagement((state) => state.credentials);
  const [bytes, setBytes] = useState('');
  const [shown, setShown] = useState<PackageView>();
  const [chosen, setChosen] = useState(credentials[0]?.name);
  const [workstationKey, setWorkstationKey] = useState('');
  const [closing, setClosing] = useSuggestedFile(`${shown?.ceremony ?? 'ceremony'}.closing.json`);
  const [done, setDone] = useState<UploadView>();
  const reading = useCall(bridge().ceremonies.readPackage);
  const { run, busy, failure } = useCall(bridge().ceremonies.upload);
  const credential = credentials.find(({ name }) => name === chosen);
  const take = async (file: File): Promise<void> => {
    const text = await base64Of(file);
    const answer = await reading.run({ bytes: text });
    setBytes(text);
    setShown(answer.ok ? answer.value : undefined);
  };
  const upload = async (): Promise<void> => {
    if (!credential) return;
    const answer = await run({ bytes, credentialId: credential.id, workstationKey, closing });
    if (answer.ok) setDone(answer.value);
  };
  const problem = failure ?? reading.failure;
  const isReady =
    shown !== undefined && credential !== undefined && workstationKey.trim() !== '' && closing.trim() !== '';
  return (
    <Dialog
      title={ONLINE.uploadTitle}
      size="large"
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        done?.closing ? (
          <Button variant="primary" onPress={onClose}>
            {CEREMONIES.close}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{CEREMONIES.cancel}</Button>
            <Button variant="primary" busy={busy} isDisabled={!isReady} onPress={() => void upload()}>
              {ONLINE.uploadOk}
            </Button>
          </>
        )
      }
    >
      {done?.closing ? (
        <Callout tone="good" live title={ONLINE.uploaded}>
          {done.keys.map(({ group, vault, version }) => `${group} in ${vault}: version ${version}`).join('; ')}.{' '}
          {done.closing.file}
        </Callout>
      ) : (
        <>
          <FileButton onChoose={(file) => void take(file)}>{ONLINE.choose}</FileButton>
          {shown && (
            <>
              <KeyValueList
                stacked
                items={[
                  { name: ONLINE.ceremony, value: `${shown.ceremony} (${shown.mode})` },
                  { name: ONLINE.madeAt, value: shown.madeAt },
                  { name: ONLINE.vault, value: shown.vault },
                  { name: ONLINE.keys, value: shown.keys.map(({ group, type }) => `${group}: ${type}`).join('; ') },
                  { name: ONLINE.claims, value: shown.workstationKey.words?.join(' ') ?? '' },
                ]}
              />
              <Callout tone="info" title={ONLINE.compare}>
                {ONLINE.compareText}
              </Callout>
              <TextArea
                label={ONLINE.workstationKey}
                value={workstationKey}
                onChange={setWorkstationKey}
                rows={2}
                mono
              />
              <Select
                label={ONLINE.credential}
                options={credentials.map(({ name }) => ({ id: name, title: name }))}
                value={chosen}
                onChange={setChosen}
              />
              <TextField label={ONLINE.closing} value={closing} onChange={setClosing} mono />
            </>
          )}
        </>
      )}
      {done?.failure && (
        <Callout tone="bad" live title={ONLINE.stopped} advice={done.failure.advice}>
          {done.failure.message}
        </Callout>
      )}
      {problem && <Failure failure={problem} />}
    </Dialog>
  );
}
