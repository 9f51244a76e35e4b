import { useEffect, useState, type ReactNode } from 'react';
import type { PlanPath } from '../../../shared/domain/ceremony/plan-draft.js';
import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { bridge } from '../../bridge.js';
import { Badge, Button, Failure, FileButton, Tabs, TextArea, View, classesOf } from '../../components/index.js';
import { useWhyNot } from '../../stores/index.js';
import { FileDialog } from '../FileDialog.js';
import { FolderDialog } from '../FolderDialog.js';
import { CEREMONIES, PLAN } from '../strings.js';
import { FORM } from './form-strings.js';
import { goToPlace } from './places.js';
import { isUnsaved, planDesk, whyNotReady } from './plan-desk.js';
import styles from './Plan.module.css';
import { LeaveDialog, LostDialog } from './PlanDialogs.js';
import { PlanFindings } from './PlanFindings.js';
import { PlanForm } from './PlanForm.js';

const c = classesOf(styles);

/** The plan that lies on the desk, as a form and as text, with what was found beside it. */
export function PlanEditor({ onBegun }: { readonly onBegun: (view: RunView) => void }): ReactNode {
  const text = planDesk.use((desk) => desk.text);
  const failure = planDesk.use((desk) => desk.failure);
  const [tab, setTab] = useState('form');
  const [open, setOpen] = useState<'save' | 'script' | 'begin'>();
  const dirty = planDesk.use(isUnsaved);
  const [leaving, setLeaving] = useState<() => void>();
  const id = planDesk.use((desk) => desk.check?.plan?.id) ?? 'ceremony';
  const notReady = planDesk.use((desk) => whyNotReady(desk, FORM));
  const mayNotBegin = useWhyNot('ceremonies', 'begin') ?? notReady;
  useAskBeforeClosing(dirty);
  const close = (): void => setOpen(undefined);
  const unlessUnsaved = (then: () => void): void => {
    if (dirty) setLeaving(() => then);
    else then();
  };
  const show = (next: string): void => {
    void planDesk.flush().then(() => setTab(next));
  };
  const ask = (what: 'save' | 'script' | 'begin'): void => {
    void planDesk.flush().then(() => setOpen(what));
  };
  const goTo = (path: PlanPath): void => {
    setTab('form');
    // The form may have to be there first.
    setTimeout(() => goToPlace(path));
  };
  return (
    <View
      title={PLAN.title}
      lead={PLAN.lead}
      scrolls
      actions={
        <>
          {dirty && <Badge tone="warn">{FORM.unsaved}</Badge>}
          <Button variant="quiet" onPress={() => unlessUnsaved(planDesk.close)}>
            {PLAN.back}
          </Button>
          <OpenPlanButton onText={(opened) => unlessUnsaved(() => planDesk.open(opened))} />
          <Button onPress={() => ask('save')}>{PLAN.save}</Button>
          <Button disabledReason={notReady} onPress={() => ask('script')}>
            {PLAN.script}
          </Button>
          <Button variant="primary" disabledReason={mayNotBegin} onPress={() => ask('begin')}>
            {PLAN.begin}
          </Button>
        </>
      }
    >
      {failure && <Failure failure={failure} />}
      <div className={c('columns')}>
        <PlanFindings onGo={goTo} />
        <Tabs
          label={FORM.tabs}
          selected={tab}
          onSelect={show}
          pages={[
            { id: 'form', title: FORM.form, content: <PlanForm onText={() => show('text')} /> },
            {
              ...{ id: 'text', title: FORM.text },
              content: <TextArea label={PLAN.text} value={text} onChange={planDesk.write} rows={28} mono />,
            },
          ]}
        />
      </div>
      {open === 'save' && (
        <FileDialog
          title={PLAN.save}
          name={`${id}.plan.yaml`}
          write={(place) => bridge().ceremonies.savePlan({ text, ...place })}
          onWritten={() => planDesk.keepAsSaved(text)}
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
      {leaving && (
        <LeaveDialog
          onStay={() => setLeaving(undefined)}
          onDiscard={() => {
            setLeaving(undefined);
            leaving();
          }}
        />
      )}
      <LostDialog />
    </View>
  );
}

/** Opens a plan file: what it says is read, and lies on the desk. */
export function OpenPlanButton({ onText }: { readonly onText: (text: string) => void }): ReactNode {
  return (
    <FileButton accept={['.yaml', '.yml', '.json']} onChoose={(file) => void file.text().then(onText)}>
      {CEREMONIES.openPlan}
    </FileButton>
  );
}

/** The browser asks before the tab is closed; Electron's window closes without asking (main/doors/electron/refuse.ts). */
function useAskBeforeClosing(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isWanted]);
}
