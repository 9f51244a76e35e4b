import { useState, type ReactNode } from 'react';
import type { PackageView, UploadView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Button, Callout, Dialog, Failure, FileButton } from '../../components/index.js';
import { useCall, useIdentityManagement, useLoggingAndReporting } from '../../stores/index.js';
import { base64Of } from '../file-text.js';
import { usePlace } from '../PlaceField.js';
import { CEREMONIES, ONLINE } from '../strings.js';
import { isFilled, NO_UPLOAD, UploadForm, type UploadDraft } from './UploadForm.js';
import { UploadProgress } from './UploadProgress.js';

/** The way back: shows what a ceremony package holds, asks who made it, uploads as jobs, and shows what the vault has. */
export function UploadPackage({ onClose }: { readonly onClose: () => void }): ReactNode {
  const credentials = useIdentityManagement((state) => state.credentials);
  const [bytes, setBytes] = useState('');
  const [shown, setShown] = useState<PackageView>();
  const [draft, setDraft] = useState<UploadDraft>({ ...NO_UPLOAD, credential: credentials[0]?.name });
  const [closing, setClosing] = usePlace(closingName(shown));
  const [before, setBefore] = useState<ReadonlySet<string>>();
  const [done, setDone] = useState<UploadView>();
  const reading = useCall(bridge().ceremonies.readPackage);
  const { run, busy, failure } = useCall(bridge().ceremonies.upload);
  const credential = credentials.find(({ name }) => name === draft.credential);
  const take = async (file: File): Promise<void> => {
    const text = await base64Of(file);
    const answer = await reading.run({ bytes: text });
    setBytes(text);
    setShown(answer.ok ? answer.value : undefined);
    setDraft({ ...draft, word: '', workstationKey: '' });
    setDone(undefined);
    setBefore(undefined);
  };
  const upload = async (): Promise<void> => {
    if (!credential) return;
    const { word, workstationKey, removeKek } = draft;
    setBefore(new Set(useLoggingAndReporting.getState().jobs.map(({ id }) => id)));
    const answer = await run({ bytes, credentialId: credential.id, workstationKey, word, removeKek, closing });
    // What was refused before it began has nothing to show.
    if (answer.ok) setDone(answer.value);
    else setBefore(undefined);
  };
  const isReady = shown !== undefined && credential !== undefined && closing.trim() !== '' && isFilled(draft);
  const problem = failure ?? reading.failure;
  const isEnded = done?.closing !== undefined || done?.closedBefore !== undefined;
  return (
    <Dialog
      title={ONLINE.uploadTitle}
      size="large"
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        isEnded ? (
          <Button variant="primary" onPress={onClose}>
            {CEREMONIES.close}
          </Button>
        ) : (
          <>
            <Button onPress={onClose} isDisabled={busy}>
              {done ? CEREMONIES.close : CEREMONIES.cancel}
            </Button>
            <Button variant="primary" busy={busy} isDisabled={!isReady} onPress={() => void upload()}>
              {done ? ONLINE.again : ONLINE.uploadOk}
            </Button>
          </>
        )
      }
    >
      {shown && before ? (
        <UploadProgress shown={shown} before={before} done={done} onLeave={onClose} />
      ) : (
        <>
          <div>
            <FileButton accept={['.json']} onChoose={(file) => void take(file)}>
              {ONLINE.choose}
            </FileButton>
          </div>
          {shown && (
            <UploadForm
              shown={shown}
              draft={draft}
              onChange={(part) => setDraft((now) => ({ ...now, ...part }))}
              closing={closing}
              onClosing={setClosing}
            />
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

/** A rehearsal's files have its mark in their names. */
function closingName(shown: PackageView | undefined): string {
  const name = `${shown?.ceremony ?? 'ceremony'}-closing.json`;
  return shown?.mode === 'PRACTICE' ? `PRACTICE-${name}` : name;
}
