import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { STEP_TITLES } from '../../../shared/domain/ceremony/steps.js';
import { stepsOf } from '../plan/default-steps.js';
import { planSha256 } from '../plan/read-plan.js';
import { expectedOf } from '../run/expected.js';
import { whoMay } from '../run/step-view.js';
import { planFacts, planTables, signOff } from './facts.js';
import { CeremonyPages } from './page.js';
import { inFours } from './in-fours.js';

/** At least so many blank exception sheets; a long script has one for each ten steps. */
const LEAST_SHEETS = 2;

/** The script to print: facts, steps with room for the pen, exception sheets, sign-off. */
export async function scriptPdf(plan: CeremonyPlan, madeAt: number): Promise<Uint8Array> {
  const pages = await CeremonyPages.open(plan, 'Script of a key ceremony', `plan ${planSha256(plan)}`, madeAt);
  drawScript(pages, plan);
  return pages.finish();
}

/** Draws the script from here on. */
export function drawScript(pages: CeremonyPages, plan: CeremonyPlan, title = `Ceremony ${plan.id}`): void {
  const sha256 = planSha256(plan);
  const steps = stepsOf(plan);
  pages.title(title);
  planFacts(pages, plan);
  pages.fingerprint('SHA-256 of the plan: compare it with the screen, word by word', sha256);
  planTables(pages, plan);
  pages.need(320);
  pages.heading('Steps');
  pages.paragraph(
    'Read each step aloud before it is done. Write what was seen, and your initials. What differs goes on an exception sheet; nobody goes on before it is written.',
  );
  const w = pages.width;
  pages.table(
    [
      { head: 'No.', width: 30, bold: true },
      { head: 'Step', width: 178 },
      { head: 'Expected', width: 112 },
      { head: 'Observed', width: w - 30 - 178 - 112 - 46 - 46 },
      { head: 'Initials', width: 46 },
      { head: 'Time UTC', width: 46 },
    ],
    steps.map((step, index) => [
      { text: String(index + 1), size: 10 },
      `${STEP_TITLES[step.kind]} (${step.actor}: ${whoMay(step, { plan }).join(' or ')}). ${step.text}`,
      inFours(expectedOf(plan, sha256, step)),
      '',
      '',
      '',
    ]),
    58,
  );
  for (let sheet = 1; sheet <= Math.max(LEAST_SHEETS, Math.ceil(steps.length / 10)); sheet += 1)
    exceptionSheet(pages, sheet);
  pages.nextPage();
  signOff(pages, plan, 'SHA-256 of the record (first and last four digits, last word)');
}

function exceptionSheet(pages: CeremonyPages, number: number): void {
  pages.nextPage();
  pages.heading(`Exception sheet ${number}`);
  pages.paragraph('For anything that was not as expected, at any moment. The same goes into the program.');
  pages.facts([
    ['Step', '____________'],
    ['Time (UTC)', '____________'],
  ]);
  pages.y += 6;
  pages.writingLines('What was expected', 4);
  pages.writingLines('What happened', 7);
  pages.writingLines('What was decided: the step is done again, left behind, or the ceremony is aborted', 5);
  pages.writingLines('Who decided (name, signature)', 2);
  pages.writingLines('Witness (name, signature)', 2);
}
