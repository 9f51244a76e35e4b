import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { planOf } from '../../support/ceremony.js';
import { Cli, UNLOCK } from './support.js';

const openssl = (cli: Cli, ...args: readonly string[]): string =>
  execFileSync('openssl', args, { cwd: cli.home, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** Makes a private key NAME.pem, answers its public half. */
function keyOf(cli: Cli, name: string, ...how: readonly string[]): string {
  openssl(cli, 'genpkey', ...how, '-out', `${name}.pem`);
  return openssl(cli, 'pkey', '-in', `${name}.pem`, '-pubout');
}

function planWith(people: CeremonyPlan['people']): CeremonyPlan {
  return planOf('destroy', {
    id: 'signed',
    people,
    keys: [{ group: 'payroll', type: 'p-256', vault: 'contoso', spkiSha256: 'ab'.repeat(32) }],
  });
}

/** Aborted at its first step: a record that can be signed. */
async function aborted(cli: Cli, plan: CeremonyPlan): Promise<string> {
  cli.file('plan.json', JSON.stringify(plan));
  const run = ['ceremony', 'run', 'plan.json', '--out', 'outputs'];
  const answers = ['!', 'a', 'ABORT', 'It is enough', ...plan.people.map(() => '')];
  const ran = await cli.run([...UNLOCK, ...run], { answers });
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return join('outputs', readdirSync(join(cli.home, 'outputs')).find((name) => name.endsWith('.jsonl')) ?? '');
}

test('a record is signed with keys that were made elsewhere: PEM, encrypted PEM, and by hand over a statement', async () => {
  const cli = new Cli();
  await cli.init();
  const people: CeremonyPlan['people'] = [
    { name: 'Ada', role: 'leader', key: keyOf(cli, 'ada', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256') },
    { name: 'Olga', role: 'officer', key: keyOf(cli, 'olga', '-algorithm', 'ED25519') },
    { name: 'Walt', role: 'witness', key: keyOf(cli, 'walt', '-algorithm', 'RSA') },
    {
      name: 'Wendy',
      role: 'witness',
      key: keyOf(cli, 'wendy', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'),
    },
    { name: 'Nora', role: 'auditor' },
  ];
  const record = await aborted(cli, planWith(people));
  const sign = (...args: readonly string[]) => cli.run(['ceremony', 'sign', record, ...args]);

  // A PEM as it is, then one that is encrypted, its passphrase typed or in a file.
  expect((await sign('--key', 'ada.pem')).out).toContain('Ada signed; the signature stands below the record.');
  expect((await sign('--key', 'ada.pem')).err).toContain('Ada has signed this record already.');
  openssl(
    cli,
    'pkcs8',
    '-topk8',
    '-in',
    'olga.pem',
    '-out',
    'olga-sealed.pem',
    '-passout',
    'pass:the long way to the harbour',
  );
  expect((await sign('--key', 'olga-sealed.pem')).err).toContain('is encrypted, and nobody sits here to be asked');
  const wrong = await cli.run(['ceremony', 'sign', record, '--key', 'olga-sealed.pem'], { answers: ['harbour'] });
  expect(wrong.err).toContain('cannot be opened with this passphrase');
  const olga = ['ceremony', 'sign', record, '--key', 'olga-sealed.pem', '--disagree', 'The bag was open'];
  expect(await cli.run(olga, { answers: ['the long way to the harbour'] })).toMatchObject({ code: 0 });
  expect(cli.printed).not.toContain('harbour\n');

  // A key that never leaves its card: RSA and EC by openssl dgst.
  for (const name of ['Walt', 'Wendy']) {
    const small = name.toLowerCase();
    const written = await sign(
      '--by',
      name,
      '--statement',
      `${small}.txt`,
      ...(name === 'Wendy' ? ['--disagree', 'No'] : []),
    );
    expect(written.out).toContain(`openssl dgst -sha256 -sign KEY.pem -out ${small}.txt.sig ${small}.txt`);
    openssl(cli, 'dgst', '-sha256', '-sign', `${small}.pem`, '-out', `${small}.sig`, `${small}.txt`);
  }
  const swapped = await sign('--statement', 'walt.txt', '--signature', 'wendy.sig');
  expect([swapped.code, swapped.err]).toEqual([
    1,
    expect.stringContaining('not the signature of Walt over the statement'),
  ]);
  const statement = readFileSync(join(cli.home, 'wendy.txt'), 'utf8');
  cli.file('changed.txt', statement.replace('"disagree"', '"agree"'));
  expect((await sign('--statement', 'changed.txt', '--signature', 'wendy.sig')).err).toContain(
    'not the signature of Wendy',
  );
  cli.file('longer.txt', `${statement}\n`);
  expect((await sign('--statement', 'longer.txt', '--signature', 'wendy.sig')).err).toContain(
    'no statement for this record',
  );
  for (const name of ['walt', 'wendy'])
    expect(await sign('--statement', `${name}.txt`, '--signature', `${name}.sig`)).toMatchObject({ code: 0 });

  // Who has no key in the plan, and a key that is nobody's.
  expect((await sign('--by', 'Nora', '--statement', 'nora.txt')).err).toContain('The record names no key of Nora');
  keyOf(cli, 'nobody', '-algorithm', 'ED25519');
  expect((await sign('--key', 'nobody.pem')).err).toContain('The record names nobody with this key');
  expect((await sign('--key', 'plan.json')).err).toContain('This is no private key in PEM');
  expect((await sign()).err).toContain('Who signs, and how?');
  expect((await sign('--by', 'Nora', '--statement', 'n.txt', '--signature', 'walt.sig')).err).toContain(
    'in the statement already',
  );

  const verified = await cli.must('ceremony', 'verify', record);
  expect(verified.out).toMatch(/^The record is whole/);
  for (const line of [
    'Ada: agrees, key (valid)',
    'Olga: disagrees, key (valid)',
    'Walt: agrees, key (valid)',
    'Wendy: disagrees, key (valid)',
  ])
    expect(verified.out).toContain(line);
  expect(verified.out).toContain('Remark: Not signed by Nora.');
  // A signature that was changed afterwards is found.
  copyFileSync(join(cli.home, record), join(cli.home, 'copy.jsonl'));
  const text = readFileSync(join(cli.home, 'copy.jsonl'), 'utf8');
  writeFileSync(join(cli.home, 'copy.jsonl'), text.replace('The bag was open', 'The bag was shut'));
  expect((await cli.run(['ceremony', 'verify', 'copy.jsonl'])).out).toContain('the signature of Olga does not fit');
  // The printed record takes the long keys.
  expect(await cli.run(['ceremony', 'record', record, '--out', 'signed.pdf'])).toMatchObject({ code: 0 });
});

test('a key in the plan that nobody can sign with is a problem of the plan', async () => {
  const cli = new Cli();
  const weak = keyOf(cli, 'weak', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1');
  cli.file('plan.json', JSON.stringify(planWith([{ name: 'Ada', role: 'leader', key: weak }])));
  expect((await cli.run(['ceremony', 'check', 'plan.json'])).out).toContain('The key of Ada: People sign with Ed25519');
});
