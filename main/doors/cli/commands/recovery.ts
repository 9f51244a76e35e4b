import type { Command } from 'commander';
import { ok } from '../../../../shared/result.js';
import { quorumOf, type ApprovalOptions } from '../approval.js';
import { addCommand, addFamily, needed, option, repeatable, type Invoke } from '../command-spec.js';
import { workstationOptions, type Context } from '../context.js';
import { pathOf } from '../input/json-file.js';
import { justificationOf } from '../input/justification.js';
import { readOneLogin } from '../input/logins.js';
import { recoveryShares } from '../input/recovery-shares.js';
import { parseWhole } from '../input/values.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';

interface MakeOptions extends ApprovalOptions {
  readonly threshold: string;
  readonly holder?: readonly string[];
  readonly out: string;
}

interface ShareOptions {
  readonly share?: readonly string[];
}

interface UseOptions extends ShareOptions {
  readonly admin?: readonly string[];
  readonly lost?: readonly string[];
  readonly justification?: string;
}

const SHARES = repeatable('--share <file>', 'a sheet as text, or the share alone; otherwise they are asked for');
const WHY = option('--justification <text>', 'why; it stands in the log');

export function addRecoveryCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(
    program,
    'recovery',
    'recovery shares on paper, for the day when an Administrator is gone',
    'keyferry recovery test --share notary.txt --share bank.txt',
  );
  addCommand<MakeOptions>(family, invoke, {
    name: 'make',
    role: 'Administrator',
    summary: 'make recovery shares, a sheet as text and as PDF for each holder',
    about:
      'Any --threshold of the sheets open the workstation without its Administrators. They are written once and kept ' +
      'nowhere else: print them, give each to its holder, and remove the files. Earlier sheets are worth nothing then.',
    examples: [
      'keyferry recovery make --threshold 2 --holder Notary --holder Bank --holder Board \\\n    --out sheets --justification "yearly renewal"',
    ],
    options: [
      needed('--threshold <count>', 'how many sheets it takes'),
      repeatable('--holder <name>', 'who gets a sheet; two or more'),
      needed('--out <folder>', 'where the sheets are written'),
      WHY,
    ],
    run: make,
  });
  addCommand<ShareOptions>(family, invoke, {
    name: 'test',
    role: 'Administrator',
    summary: 'whether these shares would open the workstation; nothing is shown',
    examples: ['keyferry recovery test --share notary.txt --share bank.txt'],
    options: [SHARES],
    run: test,
  });
  addCommand<UseOptions>(family, invoke, {
    name: 'use',
    role: 'anybody',
    summary: 'recover a sealed workstation: new Administrators, the lost ones disabled',
    about: 'The shares themselves are the key; they are worth nothing afterwards. Make new ones soon.',
    examples: [
      'keyferry recovery use --share notary.txt --share bank.txt --admin cat=cat.txt --admin dan=dan.txt \\\n    --lost alice --justification "alice has left"',
    ],
    options: [
      SHARES,
      repeatable('--admin <name=file>', 'a new Administrator and the passphrase file; two or more'),
      repeatable('--lost <name>', 'an Administrator who is gone, to be disabled'),
      WHY,
    ],
    run: use,
  });
}

async function make(context: Context, _args: readonly string[], options: MakeOptions): Promise<Outcome> {
  const holders = options.holder ?? [];
  if (holders.length < 2) return wrongUsage('At least two people hold recovery shares.', 'Name each: --holder NAME.');
  const threshold = parseWhole(options.threshold, '--threshold', 2, 255);
  if (!threshold.ok) return threshold;
  return withWorkstation(context, async (session) => {
    const quorum = await quorumOf(context, session, options);
    if (!quorum.ok) return quorum;
    const { people, identities } = session.workstation;
    const { writeSheets } = await import('../../../identity-management/recovery-sheet.js');
    const { workstationId } = identities;
    const folder = pathOf(context, options.out);
    let files: readonly string[] = [];
    const wanted = { threshold: threshold.value, holders };
    const made = await people.recovery.make(wanted, quorum.value, async (shares) => {
      const printed = await writeSheets(folder, shares, { workstationId, text: true });
      if (!printed.ok) return printed;
      files = printed.value;
      return ok(undefined);
    });
    if (!made.ok) return made;
    const { sheets, ...facts } = made.value;
    const lines = sheets.map(({ holder, index }) => `  ${index}  ${holder}`).join('\n');
    return done(
      { recovery: facts, files },
      `${sheets.length} recovery sheets are in ${folder}; any ${facts.threshold} open the workstation:\n${lines}\nPrint each for its holder, then remove the files: they are kept nowhere else, and cannot be made again.\nSee that they can be read: keyferry recovery test`,
    );
  });
}

function test(context: Context, _args: readonly string[], options: ShareOptions): Promise<Outcome> {
  return withWorkstation(context, async ({ workstation }) => {
    const threshold = workstation.identities.recovery?.threshold ?? 2;
    const shares = await recoveryShares(context, options.share, threshold);
    if (!shares.ok) return shares;
    const tested = await workstation.people.recovery.test(shares.value);
    if (!tested.ok) return tested;
    const { opens, sentence } = tested.value;
    return opens
      ? done({ opens }, sentence)
      : refused({ code: 'recovery-would-fail', message: sentence }, { data: { opens } });
  });
}

async function use(context: Context, _args: readonly string[], options: UseOptions): Promise<Outcome> {
  const { readIdentities, recoverWorkstation } = await import('../../../workstation.js');
  const identities = readIdentities(context.dataFolder);
  if (!identities.ok) return identities;
  const administrators = [];
  for (const value of options.admin ?? []) {
    const login = readOneLogin(context, '--admin', value);
    if (!login.ok) return login;
    administrators.push(login.value);
  }
  if (administrators.length < 2)
    return wrongUsage('A recovery makes at least two new Administrators.', 'Give two: --admin NAME=PASSPHRASE-FILE.');
  const shares = await recoveryShares(context, options.share, identities.value.recovery?.threshold ?? 2);
  if (!shares.ok) return shares;
  const justification = await justificationOf(context, options.justification);
  if (!justification.ok) return justification;
  const request = {
    shares: shares.value,
    administrators,
    lost: options.lost ?? [],
    justification: justification.value,
  };
  const recovered = await recoverWorkstation(context.dataFolder, request, workstationOptions(context));
  if (!recovered.ok) return recovered;
  const { administrators: names, threshold } = recovered.value;
  return done(
    { administrators: names, threshold },
    `The workstation has new Administrators: ${names.join(', ')}. Unlocking takes ${threshold} of them.\nThe recovery shares are worth nothing any more. Make new ones: keyferry recovery make`,
  );
}
