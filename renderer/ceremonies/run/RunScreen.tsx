import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Answer } from '../../../shared/contract/index.js';
import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { bridge } from '../../bridge.js';
import { Button, Failure, classesOf } from '../../components/index.js';
import { useCall } from '../../stores/index.js';
import { END, RUN } from '../strings.js';
import { EndPart } from './EndPart.js';
import { RunDialogs, type OpenRunDialog } from './RunDialogs.js';
import { StepPart } from './StepPart.js';
import styles from './Run.module.css';

const c = classesOf(styles);

export interface RunScreenProps {
  readonly first: RunView;
  /** What is opened over it at once. */
  readonly dialog?: OpenRunDialog | undefined;
  /** The window goes back to its list; the run can be resumed. */
  readonly onClose: () => void;
}

/** The run of a ceremony: the whole window, one step at a time, in large type. */
export function RunScreen({ first, dialog: firstDialog, onClose }: RunScreenProps): ReactNode {
  const [view, setView] = useState(first);
  const [dialog, setDialog] = useState<OpenRunDialog>();
  const [chosen, setChosen] = useState<string>();
  const { run, busy, failure, clear } = useCall(bridge().ceremonies.act);
  const heading = useRef<HTMLHeadingElement>(null);
  const { step, mode, id } = view;
  // Who was chosen for the step before may not be one who may do this one.
  const by = step?.who.find((name) => name === chosen) ?? step?.who[0] ?? '';
  const isPractice = mode === 'PRACTICE';
  // What had the focus is gone with the step before.
  useEffect(() => {
    const field = document.querySelector<HTMLElement>(focusOf(step));
    (field ?? heading.current)?.focus();
  }, [step, view.state]);
  // Only once the screen stands: what is opened together with it would lie behind it.
  useEffect(() => {
    const timer = setTimeout(() => setDialog(firstDialog));
    return () => clearTimeout(timer);
  }, [firstDialog]);
  const take = (answer: Answer<RunView>): void => {
    if (!answer.ok) return;
    clear();
    setView(answer.value);
    setDialog(undefined);
  };
  return (
    <ModalOverlay className={c('veil')} isOpen isKeyboardDismissDisabled>
      <Modal className={c('modal')}>
        <AriaDialog className={c('dialog')}>
          <p className={c('mark', isPractice && 'practice')}>
            <strong>{isPractice ? RUN.practice : RUN.production}</strong> · {id} · {view.purpose}
            {isPractice && <span className={c('more')}>{` · ${RUN.practiceText}`}</span>}
            {view.sheets > 0 && ` · ${RUN.sheets(view.sheets)}`}
          </p>
          {/* Long values scroll; a keyboard must be able to as well. */}
          <div className={c('body')} tabIndex={0} role="region" aria-label={step?.title ?? END.record}>
            <div className={c('inner')}>
              {step && <p className={c('step')}>{RUN.step(step.number, step.total)}</p>}
              <Heading slot="title" className={c('title')} tabIndex={-1} ref={heading}>
                {step?.title ?? END.titles[view.state === 'running' ? 'aborted' : view.state]}
              </Heading>
              {step && (
                <StepPart
                  key={`${step.number}-${view.sheets}-${step.waiting === undefined}`}
                  step={step}
                  busy={busy}
                  by={by}
                  onBy={setChosen}
                  onAnswer={(input) => void run({ id, by, input }).then(take)}
                  onSheet={() => setDialog('sheet')}
                />
              )}
              {!step && <EndPart view={view} />}
              {failure && <Failure failure={failure} />}
            </div>
          </div>
          <footer className={c('foot')}>
            {step ? (
              <>
                {!step.waiting && <Button onPress={() => setDialog('differs')}>{RUN.differs}</Button>}
                <Button onPress={() => setDialog('sheet')}>{RUN.sheet}</Button>
                <Button variant="danger" onPress={() => setDialog('abort')}>
                  {RUN.abort}
                </Button>
                <Button isDisabled={busy} onPress={onClose}>
                  {RUN.pause}
                </Button>
              </>
            ) : (
              <>
                <Button onPress={() => setDialog('sign')}>{END.sign}</Button>
                <Button onPress={() => setDialog('print')}>{END.print}</Button>
                <Button variant="primary" onPress={onClose}>
                  {END.close}
                </Button>
              </>
            )}
          </footer>
          <RunDialogs open={dialog} view={view} by={by} onDone={take} onClose={() => setDialog(undefined)} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What the next press of a key goes to: the sheet that is missing, the file that is asked for, the field. */
function focusOf(step: RunView['step']): string {
  if (step?.waiting) return '[data-waiting] button';
  if (step?.ask.kind === 'file') return '[data-ask] [data-file] button';
  return '[data-ask] :is(input[type="text"], input[type="password"])';
}
