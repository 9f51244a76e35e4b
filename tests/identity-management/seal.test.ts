import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeIdentities, readIdentityFile, unlock, writeIdentityFile } from '../../main/identity-management/index.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { VirtualClock } from '../support/virtual-clock.js';
import { ADA, BEN, WEAK_SCRYPT } from '../support/workstation.js';

const CAT = { name: 'Cat', passphrase: 'three lanterns over the old canal' };

async function made(logins = [ADA, BEN]) {
  return must(await makeIdentities(logins, { clock: new VirtualClock(), scrypt: WEAK_SCRYPT }));
}

describe('unlocking', () => {
  test('takes any two of the Admin identities, in any order, and gives the same master key', async () => {
    const { file, unlocked } = await made([ADA, BEN, CAT]);
    for (const pair of [
      [ADA, BEN],
      [CAT, ADA],
      [BEN, CAT],
      [ADA, BEN, CAT],
    ])
      expect(must(await unlock(file, pair)).masterKey).toEqual(unlocked.masterKey);
  });

  test('knows the names without regard to case and to spaces around, and the passphrase however it was typed', async () => {
    const composed = { name: 'José', passphrase: 'caf\u00e9 au lait on the north quay' };
    const { file } = await made([composed, BEN]);
    const decomposed = { name: ' jos\u0065\u0301 ', passphrase: 'cafe\u0301 au lait on the north quay' };
    expect(must(await unlock(file, [decomposed, { ...BEN, name: 'BEN' }])).administrators).toEqual(['José', 'Ben']);
  });

  test.each<[string, readonly (typeof ADA)[], string, RegExp]>([
    ['nobody', [], 'two-needed', /takes 2 different Admin identities; 0 came/],
    ['one alone', [ADA], 'two-needed', /2 different Admin identities; 1 came/],
    ['the same one twice', [ADA, { ...ADA, name: ' ADA ' }], 'two-needed', /1 came/],
    ['the same one twice beside another', [ADA, ADA, BEN], 'name-twice', /Ada came twice/],
    ['a wrong passphrase', [ADA, { ...BEN, passphrase: 'not the right passphrase' }], 'login-refused', /login of Ben/],
    ['an unknown name', [ADA, { ...BEN, name: 'Eve' }], 'login-refused', /login of Eve/],
    [
      'passphrases exchanged',
      [
        { ...ADA, passphrase: BEN.passphrase },
        { ...BEN, passphrase: ADA.passphrase },
      ],
      'login-refused',
      /login of Ada/,
    ],
    ['an empty passphrase', [ADA, { ...BEN, passphrase: '' }], 'login-refused', /login of Ben/],
  ])('by %s is refused', async (_, logins, code, sentence) => {
    const { file } = await made();
    const failure = mustFail(await unlock(file, logins));
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(sentence);
    for (const { passphrase } of [ADA, BEN, ...logins])
      if (passphrase) expect(JSON.stringify(failure)).not.toContain(passphrase);
  });

  test('an unknown name and a wrong passphrase are told in the same words', async () => {
    const { file } = await made();
    const wrong = mustFail(await unlock(file, [ADA, { ...BEN, passphrase: 'not the right passphrase' }]));
    const unknown = mustFail(await unlock(file, [ADA, { name: 'Eve', passphrase: 'not the right passphrase' }]));
    expect(unknown.message.replace('Eve', 'Ben')).toBe(wrong.message);
    expect(unknown.advice).toBe(wrong.advice);
  });

  test('one share alone says nothing of the master key: two files for the same passphrases have nothing in common', async () => {
    const [one, other] = [await made(), await made()];
    expect(one.unlocked.masterKey).not.toEqual(other.unlocked.masterKey);
    // A share of one set beside a share of the other does not open either.
    const identities = [...one.file.identities.slice(0, 1), ...other.file.identities.slice(1)];
    expect(mustFail(await unlock({ ...one.file, identities }, [ADA, BEN])).code).toBe('login-refused');
  });
});

describe('the first start', () => {
  test.each<[string, readonly (typeof ADA)[], string, RegExp]>([
    ['one identity', [ADA], 'two-needed', /at least 2 Admin identities; 1 came/],
    ['two of one name', [ADA, { ...BEN, name: ' ADA' }], 'name-taken', /Two identities are called ADA/],
    [
      'two of one name typed in two ways',
      [
        { ...ADA, name: 'Jos\u00e9' },
        { ...BEN, name: 'Jose\u0301' },
      ],
      'name-taken',
      /Two identities/,
    ],
    ['an empty name', [ADA, { ...BEN, name: '  ' }], 'bad-name', /no name for an identity/],
    ['a name with "="', [ADA, { ...BEN, name: 'a=b' }], 'bad-name', /no name for an identity/],
    ['a name with a line break', [ADA, { ...BEN, name: 'a\nb' }], 'bad-name', /no name for an identity/],
    ['one passphrase for two', [ADA, { ...BEN, passphrase: ADA.passphrase }], 'passphrase-shared', /same passphrase/],
    [
      'one passphrase for two, typed in two ways',
      [
        { ...ADA, passphrase: 'caf\u00e9 au lait on the quay' },
        { ...BEN, passphrase: 'cafe\u0301 au lait on the quay' },
      ],
      'passphrase-shared',
      /same passphrase/,
    ],
    [
      'a short passphrase',
      [ADA, { ...BEN, passphrase: 'too short' }],
      'passphrase-refused',
      /has 9 characters; at least 15/,
    ],
  ])('%s is refused', async (_, logins, code, sentence) => {
    const failure = mustFail(await makeIdentities(logins, { clock: new VirtualClock(), scrypt: WEAK_SCRYPT }));
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(sentence);
  });
});

describe('identities.json', () => {
  test('is for its owner only, and holds neither master key, share nor passphrase', async () => {
    const folder = freshFolder();
    const { file, unlocked } = await made();
    must(writeIdentityFile(folder, file));
    const path = join(folder, 'identities.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      expect(text).not.toContain(Buffer.from(unlocked.masterKey).toString(encoding));
    for (const word of [ADA.passphrase, BEN.passphrase, 'checksum']) expect(text).not.toContain(word);
    expect(must(readIdentityFile(folder))).toEqual(file);
  });

  test.each<[string, (text: string) => string]>([
    ['empty', () => ''],
    ['cut off', (text) => text.slice(0, -20)],
    ['no JSON', () => 'identities'],
    ['of another format', (text) => text.replace('keyferry-identities-2', 'keyferry-identities-1')],
    ['with a field too many', (text) => text.replace('{', '{"extra": 1,')],
    ['with one identity', (text) => text.replace(/,\s*\{\s*"name": "Ben"[^]*?"sealedShare": "[0-9a-f]+"\s*\}/, '')],
    ['with a share in capitals', (text) => text.replace(/"sealedShare": "../, '"sealedShare": "ZZ')],
    ['with a threshold of one', (text) => text.replace('"threshold": 2', '"threshold": 1')],
  ])('that is %s is refused by name', async (_, change) => {
    const folder = freshFolder();
    must(writeIdentityFile(folder, (await made()).file));
    const path = join(folder, 'identities.json');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    const failure = mustFail(readIdentityFile(folder));
    expect(failure.code).toBe('identities-damaged');
    expect(failure.message).toContain(path);
    expect(failure.advice).toContain('backup');
  });

  test('whose bytes were changed inside a share does not open, and says so for whom', async () => {
    const { file } = await made();
    const [ada, ben] = file.identities;
    if (!ada || !ben) throw new Error('There are no two identities.');
    const flip = (hex: string, at: number): string =>
      hex.slice(0, at) + (hex[at] === '0' ? '1' : '0') + hex.slice(at + 1);
    const { sealedKeys, sealedShare = '' } = ada;
    for (const at of [0, 40, 100]) {
      const keys = { ...file, identities: [{ ...ada, sealedKeys: flip(sealedKeys, at) }, ben] };
      expect(mustFail(await unlock(keys, [ADA, BEN])).code).toBe('login-refused');
      const share = { ...file, identities: [{ ...ada, sealedShare: flip(sealedShare, at) }, ben] };
      expect(mustFail(await unlock(share, [ADA, BEN]))).toMatchObject({
        code: 'identities-altered',
        message: 'The share of Ada in identities.json is damaged.',
      });
    }
    const short = { ...file, identities: [{ ...ada, sealedShare: 'ab' }, ben] };
    expect(mustFail(await unlock(short, [ADA, BEN])).code).toBe('identities-altered');
  });

  test('with a scrypt cost that is an attack on the memory is not even tried', async () => {
    const { file } = await made();
    for (const cost of [{ N: 2 ** 30 }, { N: 1000 }, { N: 0 }, { r: 0 }, { p: 1000 }, { N: -1024 }]) {
      const identities = file.identities.map((one) => ({ ...one, scrypt: { ...one.scrypt, ...cost } }));
      const failure = mustFail(await unlock({ ...file, identities }, [ADA, BEN]));
      expect(failure.code).toBe('scrypt-parameters');
    }
  });

  test('that is a folder or cannot be read is not taken for a first start', () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'identities.json'));
    expect(mustFail(readIdentityFile(folder)).code).toBe('identities-unreadable');
  });
});
