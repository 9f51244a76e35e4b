import type { Command } from 'commander';
import { LARGEST_PACKAGE } from '../../../../shared/domain/ceremony/packages.js';
import { addCommand, addFamily, needed, option, repeatable, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { readBytes } from '../input/json-file.js';
import { escrowShares } from '../input/recovery-shares.js';
import { done, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { keyData } from '../show/nouns.js';
import { facts } from '../show/table.js';

interface ShareOptions {
  readonly escrow: string;
  readonly share?: readonly string[];
}

const ESCROW = needed('--escrow <file>', 'the escrow file that was written together with the shares');

export function addCeremonyShareCommands(ceremony: Command, invoke: Invoke): void {
  const family = addFamily(
    ceremony,
    'share',
    'the shares of an escrow',
    'keyferry ceremony share test --escrow 2027-payroll-escrow.json',
  );
  addCommand<ShareOptions>(family, invoke, {
    name: 'test',
    role: 'Auditor',
    summary: 'test one share against its escrow file, without showing it',
    about:
      'It is asked for, unless it is given as a file. A place that was mistyped or is damaged is named by its group.',
    examples: ['keyferry ceremony share test --escrow 2027-payroll-escrow.json'],
    options: [ESCROW, repeatable('--share <file>', 'the share as a text file')],
    run: test,
  });
  addCommand<ShareOptions & { readonly key?: string }>(ceremony, invoke, {
    name: 'recover-into',
    role: 'Administrator',
    args: [['<group>', 'the Key Group, or VAULT/NAME']],
    summary: 'bring a key back from escrow into a Key Group of this workstation',
    about:
      'As many shares as the escrow file says are asked for, unless they are given as files. The public key that comes ' +
      'out must be the one of the escrow file. On an air-gapped workstation a ceremony does this (recover-from-escrow).',
    examples: ['keyferry ceremony recover-into payroll --escrow 2027-payroll-escrow.json'],
    options: [
      ESCROW,
      repeatable('--share <file>', 'a share as a text file; give several'),
      option('--key <fingerprint>', 'the beginning of its SPKI SHA-256; left out: the key of that group and vault'),
    ],
    run: recoverInto,
  });
}

function fileOf(context: Context, { escrow }: ShareOptions) {
  return readBytes(context, escrow, LARGEST_PACKAGE['keyferry-escrow-1']);
}

async function test(context: Context, _args: readonly string[], options: ShareOptions): Promise<Outcome> {
  const file = fileOf(context, options);
  if (!file.ok) return file;
  return withWorkstation(context, async ({ workstation }) => {
    const shares = await escrowShares(context, options.share, 1);
    if (!shares.ok) return shares;
    const tested = [];
    for (const share of shares.value) {
      const one = workstation.ceremonyKeys.escrows.testShare(file.value, share);
      if (!one.ok) return one;
      tested.push(one.value);
    }
    const lines = tested.map(({ index, total, holder, threshold, setId, ceremony }) =>
      facts([
        ['Share', `${index} of ${total}, ${holder}: readable, and the one that was made`],
        ['Set', `${setId}; any ${threshold} bring the keys back`],
        ['Ceremony', ceremony],
      ]),
    );
    return done({ shares: tested }, lines.join('\n\n'));
  });
}

async function recoverInto(
  context: Context,
  [name = '']: readonly string[],
  options: ShareOptions & { readonly key?: string },
): Promise<Outcome> {
  const file = fileOf(context, options);
  if (!file.ok) return file;
  return withWorkstation(context, async ({ workstation }) => {
    const group = workstation.keyManagement.groups.find(name);
    if (!group.ok) return group;
    const { escrows } = workstation.ceremonyKeys;
    const needs = escrows.sharesNeeded(file.value);
    if (!needs.ok) return needs;
    const shares = await escrowShares(context, options.share, needs.value);
    if (!shares.ok) return shares;
    const more = options.key === undefined ? {} : { fingerprint: options.key };
    const key = await escrows.recoverInto({ group: group.value, file: file.value, shares: shares.value, ...more });
    if (!key.ok) return key;
    const { name: keyName, spkiSha256 } = key.value;
    return done(
      { key: keyData(key.value, group.value) },
      `The key ${keyName} is back in ${group.value.name}; its public key is the same, SPKI SHA-256 ${spkiSha256}.\nBag the sheets again, or make a new escrow: whoever was here has seen them.`,
    );
  });
}
