import { useEffect, useState, type ReactNode } from 'react';
import type { PlanCheckView } from '../../../shared/contract/index.js';
import { CEREMONY_KINDS, type CeremonyKind } from '../../../shared/domain/ceremony/plan.js';
import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { bridge } from '../../bridge.js';
import { Button, FileButton, Select, TextArea, View, classesOf } from '../../components/index.js';
import { useWhyNot } from '../../stores/index.js';
import styles from '../Ceremonies.module.css';
import { FileDialog } from '../FileDialog.js';
import { FolderDialog } from '../FolderDialog.js';
import { CEREMONIES, PLAN } from '../strings.js';
import { PlanFindings } from './PlanFindings.js';

const c = classesOf(styles);
const KINDS = CEREMONY_KINDS.map((kind) => ({ id: kind, title: CEREMONIES.kinds[kind] }));
const TYPING_MS = 300;

export interface PlanEditorProps {
  readonly onClose: () => void;
  readonly onBegun: (view: RunView) => void;
}

/** The plan as text, with what is wrong beside it. */
export function PlanEditor({ onClose, onBegun }: PlanEditorProps): ReactNode {
  const [kind, setKind] = useState<CeremonyKind>('generate-and-wrap');
  const [text, setText] = useState('');
  const [open, setOpen] = useState<'save' | 'script' | 'begin'>();
  const check = usePlanCheck(text);
  const whyNot = useWhyNot('ceremonies', 'begin');
  const id = check?.plan?.id ?? 'ceremony';
  useEffect(() => {
    void bridge()
      .ceremonies.newPlan({ kind })
      .then((answer) => {
        if (answer.ok) setText(answer.value.text);
      });
  }, [kind]);
  const close = (): void => setOpen(undefined);
  const isReady = check?.plan !== undefined && check.problems.length === 0;
  return (
    <View
      title={PLAN.title}
      lead={PLAN.lead}
      scrolls
      actions={
        <>
          <Button variant="quiet" onPress={onClose}>
            {PLAN.back}
          </Button>
          <FileButton accept={['.yaml', '.yml', '.json']} onChoose={(file) => void file.text().then(setText)}>
            {CEREMONIES.openPlan}
          </FileButton>
          <Button onPress={() => setOpen('save')}>{PLAN.save}</Button>
          <Button isDisabled={check?.plan === undefined} onPress={() => setOpen('script')}>
            {PLAN.script}
          </Button>
          <Button variant="primary" isDisabled={!isReady} disabledReason={whyNot} onPress={() => setOpen('begin')}>
            {PLAN.begin}
          </Button>
        </>
      }
    >
      <div className={c('columns')}>
        <div className={c('stack')}>
          <Select label={PLAN.kind} options={KINDS} value={kind} onChange={setKind} />
          <TextArea label={PLAN.text} value={text} onChange={setText} rows={24} mono />
        </div>
        <PlanFindings check={check} />
      </div>
      {open === 'save' && (
        <FileDialog
          title={PLAN.save}
          name={`${id}.plan.yaml`}
          write={(place) => bridge().ceremonies.savePlan({ text, ...place })}
          onClose={close}
        />
      )}
      {open === 'script' && (
        <FileDialog
          title={PLAN.script}
          name={`${id}-script.pdf`}
          write={(place) => bridge().ceremonies.writeScript({ text, ...place })}
          onClose={close}
        />
      )}
      {open === 'begin' && (
        <FolderDialog
          title={PLAN.beginTitle}
          text={PLAN.beginText}
          okLabel={PLAN.beginOk}
          name={id}
          open={(folder) => bridge().ceremonies.begin({ text, folder })}
          onDone={onBegun}
          onClose={close}
        />
      )}
    </View>
  );
}

/** What is wrong with the plan, while it is typed. */
function usePlanCheck(text: string): PlanCheckView | undefined {
  const [check, setCheck] = useState<PlanCheckView>();
  useEffect(() => {
    if (text === '') return undefined;
    let isStale = false;
    const timer = setTimeout(() => {
      void bridge()
        .ceremonies.checkPlan({ text })
        .then((answer) => {
          if (!isStale && answer.ok) setCheck(answer.value);
        });
    }, TYPING_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [text]);
  return check;
}
