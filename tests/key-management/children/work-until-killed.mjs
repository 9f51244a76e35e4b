// Opens a workstation, does one piece of work in the cloud, and dies by SIGKILL at the moment it is told to: a moment is
// a request about to leave, a request answered, a half-written frame, a frame about to be synced.
// usage: work-until-killed.mjs WORK FOLDER START-TIME MOMENT KEK.PEM   (MOMENT 0: lives on, and tells all its moments)
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  folderStorage,
  localAdmin,
  practiceHttpClient,
  PracticeService,
} from '../../../dist/main/practice-vault/index.js';
import { spkiFromPkcs8 } from '../../../dist/main/crypto/index.js';
import { realFiles } from '../../../dist/main/store/index.js';
import { openWorkstation } from '../../../dist/main/workstation.js';

const [, , work, folder, start, dieAt, kekFile] = process.argv;
const say = (text) => writeSync(1, `${text}\n`);

let begun = false;
let moments = 0;
const moment = (what) => {
  if (!begun) return;
  moments += 1;
  if (moments === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
  if (Number(dieAt) === 0) say(`moment ${moments} ${what}`);
};

let now = Number(start);
const clock = {
  now: () => now,
  sleep: async (milliseconds) => {
    now += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
  },
  wait: () => new Promise(() => undefined),
};

const pem = readFileSync(kekFile, 'utf8');
const pkcs8 = () => Uint8Array.from(Buffer.from(pem.split('-----')[2], 'base64'));
const service = new PracticeService({
  clock,
  storage: folderStorage(join(folder, 'practice-vault')),
  makeKeyPair: async () => ({ pkcs8: pkcs8(), spki: spkiFromPkcs8(pkcs8()).value }),
});
const inner = practiceHttpClient(service);
const httpClient = {
  sendRequest: async (request) => {
    const what = `${request.method} ${new URL(request.url).pathname.replace(/keyferry-kek-[0-9a-f]+/, 'KEK')}`;
    moment(`asks ${what}`);
    const answer = await inner.sendRequest(request);
    moment(`answered ${what}`);
    return answer;
  },
};

const files = {
  ...realFiles,
  write: (descriptor, bytes, position) => {
    const half = bytes.subarray(0, Math.floor(bytes.length / 2));
    realFiles.write(descriptor, half, position);
    moment('disk half written');
    realFiles.write(descriptor, bytes.subarray(half.length), position + half.length);
  },
  sync: (descriptor) => {
    moment('disk not synced');
    realFiles.sync(descriptor);
  },
};

const [ada, ben] = JSON.parse(process.env.KEYFERRY_TEST_ADMINS);
const practice = { httpClient, admin: localAdmin(service) };
const opened = await openWorkstation(folder, [ada, ben], { clock, files, practice, preferSecretsIn: 'sealed-store' });
if (!opened.ok) throw new Error(opened.failure.message);
const { keyManagement } = opened.value;
const group = keyManagement.groups.find('payroll').value;
begun = true;
say('begins');
const job =
  work === 'synchronize'
    ? await keyManagement.cloud.synchronize(group, [])
    : work === 'rotate'
      ? await keyManagement.cloud.rotate(group)
      : await keyManagement.cloud.deleteOnCloud(group, true);
say(`ended ${job.ok ? job.value.state : job.failure.code}`);
