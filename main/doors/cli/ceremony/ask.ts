import type { StepInput } from '../../../../shared/domain/ceremony/view.js';
import { ok, type Result } from '../../../../shared/result.js';

/** Where answers come from: people at the terminal, or a list for a rehearsal. `shown` is what = stands for. Code `cancelled`. */
export type Ask = (question: string, shown?: string) => Promise<Result<string>>;

/** Typed at any question. */
export const MENU = '!';

/** What one turn came to. */
export type Turn =
  | { readonly kind: 'input'; readonly input: StepInput; readonly by: string }
  /** Ask once more; with `show` the step is shown again first. */
  | { readonly kind: 'again'; readonly show?: boolean }
  | { readonly kind: 'leave' };

/** Asks; undefined where the menu was asked for. */
export async function askOrMenu(ask: Ask, question: string, shown?: string): Promise<Result<string | undefined>> {
  const typed = await ask(question, shown);
  return typed.ok && typed.value === MENU ? ok(undefined) : typed;
}
