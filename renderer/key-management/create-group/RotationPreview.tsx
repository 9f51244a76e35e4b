import { useEffect, useState, type ReactNode } from 'react';
import type { GroupId } from '../../../shared/domain/ids.js';
import { bridge } from '../../bridge.js';
import { classesOf, formatUtc } from '../../components/index.js';
import { GROUP_FORM } from '../strings.js';
import { scheduleOf, type GroupFormInput } from './group-form.js';
import styles from './GroupForm.module.css';

const c = classesOf(styles);
const SHOWN = 10;
/** So long after the last key stroke it is asked. */
const PAUSE_MS = 200;

export interface RotationPreviewProps {
  readonly fields: Partial<GroupFormInput>;
  /** The group that is edited. */
  readonly groupId: GroupId | undefined;
}

/** The next ten due dates of the schedule that is being typed, as main counts them. */
export function RotationPreview({ fields, groupId }: RotationPreviewProps): ReactNode {
  const asked = JSON.stringify({ ...scheduleOf(fields), ...(groupId === undefined ? {} : { groupId }) });
  const [shown, setShown] = useState<{ readonly asked: string; readonly dates: readonly number[] }>();
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      const argument = { ...(JSON.parse(asked) as ReturnType<typeof scheduleOf>), count: SHOWN };
      void bridge()
        .keyManagement.previewRotation(argument)
        .then((answer) => {
          if (isCurrent) setShown({ asked, dates: answer.ok ? answer.value : [] });
        });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked]);
  const dates = shown?.dates ?? [];
  return (
    <div className={c('block')}>
      <h3>{GROUP_FORM.preview}</h3>
      {dates.length === 0 ? (
        <p className={c('small')}>{GROUP_FORM.previewWaits}</p>
      ) : (
        <ol className={c('dates')}>
          {dates.map((date) => (
            <li key={date}>{formatUtc(date, 'minute')}</li>
          ))}
        </ol>
      )}
    </div>
  );
}
