import type { Locator, Page } from 'playwright-core';
import type { RunView, StepView } from '../../../shared/domain/ceremony/view.js';
import { value, type RealWindow } from '../support/real-window.js';
import { Frame } from './frame.js';

/** What people bring along to a run. */
export interface Brought {
  /** The file that a step asks for: a KEK package, an escrow file. */
  readonly file?: string;
  /** Shares by holder. */
  readonly shares?: () => Readonly<Record<string, string>>;
}

/** The place Ceremonies, and the run of one, as people have them before them. */
export class CeremoniesPage {
  readonly window: RealWindow;

  constructor(window: RealWindow) {
    this.window = window;
  }

  get page(): Page {
    return this.window.page;
  }

  /** The run in the whole window. */
  get run(): Locator {
    return this.page.getByRole('dialog').first();
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name });
  }

  open(): Promise<void> {
    return new Frame(this.page).open('Ceremonies');
  }

  /** The cross of a dialog is called Close too: of two buttons the one at the end is meant. */
  press(name: string, within: Locator | Page = this.page): Promise<void> {
    return within.getByRole('button', { name, exact: true }).last().click();
  }

  /** Chooses a ceremony of the list, and presses a button for it. */
  async doWith(id: string, button: string): Promise<void> {
    await this.page.getByRole('row').filter({ hasText: id }).click();
    await this.press(button);
  }

  /** New plan, typed as text; begun with this folder. */
  async begin(plan: object, out: string): Promise<void> {
    await this.press('New plan…');
    await this.press('Start the plan');
    await this.page.getByRole('tab', { name: 'Text' }).click();
    await this.page.getByLabel('The plan, as text').fill(JSON.stringify(plan));
    await this.page.getByText('The plan is complete').waitFor();
    await this.press('Begin…');
    await this.page.getByLabel('Folder for the files').fill(out);
    await this.press('Begin');
  }

  async current(id: string): Promise<RunView> {
    return value(await this.window.bridge.ceremonies.current({ id }));
  }

  /** Answers one step after the other until that one, or the end. */
  async walk(id: string, until: number | 'end', brought: Brought = {}): Promise<void> {
    for (;;) {
      const { step } = await this.current(id);
      if (!step || step.number === until) return this.shows(step?.number);
      if (step.waiting) throw new Error(`Step ${step.number} waits: ${step.waiting.draft.happened}`);
      await this.shows(step.number);
      await this.answer(step, brought);
      await this.after(step.number);
    }
  }

  async shows(step: number | undefined): Promise<void> {
    await this.run
      .getByText(step === undefined ? /^The ceremony (is|was)/ : `Step ${step} of`)
      .first()
      .waitFor();
  }

  /** The screen has left that step: another one, an exception sheet, or the end. */
  async after(step: number): Promise<void> {
    const left = this.run.getByText(
      new RegExp(`^Step (?!${step} )|An exception sheet is needed|^The ceremony (is|was)`),
    );
    await left.first().waitFor();
  }

  /** What is on the screen is typed, pressed, chosen. */
  async answer({ ask, readAloud, expected }: StepView, { file, shares }: Brought = {}): Promise<void> {
    switch (ask.kind) {
      case 'go':
        return this.press(ask.label, this.run);
      case 'word': {
        // A word that is read aloud is taken from the screen, as people do.
        const seen = readAloud.length > 0 ? await this.run.getByRole('listitem').last().textContent() : ask.word;
        return this.type(seen ?? '');
      }
      case 'text':
        return this.type(/clock/i.test(ask.label) ? this.time() : expected === '' ? 'Seen' : expected);
      case 'file':
        await this.give(file);
        return this.press('Next step', this.run);
      case 'share':
        return this.type(shares?.()[ask.holder] ?? '');
      case 'shares':
        for (const [at, holder] of ask.holders.slice(0, ask.needed).entries())
          await this.run.getByLabel(`Share ${at + 1}`, { exact: true }).fill(shares?.()[holder] ?? '');
        await this.give(file);
        return this.press('Next step', this.run);
      case 'agreements':
        for (const name of ask.people)
          await this.run.getByRole('radiogroup', { name }).getByText('agrees', { exact: true }).click();
        return this.press('Next step', this.run);
    }
  }

  async give(file: string | undefined): Promise<void> {
    await this.page
      .locator('input[type="file"]')
      .last()
      .setInputFiles(file ?? '');
    await this.run
      .getByText(file?.split('/').at(-1) ?? '')
      .first()
      .waitFor();
  }

  /** The focus is in the field that asks. */
  async type(text: string): Promise<void> {
    await this.page.locator('[data-ask] input:is([type="text"], [type="password"])').last().waitFor();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  time(): string {
    return new Date(this.window.practice.clock.now()).toISOString().slice(11, 16);
  }

  /** Writes the sheet that a step waits for. */
  async sheet(decided: string, by: string, then: 'The step is done again' | 'The step is left behind'): Promise<void> {
    await this.press('Write the sheet…', this.run);
    const sheet = this.page.getByRole('dialog', { name: /^Exception sheet/ });
    await sheet.getByLabel('What was decided').fill(decided);
    await sheet.getByRole('button', { name: 'Decided by' }).click();
    await this.page.getByRole('option', { name: by }).click();
    await sheet.getByText(then).click();
    await this.window.shot('ceremony-sheet');
    await this.press('Keep the sheet', sheet);
    await sheet.waitFor({ state: 'hidden' });
  }

  /** Signs as that person: with the passphrase, or on paper. */
  async sign(by: string, how: { readonly passphrase?: string; readonly why?: string }): Promise<void> {
    await this.press('Sign…', this.run);
    const dialog = this.dialog('Sign the record');
    await dialog.getByRole('button', { name: 'Who signs' }).click();
    await this.page.getByRole('option', { name: by }).click();
    await dialog.getByText(how.why === undefined ? 'I agree with the record' : 'I do not agree').click();
    if (how.why !== undefined) await dialog.getByLabel('Why not').fill(how.why);
    if (how.passphrase !== undefined) {
      await dialog.getByText('With the key of the own identity').click();
      await dialog.getByLabel(`Passphrase of ${by}`).fill(how.passphrase);
    }
    await this.window.shot('ceremony-sign');
    await this.press(how.passphrase === undefined ? 'Record the signature' : 'Sign', dialog);
    await dialog.waitFor({ state: 'hidden' });
  }
}
