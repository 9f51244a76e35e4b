import { useCallback, useState } from 'react';
import { contract, type Argument } from '../../shared/contract/index.js';
import { useIdentityManagement, useSession } from '../stores/index.js';
import { activeAdministrators } from './identity-rules.js';
import type { LoginDraft } from './LoginFields.js';
import { isTwice } from './new-login.js';
import { proposedNames } from './proposed-names.js';
import { QUORUM as TEXT } from './strings.js';

const justificationSchema = contract.identityManagement.calls.setThreshold.argument.shape.justification;

export interface Quorum {
  readonly names: readonly string[];
  readonly logins: readonly LoginDraft[];
  readonly setLogin: (at: number, login: LoginDraft) => void;
  readonly justification: string;
  readonly setJustification: (text: string) => void;
  readonly justificationError: string | undefined;
  /** What is missing still, in the words of the fields. */
  readonly missing: readonly string[];
  /** For the call. */
  readonly argument: Pick<Argument<'identityManagement', 'setThreshold'>, 'logins' | 'justification'>;
}

/** The fresh logins of so many Administrators as unlock the workstation, and why. */
export function useQuorum(): Quorum {
  const identities = useIdentityManagement((state) => state.identities);
  const threshold = useIdentityManagement((state) => state.threshold);
  const person = useSession((state) => state.session?.person);
  const names = activeAdministrators(identities).map(({ name }) => name);
  const [typed, setTyped] = useState<Readonly<Record<number, LoginDraft>>>({});
  const [justification, setJustification] = useState('');
  const proposed = proposedNames(names, person, threshold);
  const logins = proposed.map((name, at) => typed[at] ?? { name, passphrase: '' });
  const reason = justificationSchema.safeParse(justification);
  const given = logins.map(({ name }) => name);
  const areFilled = logins.every(({ name, passphrase }, at) => name !== '' && passphrase !== '' && !isTwice(given, at));
  const setLogin = useCallback(
    (at: number, login: LoginDraft) => setTyped((before) => ({ ...before, [at]: login })),
    [],
  );
  return {
    names,
    logins,
    setLogin,
    justification,
    setJustification,
    justificationError: reason.success ? undefined : reason.error.issues[0]?.message,
    missing: [...(areFilled ? [] : [TEXT.missing]), ...(reason.success ? [] : [TEXT.justification])],
    argument: { logins: [...logins], justification },
  };
}
