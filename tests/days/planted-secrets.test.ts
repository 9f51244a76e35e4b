import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type * as KeyPairs from '../../main/crypto/key-pairs.js';
import type * as SecretShares from '../../main/crypto/secret-shares.js';
import { WireSecrets } from '../e2e/support/wire-secrets.js';
import { Cli, ALICE, BOB } from '../doors/cli/support.js';
import { fixtureKey } from '../support/fixture-keys.js';
import { freshFolder } from '../support/folders.js';
import {
  found,
  foundInFolder,
  plantedBytes,
  plantedKey,
  plantedText,
  type Planted,
} from '../support/planted-secrets.js';
import { SECRET, VAULT } from '../support/practice.js';
import { refusal, TestWindow, value } from '../support/window.js';
import { ADMINS } from '../support/workstation.js';

/*
 * One whole day of work with secrets that are known to this test, and then everything that it left behind or that crossed
 * to the window is searched for them. The heap of the renderer is searched in tests/e2e/renderer-heap.test.ts.
 */

/** Every private key and every master key that was made, as it was made. */
const made = vi.hoisted(() => ({ keys: [] as Uint8Array[], masters: [] as Uint8Array[] }));

vi.mock('../../main/crypto/key-pairs.js', async (load) => {
  const real = await load<typeof KeyPairs>();
  return {
    ...real,
    generateKeyPair: async (...args: Parameters<typeof real.generateKeyPair>) => {
      const pair = await real.generateKeyPair(...args);
      made.keys.push(Uint8Array.from(pair.pkcs8));
      return pair;
    },
  };
});
vi.mock('../../main/crypto/secret-shares.js', async (load) => {
  const real = await load<typeof SecretShares>();
  return {
    ...real,
    splitSecret: (...args: Parameters<typeof real.splitSecret>) => {
      made.masters.push(Uint8Array.from(args[0]));
      return real.splitSecret(...args);
    },
  };
});

const NEW_PASSPHRASE = 'nine slow barges under the bridge';
const WRONG_PASSPHRASE = 'a passphrase typed into the wrong field';
const TYPED_SECRET = 'typed~client/secret+of=nobody"0000';

function planted(wire: WireSecrets): Planted[] {
  return [
    ...made.keys.map((pkcs8, at) => plantedKey(`private key ${at + 1}`, pkcs8)),
    ...made.masters.map((key) => plantedBytes('master key', key)),
    ...[...wire.clientSecrets, SECRET, TYPED_SECRET].map((text) => plantedText('client secret', text)),
    ...ADMINS.map(({ name, passphrase }) => plantedText(`passphrase of ${name}`, passphrase)),
    ...[ALICE, BOB, NEW_PASSPHRASE, WRONG_PASSPHRASE].map((text) => plantedText('passphrase', text)),
  ];
}

/** What was printed while the day went on. */
let printed = '';
vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((printed += String(text)), true));
vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
afterAll(() => vi.restoreAllMocks());

describe('a day in the window', () => {
  test('leaves no secret on the disk, in what crossed to the page, in exports or in the log', async () => {
    const out = freshFolder();
    const window = await TestWindow.ready();
    const wire = new WireSecrets();
    window.beforeRequest = (request) => wire.note(request);
    const { identityManagement, keyManagement, loggingAndReporting, administration } = window.bridge;

    const { id } = await window.credential();
    const typed = { name: 'typed', cloud: 'public', tenantId: id, clientId: id, secret: TYPED_SECRET } as const;
    const added = value(await identityManagement.addCredential(typed));
    value(await identityManagement.updateCredential({ id: added.id, secret: `${TYPED_SECRET}x` }));
    refusal(await identityManagement.addCredential({ ...typed, secret: `${TYPED_SECRET}\u0000` }));

    const group = await window.group('payroll', 2);
    await window.ended(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    await window.fault('reset-after on=import');
    await window.ended(await keyManagement.rotate({ groupId: group.id }));
    await window.fault('firewall times=always');
    await window.ended(await keyManagement.rotate({ groupId: group.id }));
    await window.practice.admin({ call: 'clear-faults' });
    await keyManagement.compareWithVault({ groupId: group.id });
    value(await identityManagement.testCredential({ id, vault: VAULT }));
    const deletion = { groupId: group.id, confirm: 'payroll', justification: 'The day is over.', purge: true };
    await window.ended(await window.approved(() => keyManagement.deleteOnCloud(deletion)));

    const [ada, ben] = ADMINS;
    if (!ada || !ben) throw new Error('There are two.');
    value(await identityManagement.changePassphrase({ ...ada, newPassphrase: NEW_PASSPHRASE }));
    refusal(
      await identityManagement.changePassphrase({
        ...ben,
        passphrase: WRONG_PASSPHRASE,
        newPassphrase: NEW_PASSPHRASE,
      }),
    );
    value(await identityManagement.lock());
    refusal(await identityManagement.reopen({ name: WRONG_PASSPHRASE.slice(0, 30), passphrase: WRONG_PASSPHRASE }));
    value(await identityManagement.reopen({ name: ada.name, passphrase: NEW_PASSPHRASE }));

    for (const format of ['text', 'csv', 'jsonl'] as const)
      value(
        await loggingAndReporting.exportLogs({
          file: join(out, `log.${format}`),
          format,
          filter: {},
          overwrite: false,
        }),
      );
    for (const kind of ['inventory', 'expiring'] as const)
      value(
        await loggingAndReporting.exportReport({
          kind,
          format: 'csv',
          file: join(out, `${kind}.csv`),
          overwrite: false,
        }),
      );
    const backup = { file: join(out, 'one.kfbackup'), overwrite: false };
    value(await window.approved(() => administration.makeBackup(backup)));
    value(await identityManagement.snapshot());
    value(await keyManagement.snapshot());
    value(await loggingAndReporting.snapshot());
    value(await administration.snapshot());
    value(await loggingAndReporting.logPage({ filter: {}, offset: 0, limit: 500 }));
    // The channel of the answerer itself, with what a page may make up.
    await window.answerer.answer(
      { origin: 'https://evil.example', topFrame: true },
      'identityManagement.logIn',
      TYPED_SECRET,
    );
    value(await identityManagement.seal());

    const secrets = planted(wire);
    expect(made.keys.length).toBeGreaterThanOrEqual(4);
    expect(wire.clientSecrets.size).toBeGreaterThanOrEqual(1);
    expect(wire.privateKeys().length).toBeGreaterThanOrEqual(3);
    expect(foundInFolder(secrets, window.folder)).toEqual([]);
    expect(foundInFolder(secrets, out)).toEqual([]);
    expect(found(secrets, Buffer.from(window.crossed.join('\n')))).toEqual([]);
    expect(found(secrets, Buffer.from(printed))).toEqual([]);
  });
});

describe('a day at the command line', () => {
  test('leaves none on the disk, in what is printed, or in exports', async () => {
    const cli = new Cli();
    await cli.ready();
    cli.file('secret.txt', TYPED_SECRET);
    cli.file('wrong.txt', WRONG_PASSPHRASE);
    const id = '44444444-4444-4444-8444-444444444444';
    const credential = ['credential', 'add', 'typed', '--tenant', id, '--client', id, '--secret-file', 'secret.txt'];
    await cli.mustUnlocked(...credential);
    await cli.mustUnlocked('key', 'create', 'payroll');
    await cli.mustUnlocked('sync', 'payroll');
    await cli.mustUnlocked('rotate', 'payroll');
    await cli.run(['--unlock', 'alice=wrong.txt', '--unlock', 'bob=bob.txt', 'key', 'list'], {
      env: { KEYFERRY_DEBUG: '1' },
    });
    const why = ['--justification', 'The day is over.', '--approve', 'bob=bob.txt'];
    await cli.mustUnlocked('cloud-delete', 'payroll', '--confirm', 'payroll', ...why);
    await cli.mustUnlocked('logs', 'export', 'all.jsonl');
    await cli.mustUnlocked('backup', 'make', '--out', 'one.kfbackup');
    await cli.mustUnlocked('--json', 'status');
    const secrets = planted(new WireSecrets());
    expect(foundInFolder(secrets, cli.dataFolder).filter((place) => !place.includes('/practice-vault/'))).toEqual([]);
    expect(found(secrets, Buffer.from(cli.printed))).toEqual([]);
    for (const file of ['all.jsonl', 'one.kfbackup'])
      expect(found(secrets, readFileSync(join(cli.home, file)))).toEqual([]);
    // The passphrase files are the test's own: the same search finds what is there.
    expect(
      foundInFolder(secrets, cli.home).filter((place) => /(alice|bob|secret|wrong)\.txt/.test(place)),
    ).toHaveLength(4);
  });
});

describe('the search', () => {
  const key = fixtureKey('p-256').pkcs8;
  const secrets = [plantedKey('key', key), plantedText('secret', 'grüße "und" so~weiter/0000')];
  const hidden: [string, Buffer][] = [
    ['the bytes', Buffer.concat([Buffer.alloc(7), Buffer.from(key), Buffer.alloc(3)])],
    ['hex', Buffer.from(`{"k":"${Buffer.from(key).toString('hex')}"}`)],
    ['HEX', Buffer.from(Buffer.from(key).toString('hex').toUpperCase())],
    [
      'base64, in the middle of something',
      Buffer.from(Buffer.concat([Buffer.from('a'), Buffer.from(key)]).toString('base64')),
    ],
    ['base64url', Buffer.from(Buffer.from(key).toString('base64url'))],
    ['a list of numbers', Buffer.from(JSON.stringify([...key]))],
  ];
  test.each(hidden)('finds a key that is there as %s', (_, bytes) => {
    expect(found(secrets, bytes)).toEqual(['key']);
  });

  test.each<[string, (text: string) => Buffer]>([
    ['text', (text) => Buffer.from(`x ${text} y`)],
    ['JSON', (text) => Buffer.from(JSON.stringify({ a: text }))],
    ['UTF-16', (text) => Buffer.from(`__${text}`, 'utf16le')],
    ['part of an address', (text) => Buffer.from(`?a=${encodeURIComponent(text)}`)],
    ['base64 of a JSON', (text) => Buffer.from(Buffer.from(`xy${text}`).toString('base64'))],
  ])('finds a text that is there as %s', (_, write) => {
    expect(found(secrets, write('grüße "und" so~weiter/0000'))).toEqual(['secret']);
  });

  test('finds it in a folder, and nothing where there is nothing', () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'a.bin'), Buffer.concat([Buffer.alloc(100_000), Buffer.from(key)]));
    writeFileSync(join(folder, 'b.txt'), 'nothing of it');
    expect(foundInFolder(secrets, folder)).toEqual([`${join(folder, 'a.bin')}: key`]);
  });
});
