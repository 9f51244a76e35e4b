// Waits for a byte on standard input (so that it can be started ahead of its turn), then commits until it is killed;
// says each number after its commit has answered.
// usage: commit-forever.mjs FOLDER
import { readSync, writeSync } from 'node:fs';
import { lockDataFolder, openStore } from '../../../dist/main/store/index.js';

const folder = process.argv[2];
const say = (text) => writeSync(1, `${text}\n`);
readSync(0, Buffer.alloc(1));
const lock = lockDataFolder(folder);
if (!lock.ok) {
  say(`refused ${lock.failure.message}`);
  process.exit(1);
}
const migrations = [
  {
    title: 'Pairs',
    statements: ['CREATE TABLE pair (n INTEGER NOT NULL, half TEXT NOT NULL, PRIMARY KEY (n, half)) STRICT'],
  },
];
const opened = await openStore({ folder, masterKey: new Uint8Array(32).fill(42), migrations });
if (!opened.ok) {
  say(`refused ${opened.failure.message}`);
  process.exit(1);
}
const { store } = opened.value;
const { most, least } = store.get('SELECT coalesce(max(n), 0) AS most, coalesce(min(n), 1) AS least FROM pair');
const { rows } = store.get('SELECT count(*) AS rows FROM pair');
// Numbers without a gap and two halves each: nothing lost in the middle, nothing half there.
say(
  `opened ${most} ${rows === (most - least + 1) * 2 || (most === 0 && rows === 0) ? 'whole' : `broken: ${rows} rows`}`,
);
for (let n = most + 1; ; n += 1) {
  store.commit((tx) => {
    tx.run('INSERT INTO pair VALUES (?, ?)', [n, 'left']);
    tx.run('INSERT INTO pair VALUES (?, ?)', [n, 'right']);
    // Only the newest are kept: the store stays small, however often it is opened.
    tx.run('DELETE FROM pair WHERE n <= ?', [n - 100]);
  });
  say(`done ${n}`);
  if (n % 23 === 0) store.compact();
}
