import { useState, type ReactNode } from 'react';
import type { AttentionItem, AttentionObject } from '../../../shared/domain/attention.js';
import { Badge, Button, Callout, classesOf } from '../../components/index.js';
import { go, type Place } from '../../stores/index.js';
import styles from './Home.module.css';
import { HOME } from './strings.js';

const c = classesOf(styles);
const SHOWN_FIRST = 6;
const TONES = { error: 'bad', warning: 'warn', info: 'info' } as const;

/** Where one goes to do something about it. */
export function placeOfObject(object: AttentionObject): Place {
  switch (object.room) {
    case 'keyManagement':
      return { view: 'keys', id: object.id };
    case 'loggingAndReporting':
      return { view: 'jobs', id: object.id };
    case 'identityManagement':
      return { view: 'cloud-credentials', id: object.id };
    case 'administration':
      return { view: 'configuration', id: object.id };
  }
}

/** What needs attention, the most urgent first; each with the way to it. */
export function AttentionList({ items }: { readonly items: readonly AttentionItem[] }): ReactNode {
  const [showsAll, setShowsAll] = useState(false);
  if (items.length === 0) {
    return (
      <Callout tone="good" title={HOME.calm}>
        {HOME.calmText}
      </Callout>
    );
  }
  const shown = showsAll ? items : items.slice(0, SHOWN_FIRST);
  return (
    <>
      <ul className={c('items')}>
        {shown.map((item) => (
          <li key={`${item.kind} ${item.object.id} ${item.sentence}`} className={c('item')}>
            <Badge tone={TONES[item.severity]}>{HOME.severities[item.severity]}</Badge>
            <span className={c('sentence')}>{item.sentence}</span>
            <Button
              variant="quiet"
              aria-label={HOME.showOf(item.sentence)}
              onPress={() => go(placeOfObject(item.object))}
            >
              {HOME.show}
            </Button>
          </li>
        ))}
      </ul>
      {items.length > SHOWN_FIRST && (
        <div>
          <Button variant="quiet" onPress={() => setShowsAll(!showsAll)}>
            {showsAll ? HOME.fewer : HOME.all(items.length)}
          </Button>
        </div>
      )}
    </>
  );
}
