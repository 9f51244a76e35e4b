import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { median } from './figures.mjs';
import { LOGINS, makeStation, must } from './stations.mjs';

const make = promisify(generateKeyPair);
const WEAK_SCRYPT = { scrypt: { N: 1024, r: 8, p: 1 }, preferSecretsIn: 'sealed-store' };
const ENCODING = {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
};
const rsa = (modulusLength) => () => make('rsa', { modulusLength, publicExponent: 0x10001, ...ENCODING });
const ec = (namedCurve) => () => make('ec', { namedCurve, ...ENCODING });

/** How each is made by node:crypto alone, and how many of them in one turn. */
const TYPES = {
  'rsa-2048': [rsa(2048), 24],
  'rsa-3072': [rsa(3072), 12],
  'rsa-4096': [rsa(4096), 8],
  'p-256': [ec('P-256'), 150],
  'p-384': [ec('P-384'), 150],
};
const TURNS = 5;

/** Keys made, sealed, recorded and logged by us, beside node:crypto's own making on all cores. In turns, by CPU time too. */
export async function keyFigures({ inFolder, say }) {
  return inFolder(async (folder) => {
    await makeStation(folder, { options: WEAK_SCRYPT });
    const { openWorkstation } = await import('../../../dist/main/workstation.js');
    const workstation = must(await openWorkstation(folder, LOGINS, WEAK_SCRYPT));
    try {
      must(await workstation.credentials.add(CREDENTIAL, 'practice~secret-for-the-bench-only-000000000'));
      const figures = [];
      for (const [type, [bare, count]] of Object.entries(TYPES)) {
        say(`  ${type}`);
        figures.push(...(await figuresOf(workstation, type, bare, count)));
      }
      return figures;
    } finally {
      workstation.close();
    }
  });
}

const CREDENTIAL = {
  name: 'bench',
  cloud: 'practice',
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
};

async function figuresOf({ keyManagement }, type, bare, count) {
  const { groups, keys } = keyManagement;
  const group = must(groups.create({ name: `of-${type}`, vault: 'contoso', credential: 'bench', keyType: type }));
  const ours = [];
  const theirs = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    ours.push(await perSecond(count, async () => must(await keys.createMany(group, count))));
    theirs.push(await perSecond(count, () => allAtOnce(count, bare)));
  }
  // Finding primes is luck: the share of each turn would be, too.
  const share = 100 * (harmonic(ours) / harmonic(theirs));
  return [
    {
      group: 'keys',
      name: `${type} keys, of node:crypto's own speed`,
      value: share,
      unit: '%',
      goal: { kind: 'least', value: 95 },
    },
    { group: 'keys', name: `${type} keys, median`, value: median(ours), unit: '1/s' },
  ];
}

async function perSecond(count, work) {
  const begun = performance.now();
  await work();
  return (1000 * count) / (performance.now() - begun);
}

/** The pool has a thread for each core, up to four. */
const allAtOnce = (count, work) => Promise.all(Array.from({ length: count }, work));

const harmonic = (values) => values.length / values.reduce((sum, value) => sum + 1 / value, 0);
