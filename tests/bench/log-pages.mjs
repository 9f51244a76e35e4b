// Processor time of the first page of each filter over a long log. Run: npx tsc -b && node tests/bench/log-pages.mjs [events...]
import { createHash, randomUUID } from 'node:crypto';
import { LogPages } from '../../dist/main/logging-and-reporting/index.js';
import { MemoryDatabase } from '../../dist/main/store/database.js';
import { MIGRATIONS } from '../../dist/main/store/index.js';
import { countEvents, eventsAfter, insertEvent } from '../../dist/main/store/tables/log-events.js';

const SERVICES = ['Azure Service', 'Azure Service', 'Azure Service', 'Key Management', 'Identity', 'System'];
const START = Date.UTC(2026, 0, 1);

for (const size of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100_000, 1_000_000])
  await measure(size);

async function measure(size) {
  const database = await MemoryDatabase.open();
  for (const { statements } of MIGRATIONS) for (const statement of statements) database.run(statement);
  const store = { all: (sql, params) => database.all(sql, params), get: (sql, params) => database.all(sql, params)[0] };
  const job = fill(database, size);
  console.log(`\n${size} events, ${megabytes()} MB`);
  const pages = new LogPages(store);
  await time('no filter', () => pages.page({}, 0, 200));
  await time('no filter, in the middle', () => pages.page({}, size / 2, 200));
  await time('service Azure Service (half of all)', () => pages.page({ service: 'Azure Service' }, 0, 200));
  await time('  again, in the middle', () => pages.page({ service: 'Azure Service' }, size / 4, 200));
  await time('level ERROR', () => pages.page({ level: 'ERROR' }, 0, 200));
  await time('service and level', () => pages.page({ service: 'System', level: 'WARN' }, 0, 200));
  await time('one day', () => pages.page({ from: START + 86_400_000, to: START + 2 * 86_400_000 }, 0, 200));
  await time('one job', () => pages.page({ jobId: job }, 0, 200));
  await time('text "payroll-7" (in many)', () => pages.page({ text: 'payroll-7' }, 0, 200));
  await time('  one letter more', () => pages.page({ text: 'payroll-77' }, 0, 200));
  await time('text that is nowhere', () => pages.page({ text: 'nowhere to be found' }, 0, 200));
  await time('text of another alphabet', () => pages.page({ text: 'PRÜFUNG' }, 0, 200));
  await time('text within level ERROR', () => pages.page({ level: 'ERROR', text: 'import number' }, 0, 200));
  insertEvent({ run: (sql, params) => database.run(sql, params) }, event(size + 1, job));
  await time('the text again, after one new event', () => pages.page({ text: 'payroll-77' }, 0, 200));
  await time('the service, forgotten meanwhile', () => pages.page({ service: 'Azure Service' }, 0, 200));
  insertEvent({ run: (sql, params) => database.run(sql, params) }, event(size + 2, job));
  await time('the service again, after one new event', () => pages.page({ service: 'Azure Service' }, 0, 200));
  await time('count of level WARN', () => ({ total: countEvents(store, { level: 'WARN' }) }));
  await time('all of Azure Service, as an export reads it', () => {
    let total = 0;
    for (let after = 0; ;) {
      const page = eventsAfter(store, { service: 'Azure Service' }, after, 1000);
      total += page.length;
      if (page.length < 1000) return { total };
      after = page.at(-1).sequence;
    }
  });
  console.log(`  afterwards ${megabytes()} MB`);
  database.close();
}

function fill(database, size) {
  let job = randomUUID();
  let first = job;
  database.run('BEGIN');
  const tx = { run: (sql, params) => database.run(sql, params) };
  for (let sequence = 1; sequence <= size; sequence += 1) {
    if (sequence % 20 === 0) job = randomUUID();
    if (sequence === 1000) first = job;
    insertEvent(tx, event(sequence, job));
  }
  database.run('COMMIT');
  return first;
}

function event(sequence, job) {
  const service = SERVICES[sequence % SERVICES.length];
  const group = `payroll-${sequence % 100}`;
  const hash = createHash('sha256').update(String(sequence)).digest('hex');
  return {
    sequence,
    time: START + sequence * 1000,
    service,
    level: sequence % 50 === 0 ? 'ERROR' : sequence % 13 === 0 ? 'WARN' : 'INFO',
    event: 'azure-call',
    actor: 'Ada + Ben',
    object: `contoso/${group}`,
    message: `PUT contoso.vault.azure.net/keys/${group}/import number ${sequence}: 200, ${sequence % 900} ms`,
    ...(service === 'Azure Service' ? { jobId: job, requestId: randomUUID() } : {}),
    previousHash: hash,
    hash,
  };
}

async function time(what, work) {
  const start = process.cpuUsage();
  const { total } = await work();
  const { user, system } = process.cpuUsage(start);
  const took = (user + system) / 1000;
  console.log(`  ${what.padEnd(46)} ${took.toFixed(1).padStart(8)} ms  ${String(total).padStart(8)} fit`);
}

function megabytes() {
  return Math.round(process.memoryUsage().rss / 1e6);
}
