import { networkInterfaces } from 'node:os';
import { ADA, BEN } from '../../support/workstation.js';
import { CeremoniesPage } from '../pages/ceremonies.js';
import { RealWindow } from './real-window.js';

/** What goes in on a stick, and where what comes out goes. */
export interface AirGappedOrder {
  readonly plan: { readonly id: string };
  readonly kekFile: string;
  readonly out: string;
  readonly binder: string;
}

/** What people there write down and carry out in their heads and on paper. */
export interface AirGappedReport {
  readonly interfaces: readonly string[];
  /** Words of the KEK as they were read aloud. */
  readonly kekWords: readonly string[];
  /** Last word of the package. */
  readonly packageWord: string;
}

/** The half of a ceremony that is held on a machine without a network, through its window: begun, run, signed, put in a binder. */
export async function holdInWindow({ plan, kekFile, out, binder }: AirGappedOrder): Promise<AirGappedReport> {
  const window = await RealWindow.airGapped(networkInterfaces);
  try {
    const place = new CeremoniesPage(window);
    const { run } = place;
    await place.open();
    await place.begin(plan, out);
    const numberOf = async (kind: string): Promise<number> => {
      const { step } = await place.current(plan.id);
      if (step?.kind !== kind) throw new Error(`Expected the step ${kind}, and it is ${step?.kind ?? 'the end'}.`);
      return step.number;
    };
    await place.walk(plan.id, 3);

    // The clock differs, as the second witness sees it; it is looked at again.
    const clock = await numberOf('clock-check');
    await run.getByRole('button', { name: 'Done by' }).click();
    await window.page.getByRole('option', { name: 'Wendy' }).click();
    await place.press('It differs…', run);
    const differs = place.dialog('It differs');
    await differs.getByLabel('What is seen').fill('The wall clock stands still.');
    await place.press('Record it', differs);
    await place.sheet('Another clock is taken.', 'Ada', 'The step is done again');
    await place.shows(clock);

    // Paused, and taken up where it stood; the folder is remembered.
    await place.press('Pause', run);
    await place.doWith(plan.id, 'Open…');
    await place.press('Open', place.dialog('Open the ceremony'));
    await place.walk(plan.id, 7, { file: kekFile });
    const kekWords = await run.getByRole('listitem').allTextContents();
    await place.walk(plan.id, 12, { file: kekFile });
    const packageWord = (await run.getByRole('listitem').last().textContent()) ?? '';
    await place.walk(plan.id, 'end');

    await place.sign('Ada', { passphrase: ADA.passphrase });
    await place.press('Close', run);
    // Later, from the list.
    await place.doWith(plan.id, 'Sign…');
    await place.press('Open', place.dialog('Open the ceremony'));
    await place.press('Cancel', place.dialog('Sign the record'));
    await place.sign('Ben', { passphrase: BEN.passphrase, why: 'The clock stood still.' });
    await place.sign('Wendy', {});
    await window.shot('ceremony-end');
    await place.press('Close', run);

    await place.doWith(plan.id, 'Binder…');
    await place.dialog('Binder').getByLabel('Folder').fill(binder);
    await place.press('Write', place.dialog('Binder'));
    await place.dialog('Binder').getByText('The binder is written').waitFor();
    await window.shot('ceremony-binder');
    await place.press('Close', place.dialog('Binder'));
    return { interfaces: Object.keys(networkInterfaces()), kekWords, packageWord };
  } finally {
    await window.close();
  }
}
