import { useCallback, useState, type ReactNode } from 'react';
import { bridge } from '../../bridge.js';
import { Button, classesOf, Failure } from '../../components/index.js';
import { NewLoginFields } from '../../identity-management/index.js';
import { go, useCall, useSession } from '../../stores/index.js';
import { Entrance } from '../Entrance.js';
import { DoneStep } from './DoneStep.js';
import { areAdminsFilled, EMPTY_DRAFT, isSameName, type Draft } from './draft.js';
import styles from './FirstStart.module.css';
import { PlacesStep } from './PlacesStep.js';
import { Steps } from './Steps.js';
import { FIRST_START } from './strings.js';
import { useMakeWorkstation } from './use-make-workstation.js';
import { VaultStep } from './VaultStep.js';

const c = classesOf(styles);

/** Four steps: two Admin identities, where data and secrets live, practice vault or Azure, done. */
export function FirstStart({ onDone }: { readonly onDone: () => void }): ReactNode {
  const [step, setStep] = useState<1 | 2 | 3 | 4>(1);
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [firstAccepted, setFirstAccepted] = useState(false);
  const [secondAccepted, setSecondAccepted] = useState(false);
  const make = useMakeWorkstation();
  const addPractice = useCall(bridge().identityManagement.addPracticeCredential);
  const change = useCallback((part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), []);

  const makeIt = async (): Promise<void> => {
    if (!(await make.run(draft))) return;
    // The passphrases are not needed any more.
    change({
      first: { ...draft.first, passphrase: '', again: '' },
      second: { ...draft.second, passphrase: '', again: '' },
    });
    setStep(3);
  };
  const chooseVault = async (): Promise<void> => {
    if (draft.vault === 'practice') {
      const answer = await addPractice.run({ name: FIRST_START.vault.credentialName });
      if (!answer.ok) return;
    }
    setStep(4);
  };
  const finish = (): void => {
    go({ view: draft.vault === 'practice' ? 'keys' : 'cloud-credentials' });
    onDone();
  };

  return (
    <Entrance title={FIRST_START.title} lead={FIRST_START.lead} foot={<Foot />}>
      <Steps titles={FIRST_START.steps} current={step} />
      {step === 1 && (
        <>
          <StepHead title={FIRST_START.identities.title} lead={FIRST_START.identities.lead} />
          <div className={c('pair')}>
            <NewLoginFields
              title={FIRST_START.identities.first}
              draft={draft.first}
              onChange={(first) => change({ first })}
              onAccepted={setFirstAccepted}
              focus
            />
            <NewLoginFields
              title={FIRST_START.identities.second}
              draft={draft.second}
              onChange={(second) => change({ second })}
              onAccepted={setSecondAccepted}
              nameError={isSameName(draft) ? FIRST_START.identities.sameName : undefined}
            />
          </div>
          <div className={c('actions')}>
            <span className={c('note')}>{FIRST_START.identities.alone}</span>
            <Button
              variant="primary"
              isDisabled={!areAdminsFilled(draft) || !firstAccepted || !secondAccepted}
              onPress={() => setStep(2)}
            >
              {FIRST_START.next}
            </Button>
          </div>
        </>
      )}
      {step === 2 && (
        <>
          <StepHead title={FIRST_START.places.title} lead={FIRST_START.places.lead} />
          <PlacesStep draft={draft} onChange={change} />
          {make.failure && <Failure failure={make.failure} />}
          <div className={c('actions')}>
            <span className={c('note')} role="status">
              {make.busy && FIRST_START.places.making}
            </span>
            <Button onPress={() => setStep(1)} isDisabled={make.busy || make.isMade}>
              {FIRST_START.back}
            </Button>
            <Button variant="primary" busy={make.busy} onPress={() => void makeIt()}>
              {make.isMade ? FIRST_START.next : FIRST_START.places.make}
            </Button>
          </div>
        </>
      )}
      {step === 3 && (
        <>
          <StepHead title={FIRST_START.vault.title} lead={FIRST_START.vault.lead} />
          <VaultStep draft={draft} onChange={change} />
          {addPractice.failure && <Failure failure={addPractice.failure} />}
          <div className={c('actions')}>
            <Button variant="primary" busy={addPractice.busy} onPress={() => void chooseVault()}>
              {FIRST_START.next}
            </Button>
          </div>
        </>
      )}
      {step === 4 && <DoneStep draft={draft} onFinish={finish} />}
    </Entrance>
  );
}

function StepHead({ title, lead }: { readonly title: string; readonly lead: string }): ReactNode {
  return (
    <div className={c('stepHead')}>
      <h2>{title}</h2>
      <p>{lead}</p>
    </div>
  );
}

function Foot(): ReactNode {
  const session = useSession((state) => state.session);
  return session ? `Keyferry ${session.version}` : null;
}
