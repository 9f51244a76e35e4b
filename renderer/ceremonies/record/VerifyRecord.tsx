import { useState, type ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import {
  Button,
  Callout,
  Dialog,
  Failure,
  FileButton,
  FolderButton,
  KeyValueList,
  TextField,
  classesOf,
} from '../../components/index.js';
import { useCall } from '../../stores/index.js';
import styles from '../Ceremonies.module.css';
import { base64Of, outputOf } from '../file-text.js';
import { CEREMONIES } from '../strings.js';
import { VERIFY } from './strings.js';
import { VerifyResult } from './VerifyResult.js';

const c = classesOf(styles);
const RECORD = /\.record\.jsonl$/i;

interface Chosen {
  readonly record: File;
  /** What lies beside it, where its folder was chosen. */
  readonly beside?: readonly File[];
}

/** Verifies a record from a file, whoever made it: with its plan, its outputs and the key of its workstation where they are given. */
export function VerifyRecord({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [chosen, setChosen] = useState<Chosen>();
  const [plan, setPlan] = useState<File>();
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string>();
  const [result, setResult] = useState<Reply<'ceremonies', 'verifyRecord'>>();
  const { run, busy, failure, clear } = useCall(bridge().ceremonies.verifyRecord);
  const take = (next: Chosen | undefined, why?: string): void => {
    setChosen(next);
    setProblem(why);
    setResult(undefined);
    clear();
  };
  const takeFolder = (files: readonly File[]): void => {
    const [record, other] = files.filter(({ name }) => RECORD.test(name));
    if (!record) return take(undefined, VERIFY.noRecord);
    if (other) return take(undefined, VERIFY.manyRecords);
    take({ record, beside: files.filter((file) => file !== record) });
  };
  const verify = async (): Promise<void> => {
    if (!chosen) return;
    const { record, beside } = chosen;
    const answer = await run({
      record: await base64Of(record),
      ...(plan ? { plan: await plan.text() } : {}),
      ...(key.trim() === '' ? {} : { key }),
      ...(beside ? { outputs: await Promise.all(beside.map(outputOf)) } : {}),
    });
    setResult(answer.ok ? answer.value : undefined);
  };
  return (
    <Dialog
      title={VERIFY.title}
      size="large"
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        <>
          <Button onPress={onClose}>{CEREMONIES.close}</Button>
          <Button variant="primary" busy={busy} isDisabled={!chosen} onPress={() => void verify()}>
            {VERIFY.ok}
          </Button>
        </>
      }
    >
      <p>{VERIFY.text}</p>
      <div className={c('row')}>
        <FolderButton onChoose={takeFolder}>{VERIFY.folder}</FolderButton>
        <FileButton accept={['.jsonl']} onChoose={(record) => take({ record })}>
          {VERIFY.record}
        </FileButton>
        <FileButton
          accept={['.yaml', '.yml', '.json']}
          onChoose={(file) => {
            setPlan(file);
            setResult(undefined);
          }}
        >
          {VERIFY.plan}
        </FileButton>
      </div>
      <KeyValueList
        items={[
          { name: VERIFY.chosen, value: chosen ? nameOf(chosen) : VERIFY.none },
          { name: VERIFY.planChosen, value: plan?.name ?? VERIFY.none },
        ]}
      />
      <TextField
        label={VERIFY.key}
        description={VERIFY.keyHelp}
        optional
        mono
        value={key}
        onChange={(text) => {
          setKey(text);
          setResult(undefined);
        }}
      />
      {problem !== undefined && <Callout tone="warn" live title={problem} />}
      {result && <VerifyResult result={result} />}
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}

function nameOf({ record, beside }: Chosen): string {
  return beside ? `${record.name} ${VERIFY.outputs(beside.length)}` : record.name;
}
