import { useId, useState, type ReactNode } from 'react';
import type { ShareTestView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import {
  Badge,
  Button,
  Callout,
  CloseIcon,
  Dialog,
  Failure,
  FileButton,
  IconButton,
  PlusIcon,
  TextField,
  classesOf,
} from '../../components/index.js';
import { useCall } from '../../stores/index.js';
import styles from '../Ceremonies.module.css';
import { base64Of } from '../file-text.js';
import { SHARES } from '../record/strings.js';
import { CEREMONIES } from '../strings.js';

const c = classesOf(styles);
/** As many as the contract takes. */
const MOST = 16;

/** Tests shares of an escrow outside a run: each against the escrow file, and whether together they would do. */
export function TestShares({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [file, setFile] = useState<File>();
  const [shares, setShares] = useState<readonly string[]>(['']);
  const [result, setResult] = useState<ShareTestView>();
  const { run, busy, failure } = useCall(bridge().ceremonies.testShares);
  const formId = useId();
  const change = (next: readonly string[]): void => {
    setShares(next);
    setResult(undefined);
  };
  const typed = shares.filter((share) => share.trim() !== '');
  const isReady = file !== undefined && typed.length > 0;
  const test = async (): Promise<void> => {
    if (!file || !isReady || busy) return;
    const answer = await run({ escrowFile: await base64Of(file), shares: [...typed] });
    setResult(answer.ok ? answer.value : undefined);
  };
  return (
    <Dialog
      title={SHARES.title}
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        <>
          <Button onPress={onClose}>{CEREMONIES.close}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy} isDisabled={!isReady}>
            {SHARES.ok}
          </Button>
        </>
      }
    >
      <p>{SHARES.text}</p>
      <div className={c('row')}>
        <FileButton
          accept={['.json']}
          onChoose={(next) => {
            setFile(next);
            setResult(undefined);
          }}
        >
          {SHARES.escrowFile}
        </FileButton>
        {file && <span role="status">{SHARES.chosen(file.name)}</span>}
      </div>
      <form
        id={formId}
        className={c('form')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void test();
        }}
      >
        {shares.map((share, at) => (
          <div className={c('place')} key={at}>
            <TextField
              label={SHARES.share(at)}
              password
              value={share}
              onChange={(text) => change(shares.with(at, text))}
            />
            {shares.length > 1 && (
              <IconButton
                label={SHARES.remove(at)}
                icon={<CloseIcon size={14} />}
                onPress={() => change(shares.toSpliced(at, 1))}
              />
            )}
          </div>
        ))}
        <p className={c('soft')}>{SHARES.help}</p>
        <div>
          <Button
            icon={<PlusIcon size={14} />}
            isDisabled={shares.length >= MOST}
            onPress={() => change([...shares, ''])}
          >
            {SHARES.add}
          </Button>
        </div>
        <button type="submit" hidden tabIndex={-1} />
      </form>
      {result && <Result result={result} />}
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}

function Result({ result }: { readonly result: ShareTestView }): ReactNode {
  const { ceremony, mode, setId, threshold, total, shares, missing } = result;
  return (
    <>
      <p className={c('row')}>
        {SHARES.set(ceremony, setId)}
        {mode === 'PRACTICE' && <Badge tone="practice">{mode}</Badge>}
      </p>
      {shares.map(({ index, holder, again, problem, advice }, at) =>
        problem === undefined ? (
          <Callout
            key={at}
            live
            tone={again ? 'warn' : 'good'}
            title={again ? SHARES.again(at) : SHARES.fine(at, index ?? 0, total, holder ?? '')}
          />
        ) : (
          <Callout key={at} live tone="bad" title={SHARES.wrong(at)} advice={advice}>
            {problem}
          </Callout>
        ),
      )}
      <Callout
        live
        tone={missing === 0 ? 'good' : 'info'}
        title={missing === 0 ? SHARES.enough(threshold) : SHARES.missing(missing, threshold)}
      />
    </>
  );
}
