import { useEffect, useRef, type ReactNode } from 'react';
import {
  ArrowDownIcon,
  ArrowUpIcon,
  Button,
  IconButton,
  PlusIcon,
  Section,
  TrashIcon,
  classesOf,
} from '../../components/index.js';
import { addRow, moveRow, removeRow, type RowsName } from './draft-changes.js';
import { FORM, PARTS } from './form-strings.js';
import { planDesk } from './plan-desk.js';
import { PartNotes } from './PlanFields.js';
import styles from './Plan.module.css';

const c = classesOf(styles);

interface RowsProps {
  readonly name: RowsName;
  readonly count: number;
  /** One line each: the labels stand above the first row only. */
  readonly lean?: boolean;
  readonly children: (index: number) => ReactNode;
}

/** A list of the plan: rows that can be added, moved and removed, by keyboard too. */
export function Rows({ name, count, lean = false, children }: RowsProps): ReactNode {
  const { title, row, lead } = PARTS[name];
  const { box, follow } = useFollowingFocus();
  return (
    <Section title={title} lead={lead}>
      <div ref={box} className={c('rows', lean && 'lean')} data-place={name}>
        <PartNotes path={[name]} />
        {Array.from({ length: count }, (_, index) => (
          <div key={index} role="group" aria-label={`${row} ${index + 1}`} className={c('row')} data-row={index}>
            <div className={c('fields', name)}>{children(index)}</div>
            <RowButtons
              what={`${row} ${index + 1}`}
              index={index}
              count={count}
              onMove={(to) => {
                planDesk.edit(moveRow(name, index, to));
                follow(to, to < index ? 'up' : 'down');
              }}
              onRemove={() => {
                planDesk.edit(removeRow(name, index));
                follow(Math.min(index, count - 2), 'remove');
              }}
            />
          </div>
        ))}
        <div>
          <Button
            icon={<PlusIcon />}
            onPress={() => {
              planDesk.edit(addRow(name));
              follow(count, 'first');
            }}
          >
            {FORM.add[name]}
          </Button>
        </div>
      </div>
    </Section>
  );
}

interface RowButtonsProps {
  readonly what: string;
  readonly index: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly children?: ReactNode;
}

export function RowButtons({ what, index, count, onMove, onRemove, children }: RowButtonsProps): ReactNode {
  return (
    <div className={c('buttons')}>
      {children}
      <span data-act="up">
        <IconButton
          small
          label={FORM.up(what)}
          icon={<ArrowUpIcon size={14} />}
          isDisabled={index === 0}
          onPress={() => onMove(index - 1)}
        />
      </span>
      <span data-act="down">
        <IconButton
          small
          label={FORM.down(what)}
          icon={<ArrowDownIcon size={14} />}
          isDisabled={index === count - 1}
          onPress={() => onMove(index + 1)}
        />
      </span>
      <span data-act="remove">
        <IconButton small label={FORM.remove(what)} icon={<TrashIcon size={14} />} onPress={onRemove} />
      </span>
    </div>
  );
}

type Act = 'up' | 'down' | 'remove' | 'first';

/** The focus goes with a row that moves, into one that is added, and to the next one where one was removed. */
export function useFollowingFocus(): {
  readonly box: React.RefObject<HTMLDivElement | null>;
  readonly follow: (row: number, act: Act) => void;
} {
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef<{ readonly row: number; readonly act: Act }>(undefined);
  useEffect(() => {
    if (!wanted.current) return;
    const { row, act } = wanted.current;
    wanted.current = undefined;
    const there = box.current?.querySelector(`[data-row="${row}"]`);
    const target =
      there?.querySelector<HTMLElement>(act === 'first' ? 'input, textarea' : `[data-act="${act}"] button:enabled`) ??
      there?.querySelector<HTMLElement>('[data-act] button:enabled');
    (target ?? box.current?.querySelector<HTMLElement>(':scope > :last-child button'))?.focus();
  });
  return {
    box,
    follow: (row, act) => {
      wanted.current = { row, act };
    },
  };
}
