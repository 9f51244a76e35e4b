import { fail, type Failure } from '../../shared/result.js';

interface Refused {
  readonly ok: false;
  readonly failure: Failure;
}

/** An answer that no honest vault gives. `what`: "an answer without a version". Code `odd-answer`. */
export function oddAnswer(what: string): Refused {
  return fail('odd-answer', `The vault gave ${what}.`, {
    advice: 'Check any proxy in between, then compare with the portal.',
  });
}

/** An answer that cannot be read at all. Code `odd-answer`. */
export function unreadable(vault: string): Refused {
  return fail('odd-answer', `The answer of the vault ${vault} is not one that Key Vault gives.`, {
    advice: 'Check any proxy in between: something else than the vault may have answered.',
  });
}
