import { useCallback, useState, type ReactNode } from 'react';
import type { SessionView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Button, classesOf, Failure, TextArea } from '../../components/index.js';
import { TextList } from '../../identity-management/index.js';
import { useCall, useSession } from '../../stores/index.js';
import { Entrance } from '../Entrance.js';
import { Steps } from '../first-start/Steps.js';
import styles from '../LogIn.module.css';
import { LOGIN } from '../strings.js';
import { AdministratorsStep } from './AdministratorsStep.js';
import {
  areAdministratorsFilled,
  areSharesTyped,
  EMPTY_RECOVERY,
  justificationError,
  recoveryArgument,
  type RecoveryDraft,
} from './recovery-draft.js';
import { RECOVER as TEXT } from './strings.js';

const c = classesOf(styles);

export interface RecoverProps {
  readonly session: SessionView;
  readonly onBack: () => void;
  readonly onRecovered: () => void;
}

/** Three steps on a sealed workstation: shares, new administrators, who is gone and why. */
export function Recover({ session, onBack, onRecovered }: RecoverProps): ReactNode {
  const [step, setStep] = useState<1 | 2 | 3>(1);
  const [draft, setDraft] = useState(EMPTY_RECOVERY);
  const [accepted, setAccepted] = useState<readonly boolean[]>([]);
  const [isLeft, setLeft] = useState(false);
  const recover = useCall(bridge().identityManagement.recover);
  const change = useCallback((part: Partial<RecoveryDraft>) => setDraft((before) => ({ ...before, ...part })), []);
  const accept = useCallback(
    (at: number, is: boolean) =>
      setAccepted((before) =>
        Array.from({ length: Math.max(before.length, at + 1) }, (_, one) => (one === at ? is : (before[one] ?? false))),
      ),
    [],
  );
  const wrong = justificationError(draft);
  const run = async (): Promise<void> => {
    const answer = await recover.run(recoveryArgument(draft));
    if (!answer.ok) return;
    setDraft(EMPTY_RECOVERY);
    useSession.setState({ session: answer.value });
    onRecovered();
  };
  return (
    <Entrance title={TEXT.title} lead={TEXT.lead} foot={LOGIN.version(session.version, session.dataFolder)}>
      <Steps titles={TEXT.steps} current={step} />
      {step === 1 && (
        <Step
          words={TEXT.shares}
          back={{ title: TEXT.toLogIn, onPress: onBack }}
          next={{ title: TEXT.next, isReady: areSharesTyped(draft), onPress: () => setStep(2) }}
        >
          <TextList
            values={draft.shares}
            onChange={(shares) => change({ shares })}
            least={2}
            isLong
            focus
            help={TEXT.shares.help}
            words={{ label: TEXT.shares.field, add: TEXT.shares.add, remove: TEXT.shares.remove }}
          />
        </Step>
      )}
      {step === 2 && (
        <Step
          words={TEXT.administrators}
          back={{ title: TEXT.back, onPress: () => setStep(1) }}
          next={{
            title: TEXT.next,
            isReady: areAdministratorsFilled(draft, accepted),
            onPress: () => setStep(3),
          }}
        >
          <AdministratorsStep
            administrators={draft.administrators}
            onChange={(administrators) => change({ administrators })}
            onAccepted={accept}
          />
        </Step>
      )}
      {step === 3 && (
        <Step
          words={TEXT.lost}
          note={recover.busy ? TEXT.working : undefined}
          back={{ title: TEXT.back, onPress: () => setStep(2) }}
          next={{
            title: TEXT.recover,
            isReady: wrong === undefined,
            busy: recover.busy,
            onPress: () => void run(),
          }}
        >
          <TextList
            values={draft.lost}
            onChange={(lost) => change({ lost })}
            least={1}
            focus
            words={{ label: TEXT.lost.field, add: TEXT.lost.add, remove: TEXT.lost.remove }}
          />
          <TextArea
            label={TEXT.lost.justification}
            description={TEXT.lost.justificationHelp}
            rows={2}
            value={draft.justification}
            onChange={(justification) => change({ justification })}
            onBlur={() => setLeft(true)}
            error={isLeft ? wrong : undefined}
          />
          {recover.failure && <Failure failure={recover.failure} />}
        </Step>
      )}
    </Entrance>
  );
}

function Step(props: {
  readonly words: { readonly title: string; readonly lead: string };
  readonly note?: string | undefined;
  readonly back: { readonly title: string; readonly onPress: () => void };
  readonly next: {
    readonly title: string;
    readonly isReady: boolean;
    readonly busy?: boolean;
    readonly onPress: () => void;
  };
  readonly children: ReactNode;
}): ReactNode {
  const { words, note, back, next, children } = props;
  return (
    <div className={c('steps')}>
      <div className={c('head')}>
        <h2>{words.title}</h2>
        <p>{words.lead}</p>
      </div>
      {children}
      <div className={c('actions')}>
        <span className={c('way')} role="status">
          {note}
        </span>
        <Button onPress={back.onPress} isDisabled={next.busy === true}>
          {back.title}
        </Button>
        <Button variant="primary" busy={next.busy} isDisabled={!next.isReady} onPress={next.onPress}>
          {next.title}
        </Button>
      </div>
    </div>
  );
}
