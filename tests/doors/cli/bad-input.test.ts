import { chmodSync, mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALICE, APPROVE, BOB, Cli } from './support.js';

const TENANT = '11111111-1111-4111-8111-111111111111';
const GROUP = ['group', 'create', 'payroll', '--credential', 'rehearsal', '--vault', 'contoso', '--type', 'p-256'];

describe('wrong usage is exit code 2, a sentence, and where to read on', () => {
  test.each<[what: string, args: string[], sentence: string]>([
    ['no command', [], 'Usage: keyferry'],
    ['an unknown command', ['frobnicate'], "Unknown command 'frobnicate'. See: keyferry --help."],
    ['a command with a slip', ['statsu'], "Unknown command 'statsu'. Did you mean status?"],
    ['a family without its verb', ['key'], 'Usage: keyferry key'],
    ['an unknown verb', ['key', 'burn'], "Unknown command 'burn'. See: keyferry key --help."],
    [
      'a missing argument',
      ['key', 'show', 'payroll'],
      "Missing required argument 'key'. See: keyferry key show --help.",
    ],
    ['an argument too many', ['rotate', 'a', 'b'], 'Too many arguments'],
    ['an unknown option', ['status', '--loud'], "Unknown option '--loud'. See: keyferry status --help."],
    ['an option without its value', ['status', '--data-dir'], "Option '--data-dir <folder>' argument missing."],
    ['an option that is needed', GROUP.slice(0, -2), "Required option '--type <type>' not specified."],
    [
      'a value that is none',
      [...GROUP.slice(0, -1), 'rsa-1024'],
      "'rsa-1024' is invalid. Allowed choices are rsa-2048",
    ],
    ['an empty data folder', ['status', '--data-dir', ''], 'The data folder of --data-dir has no name.'],
    [
      'an unlock that is no pair',
      ['config', 'get', '--unlock', 'hush hush'],
      '--unlock takes a name and the path of a file',
    ],
    [
      'an unlock without a name',
      ['config', 'get', '--unlock', '=x.txt'],
      '--unlock takes a name and the path of a file',
    ],
    ['nobody to unlock', ['config', 'get'], 'This needs the workstation unlocked by two administrators'],
    [
      'only one to unlock',
      ['config', 'get', '--unlock', 'alice=alice.txt'],
      'Unlocking takes 2 different Admin identities; 1 came.',
    ],
    [
      'one name twice',
      ['config', 'get', '--unlock', 'alice=alice.txt', '--unlock', 'ALICE=alice.txt'],
      '2 different Admin identities; 1 came',
    ],
    ['a credential without a tenant', ['credential', 'add', 'x', '--client', TENANT], 'The tenant ID is missing.'],
    ['a credential without a client', ['credential', 'add', 'x', '--tenant', TENANT], 'The client ID is missing.'],
    [
      'a credential without a secret',
      ['credential', 'add', 'x', '--tenant', TENANT, '--client', TENANT],
      'The client secret is missing',
    ],
    [
      'practice in a cloud',
      ['credential', 'add', 'x', '--practice', '--cloud', 'china'],
      '--practice and --cloud exclude each other.',
    ],
    [
      'a vault that is no name',
      ['credential', 'add', 'x', '--practice', '--vault', 'https://x'],
      '"https://x" is no vault name.',
    ],
    [
      'an expiry that is no day',
      ['credential', 'update', 'x', '--secret-expires', 'soon'],
      '--secret-expires: "soon" is no day and no time.',
    ],
    [
      'an expiry of practice',
      ['credential', 'add', 'x', '--practice', '--secret-expires', '2027-01-01'],
      'goes with a credential of Azure only',
    ],
    ['an update of nothing', ['credential', 'update', 'x'], 'Nothing to change was named.'],
    ['an edit of nothing', ['group', 'edit', 'x'], 'Nothing to change was named.'],
    ['a removal without its name', ['group', 'remove', 'payroll'], 'Confirm it with the name: --confirm payroll.'],
    [
      'a deletion without its name',
      ['cloud-delete', 'contoso/payroll'],
      'Confirm it with the name: --confirm payroll.',
    ],
    [
      'a limit that is no number',
      ['jobs', 'list', '--limit', 'many'],
      '--limit: "many" is no whole number from 1 to 100000.',
    ],
    ['a limit of none', ['logs', 'list', '--limit', '0'], '--limit: "0" is no whole number'],
    [
      'a service that is none',
      ['logs', 'list', '--service', 'weather'],
      'There is no service "weather" in the System Logs.',
    ],
    [
      'a level that is none',
      ['logs', 'list', '--level', 'fatal'],
      'There is no level "fatal". There are INFO, WARN, ERROR.',
    ],
    ['a day that is none', ['logs', 'list', '--from', '2026-02-30'], '--from: "2026-02-30" is no day and no time.'],
    ['a time in words', ['logs', 'export', 'x', '--to', 'yesterday'], '--to: "yesterday" is no day and no time.'],
    [
      'a time that ends before it begins',
      ['logs', 'list', '--from', '2026-02-02', '--to', '2026-02-01'],
      '--from is not before --to.',
    ],
    [
      'a format that is none',
      ['logs', 'export', 'x', '--format', 'xml'],
      "'xml' is invalid. Allowed choices are text, csv, jsonl, cef, rfc5424.",
    ],
    ['half of a doctor', ['doctor', '--vault', 'contoso'], '--credential and --vault go together.'],
    [
      'a port that is none',
      ['practice-vault', 'serve', '--port', '70000'],
      '--port: "70000" is no whole number from 0 to 65535.',
    ],
    [
      'a fault that is none',
      ['practice-vault', 'faults', 'add', 'fire'],
      '"fire" is no kind of fault; there are reset-before',
    ],
    ['a fault without its value', ['practice-vault', 'faults', 'add', 'latency'], 'latency needs a value'],
    [
      'a fault elsewhere',
      ['practice-vault', 'faults', 'add', 'throttle', 'on=lunch'],
      'An operation is one of token, get',
    ],
    ['limits that are neither', ['practice-vault', 'limits', 'maybe'], 'limits: "maybe" is neither on nor off.'],
    [
      'a retention out of bounds',
      ['practice-vault', 'vault', 'contoso', '--retention', '3'],
      'no whole number from 7 to 90',
    ],
    [
      'a tenant that is no id',
      ['practice-vault', 'vault', 'contoso', '--tenant', 'x'],
      '--tenant takes an id of the form',
    ],
    [
      'a client without permissions',
      ['practice-vault', 'vault', 'contoso', '--client', TENANT],
      '--client goes with --permissions.',
    ],
  ])('%s', async (_, args, sentence) => {
    const cli = new Cli();
    cli.file('alice.txt', ALICE);
    cli.file('bob.txt', BOB);
    await cli.must('init', '--admin', 'alice=alice.txt', '--admin', 'bob=bob.txt');
    const ran = await cli.run(args);
    expect(ran.err.replaceAll('\n', ' ')).toContain(sentence);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).not.toContain('hush');
    expect(ran.err).not.toMatch(/\bat \/|Error:/);
  });

  test.each<[what: string, args: string[], sentence: string]>([
    [
      'a group name with spaces',
      ['group', 'create', 'pay roll', ...GROUP.slice(3)],
      'A key name has 1 to 127 characters',
    ],
    [
      'a vault given as an address',
      [...GROUP.slice(0, 6), 'contoso.vault.azure.net', ...GROUP.slice(7)],
      'Give the name alone, not the address.',
    ],
    ['a period that is none', [...GROUP, '--rotate-every', '90'], 'A period is a number and a unit: 90d'],
    [
      'a usage the type does not allow',
      [...GROUP, '--usages', 'sign,wrapKey'],
      'A p-256 key allows only sign, verify; leave out wrapKey.',
    ],
    ['a usage that is none', [...GROUP, '--usages', 'juggle'], 'A key usage is one of encrypt'],
    [
      'a tenant that is no id',
      ['credential', 'add', 'x', '--tenant', 'contoso', '--client', TENANT, '--secret-file', 'secret.txt'],
      'The tenant ID has the form 0000',
    ],
    ['a name that is empty', ['credential', 'add', ' ', '--practice'], 'A name is needed.'],
    ['a key name with a line break', ['key', 'create', 'payroll', 'a\nb'], 'A name has no control characters.'],
    [
      'a setting that is none',
      ['config', 'set', 'colour', 'blue'],
      'There is no setting colour. There are designated-device',
    ],
    ['a setting that is none, asked for', ['config', 'get', 'colour'], 'There is no setting colour.'],
    [
      'a value the setting does not take',
      ['config', 'set', 'designated-device', 'yes'],
      'designated-device: Give on or off.',
    ],
    [
      'permissions that are none',
      ['practice-vault', 'vault', 'contoso', '--permissions', 'fly'],
      '"fly" is no key permission.',
    ],
    ['a practice renewal of Azure', ['credential', 'update', 'azure', '--practice'], 'azure is a credential of Azure'],
    ['a test without a vault', ['credential', 'test', 'azure'], 'Which vault shall it be tested at?'],
  ])('unlocked: %s', async (_, args, sentence) => {
    const cli = new Cli();
    await cli.ready();
    cli.file('secret.txt', 'abcdefgh~12345678\n');
    await cli.mustUnlocked(
      'credential',
      'add',
      'azure',
      '--tenant',
      TENANT,
      '--client',
      TENANT,
      '--secret-file',
      'secret.txt',
    );
    const ran = await cli.unlocked(...args);
    expect(ran.err.replaceAll('\n', ' ')).toContain(sentence);
    expect(ran).toMatchObject({ code: 2, out: '' });
  });
});

describe('what is refused is exit code 1 and a sentence', () => {
  test.each<[what: string, args: string[], sentence: string]>([
    [
      'a group that is not there',
      ['group', 'show', 'nobody'],
      'There is no Key Group nobody. See them all: group list.',
    ],
    ['a key that is not there', ['key', 'show', 'payroll', 'nobody'], 'The Key Group payroll has no key nobody.'],
    ['a credential that is not there', ['credential', 'show', 'nobody'], 'There is no Cloud Credential nobody.'],
    ['a job that is not there', ['jobs', 'show', 'ffffffff'], 'There is no job ffffffff.'],
    [
      'a vault that is not there',
      ['practice-vault', 'vault', 'nobody', '--tier', 'standard'],
      'There is no practice vault nobody. There are contoso.',
    ],
    ['a name that is taken', GROUP, 'There is a Key Group payroll in the vault contoso already.'],
    ['nothing to push', ['sync', 'payroll'], 'Every key of payroll was pushed already. Create a key first'],
    [
      'a wrong confirmation',
      ['cloud-delete', 'payroll', '--confirm', 'PAYROLL'],
      '"PAYROLL" is not the name of the group. Nothing was deleted.',
    ],
    ['an export into nowhere', ['logs', 'export', 'no/such/folder/x.csv'], 'The folder of'],
    [
      'an export over a file',
      ['logs', 'export', 'alice.txt'],
      'is already there, and nothing was written. Choose another name, or replace it: --overwrite.',
    ],
    ['a CA file that is not there', ['config', 'set', 'ca-file', 'no.pem'], 'no.pem cannot be read.'],
    ['a CA file that is none', ['config', 'set', 'ca-file', 'alice.txt'], 'alice.txt holds no certificate.'],
  ])('%s', async (_, args, sentence) => {
    const cli = new Cli();
    await cli.ready();
    const ran = await cli.unlocked(...args);
    expect(ran.err.replaceAll('\n', ' ')).toContain(sentence);
    expect(ran).toMatchObject({ code: 1, out: '' });
  });

  test('a second first start', async () => {
    const cli = new Cli();
    await cli.init();
    const again = await cli.run(['init', '--admin', 'alice=alice.txt', '--admin', 'bob=bob.txt']);
    expect(again.code).toBe(1);
    expect(again.err).toContain('has its Admin identities already (alice, bob)');
  });

  test('a push on a workstation that is not the designated device', async () => {
    const cli = new Cli();
    await cli.ready();
    await cli.mustUnlocked('key', 'create', 'payroll');
    await cli.mustUnlocked('config', 'set', 'designated-device', 'off', ...APPROVE);
    for (const args of [
      ['sync', 'payroll'],
      ['rotate', 'payroll'],
      ['cloud-delete', 'payroll', '--confirm', 'payroll'],
    ]) {
      const ran = await cli.unlocked(...args);
      expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('config set designated-device on') as string });
    }
    expect((await cli.json('jobs', 'list')).value['jobs']).toEqual([]);
  });

  test('a data folder that is a file', async () => {
    const cli = new Cli();
    const file = cli.file('data.txt', 'x');
    expect(await cli.run(['status', '--data-dir', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is a file, not a folder') as string,
    });
  });

  test('a wrong passphrase, without a word about which part was wrong', async () => {
    const cli = new Cli();
    await cli.init();
    cli.file('wrong.txt', 'not the passphrase at all\n');
    const ran = await cli.run(['config', 'get', '--unlock', 'alice=wrong.txt', '--unlock', 'bob=bob.txt']);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('The login of alice was refused') as string });
    expect((await cli.mustUnlocked('config', 'get')).code).toBe(0);
  });
});

describe('files from outside', () => {
  const long = 'x'.repeat(10_000);
  test.each<[what: string, content: string | Uint8Array, sentence: string]>([
    ['is empty', '', 'is empty. Put the client secret into it'],
    ['holds only a newline', '\n', 'is empty.'],
    ['has two lines', 'abcdefgh~12345678\nmore\n', 'holds 2 lines.'],
    ['has a newline too many', 'abcdefgh~12345678\n\n', 'holds 2 lines.'],
    ['is too large', long, 'is larger than 4096 bytes.'],
    [
      'begins with a byte order mark',
      '\uFEFFabcdefgh~12345678',
      'begins with a byte order mark. Save it as plain text in UTF-8',
    ],
    ['is UTF-16', Buffer.from('\uFEFFabcdefgh~12345678', 'utf16le'), 'begins with a byte order mark'],
    ['is no text', Buffer.from([0x61, 0xff, 0xfe, 0x62]), 'is no text in UTF-8.'],
    ['holds a NUL', 'abcdefgh\u000012345678', 'holds control characters.'],
    [
      'holds the Secret ID',
      '33333333-3333-4333-8333-333333333333\n',
      'This looks like the Secret ID. Azure shows two columns: copy the one called Value.',
    ],
    ['holds spaces', 'secret: abcdefgh~12345678', 'one line of printable characters, with no spaces'],
    ['is too short', 'abc', 'The client secret is shorter than any that Azure makes.'],
  ])('a secret file that %s', async (_, content, sentence) => {
    const cli = new Cli();
    await cli.init();
    const file = cli.file('secret.txt', content);
    const ran = await cli.unlocked(
      'credential',
      'add',
      'x',
      '--tenant',
      TENANT,
      '--client',
      TENANT,
      '--secret-file',
      file,
    );
    expect(ran.err.replaceAll('\n', ' ')).toContain(sentence);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).not.toContain('abcdefgh');
  });

  test('a secret file that is missing, or a folder', async () => {
    const cli = new Cli();
    await cli.init();
    mkdirSync(join(cli.home, 'folder'));
    const add = ['credential', 'add', 'x', '--tenant', TENANT, '--client', TENANT, '--secret-file'];
    expect((await cli.unlocked(...add, 'nothing.txt')).err).toContain('is not there.\nCheck the path.');
    expect((await cli.unlocked(...add, 'folder')).err).toContain('is a folder.');
  });

  test('a secret with its newline cut off is kept, and shown nowhere', async () => {
    const cli = new Cli();
    await cli.init();
    cli.file('secret.txt', 'abcdefgh~12345678\r\n');
    await cli.mustUnlocked(
      'credential',
      'add',
      'x',
      '--tenant',
      TENANT,
      '--client',
      TENANT,
      '--secret-file',
      'secret.txt',
    );
    await cli.mustUnlocked('credential', 'update', 'x', '--secret-expires', '2027-05-31');
    const shown = await cli.mustUnlocked('credential', 'show', 'x');
    expect(shown.out).toContain('Secret expires    2027-05-31 00:00:00 UTC');
    await cli.mustUnlocked('credential', 'update', 'x', '--secret-expires', 'off');
    expect((await cli.json('credential', 'show', 'x')).value['credential']).not.toHaveProperty('secretExpiresOn');
    expect(cli.printed).not.toContain('abcdefgh');
  });

  test.each<[what: string, content: string, sentence: string]>([
    ['is empty', '', 'is empty. Put the passphrase of alice into it'],
    ['has two lines', `${ALICE}\n${BOB}\n`, 'holds 2 lines.'],
    ['is too large', long, 'is larger than 4200 bytes.'],
    ['is too short', 'short one', 'The passphrase of alice has 9 characters; at least 15 are needed.'],
    ['is a common one', 'correct horse battery staple', 'is on the list of common ones'],
  ])('a passphrase file that %s', async (_, content, sentence) => {
    const cli = new Cli();
    cli.file('alice.txt', content);
    cli.file('bob.txt', BOB);
    const ran = await cli.run(['init', '--admin', 'alice=alice.txt', '--admin', 'bob=bob.txt']);
    expect(ran.err.replaceAll('\n', ' ')).toContain(sentence);
    expect(ran).toMatchObject({ code: 1, out: '' });
    if (content !== '') expect(ran.err).not.toContain(content);
  });

  test('a passphrase file that others can read is used, with a warning', async () => {
    const cli = new Cli();
    chmodSync(cli.file('alice.txt', ALICE), 0o644);
    cli.file('bob.txt', BOB);
    const ran = await cli.must('init', '--admin', 'alice=alice.txt', '--admin', 'bob=bob.txt');
    expect(ran.err).toBe('Warning: others may read the passphrase file alice.txt. Close it: chmod 600 alice.txt\n');
  });

  test('a passphrase file under the home folder is found by ~', async () => {
    const cli = new Cli();
    cli.file('alice.txt', ALICE);
    cli.file('bob.txt', BOB);
    expect((await cli.run(['init', '--admin', 'alice=~/alice.txt', '--admin', 'bob=~/bob.txt'])).code).toBe(0);
  });

  test('a damaged practice vault is named, and reset makes it anew', async () => {
    const cli = new Cli();
    await cli.ready();
    const folder = join(cli.dataFolder, 'practice-vault');
    truncateSync(join(folder, 'service.json'), 10);
    const real = { ownPractice: true } as const;
    const ran = await cli.run(['practice-vault', 'show'], real);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read') as string });
    expect((await cli.run(['practice-vault', 'reset'], real)).code).toBe(0);
    expect((await cli.run(['practice-vault', 'show'], real)).out).toContain('It has no vaults yet');
  });
});
