import { useState, type ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { Button, Callout, classesOf, KeyValueList, Section, Time } from '../../components/index.js';
import { useIdentityManagement, useWhyNot } from '../../stores/index.js';
import styles from '../Identities.module.css';
import { RECOVERY as TEXT } from '../strings.js';
import { MakeShares } from './MakeShares.js';
import { Sheets } from './Sheets.js';
import { TestShares } from './TestShares.js';

const c = classesOf(styles);

type Made = Reply<'identityManagement', 'makeRecoveryShares'>;

/** Which recovery shares are out; Make and Test. */
export function RecoverySection(): ReactNode {
  const recovery = useIdentityManagement((state) => state.recovery);
  const whyNotMake = useWhyNot('identityManagement', 'makeRecoveryShares');
  const whyNotTest = useWhyNot('identityManagement', 'testRecoveryShares');
  const [open, setOpen] = useState<'make' | 'test'>();
  // Only here, until the sheets are noted down: nothing keeps them.
  const [made, setMade] = useState<Made>();
  return (
    <Section title={TEXT.title} lead={TEXT.lead}>
      {recovery ? (
        <KeyValueList
          items={[
            { name: TEXT.stands.set, value: <code>{recovery.setId}</code> },
            { name: TEXT.stands.made, value: <Time at={recovery.createdAt} precision="minute" /> },
            { name: TEXT.stands.needed, value: TEXT.needed(recovery.threshold, recovery.holders.length) },
            { name: TEXT.stands.holders, value: recovery.holders.join(', ') },
          ]}
        />
      ) : (
        <Callout tone="warn" title={TEXT.none} />
      )}
      <div className={c('buttons')}>
        <Button disabledReason={whyNotMake} onPress={() => setOpen('make')}>
          {recovery ? TEXT.makeAnew : TEXT.make}…
        </Button>
        {recovery && (
          <Button disabledReason={whyNotTest} onPress={() => setOpen('test')}>
            {TEXT.test}…
          </Button>
        )}
      </div>
      {open === 'make' && (
        <MakeShares
          replaces={recovery?.setId}
          onMade={(shares) => {
            setOpen(undefined);
            setMade(shares);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'test' && <TestShares onClose={() => setOpen(undefined)} />}
      {made && <Sheets made={made} onClose={() => setMade(undefined)} />}
    </Section>
  );
}
