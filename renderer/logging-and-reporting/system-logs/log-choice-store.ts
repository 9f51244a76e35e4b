import { create } from 'zustand';
import { useSession } from '../../stores/index.js';
import { FIRST_CHOICE, type LogChoice } from './log-choice.js';

/** What was chosen stays while other views are looked at. */
export const useLogChoice = create<LogChoice>(() => FIRST_CHOICE);

export function setLogChoice(choice: LogChoice): void {
  useLogChoice.setState(choice, true);
}

// Locked: what somebody searched for does not stay in the page.
useSession.subscribe(({ session }) => {
  if (session?.state !== 'open') setLogChoice(FIRST_CHOICE);
});
