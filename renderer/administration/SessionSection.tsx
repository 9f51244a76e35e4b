import { useState, type ReactNode } from 'react';
import { Button, classesOf, KeyValueList, NumberField, Section } from '../components/index.js';
import { go, useIdentityManagement } from '../stores/index.js';
import styles from './Configuration.module.css';
import { CONFIGURATION } from './strings.js';

const c = classesOf(styles);
const TEXT = CONFIGURATION.session;
/** As main takes it. */
const LEAST = 1;
const MOST = 60;

/** Who unlocks it, and when the window locks itself. */
export function SessionSection(props: {
  readonly minutes: number;
  readonly disabledReason: string | undefined;
  readonly busy: boolean;
  readonly onMinutes: (minutes: number) => void;
}): ReactNode {
  const { minutes, disabledReason, busy, onMinutes } = props;
  const threshold = useIdentityManagement((state) => state.threshold);
  const [draft, setDraft] = useState<number>();
  const wanted = draft ?? minutes;
  const isPossible = Number.isInteger(wanted) && wanted >= LEAST && wanted <= MOST;
  return (
    <Section title={TEXT.title} lead={TEXT.lead}>
      <div className={c('withButton')}>
        <NumberField
          label={TEXT.idle}
          description={TEXT.idleHelp}
          unit={TEXT.minutes}
          minValue={LEAST}
          maxValue={MOST}
          value={wanted}
          onChange={setDraft}
          isDisabled={disabledReason !== undefined || busy}
        />
        <Button
          disabledReason={disabledReason}
          isDisabled={busy || !isPossible || wanted === minutes}
          onPress={() => {
            onMinutes(wanted);
            setDraft(undefined);
          }}
        >
          {TEXT.save}
        </Button>
      </div>
      <KeyValueList
        items={[
          {
            name: TEXT.threshold,
            value: (
              <>
                {TEXT.administrators(threshold)}{' '}
                <Button variant="quiet" onPress={() => go({ view: 'identities' })}>
                  {TEXT.toIdentities}
                </Button>
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
