import { useState, type ReactNode } from 'react';
import { Button, classesOf, Section } from '../components/index.js';
import { useIdentityManagement, useWhyNot } from '../stores/index.js';
import { activeAdministrators } from './identity-rules.js';
import styles from './Identities.module.css';
import { SetThreshold } from './SetThreshold.js';
import { RULES, THRESHOLD as TEXT } from './strings.js';

const c = classesOf(styles);

/** How many administrators unlock together, and what that means. */
export function ThresholdSection(): ReactNode {
  const active = useIdentityManagement((state) => activeAdministrators(state.identities).length);
  const threshold = useIdentityManagement((state) => state.threshold);
  const whyNot = useWhyNot('identityManagement', 'setThreshold');
  const [isOpen, setOpen] = useState(false);
  const reason = whyNot ?? (active <= 2 ? RULES.thresholdFixed(active) : undefined);
  return (
    <Section title={TEXT.title} lead={TEXT.lead}>
      <p className={c('stands')}>{TEXT.stands(threshold, active)}</p>
      <p className={c('soft')}>{TEXT.means(Math.max(0, active - threshold))}</p>
      <div className={c('buttons')}>
        <Button disabledReason={reason} onPress={() => setOpen(true)}>
          {TEXT.set}…
        </Button>
      </div>
      {isOpen && <SetThreshold active={active} threshold={threshold} onClose={() => setOpen(false)} />}
    </Section>
  );
}
