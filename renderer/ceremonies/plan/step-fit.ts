import type { StepDraft } from '../../../shared/domain/ceremony/plan-draft.js';

/** A step without what does not belong to its kind: the form has no field for it then. A confirmation may name a key. */
export function fitStep(step: StepDraft): StepDraft {
  const isReading = step.kind === 'read-aloud';
  const subject = isReading ? step.subject || (step.group === '' ? 'kek' : 'key') : '';
  const mayNameKey = ['generate', 'wrap', 'destroy', 'confirm'].includes(step.kind) || subject === 'key';
  return {
    ...{ ...step, subject },
    group: mayNameKey ? step.group : '',
    holder: step.kind === 'share-test' ? step.holder : '',
  };
}
