import type { Context } from '../context.js';
import { writeNewFile } from '../input/json-file.js';
import { newPassphrase } from '../input/new-passphrase.js';
import { done, refused, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';

/** `identity passphrase`: of who acts; the login just given is the old one. */
export function changeOwnPassphrase(
  context: Context,
  _args: readonly string[],
  options: { readonly newFile?: string },
): Promise<Outcome> {
  return withWorkstation(context, async ({ workstation, logins }) => {
    const [mine] = logins;
    if (!mine) throw new Error('Somebody has logged in.');
    const { name } = workstation.person;
    const passphrase = await newPassphrase(context, name, options.newFile, '--new-file');
    if (!passphrase.ok) return passphrase;
    const changed = await workstation.changePassphrase({ ...mine, newPassphrase: passphrase.value });
    if (!changed.ok) return changed;
    return done({ name }, `The passphrase of ${name} was changed. A key file of before keeps the old one.`);
  });
}

/** `identity key-file NAME`. */
export function writeKeyFile(
  context: Context,
  [name = '']: readonly string[],
  { out }: { readonly out: string },
): Promise<Outcome> {
  return withWorkstation(context, async ({ workstation }) => {
    const { keyFileOf, sameName } = await import('../../../identity-management/index.js');
    const { identities, log, actor } = workstation;
    const holder = identities.identities.find((one) => sameName(one.name, name));
    if (!holder) return refused({ code: 'identity-not-found', message: `There is no identity ${name}.` });
    const content = `${JSON.stringify(keyFileOf(identities, holder), null, 2)}\n`;
    const written = writeNewFile(context, out, content);
    if (!written.ok) return written;
    log.write({
      service: 'Identity',
      level: 'INFO',
      event: 'key-file-written',
      actor,
      object: holder.name,
      message: `The key file of ${holder.name} was written to ${written.value}.`,
    });
    return done(
      { file: written.value, name: holder.name },
      `The key file of ${holder.name} is in ${written.value}. With the passphrase of ${holder.name} it approves requests anywhere:\n  keyferry approve REQUEST --as ${holder.name}=PASSPHRASE-FILE --key-file ${out} --out APPROVAL`,
    );
  });
}
