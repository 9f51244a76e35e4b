// Runs inside a private D-Bus session: the real keytar, the real gnome-keyring.
import { openKeytarStore } from '../../../dist/main/keychain/index.js';

const opened = await openKeytarStore();
if (!opened.ok) {
  console.log(JSON.stringify({ usable: false, why: opened.failure.message }));
  process.exit(0);
}
const store = opened.value;
const account = 'test/credential-1';
const before = await store.get(account);
await store.set(account, 'a planted secret ~ grüße');
const after = await store.get(account);
const removed = await store.remove(account);
const again = await store.remove(account);
const gone = await store.get(account);
console.log(JSON.stringify({ usable: true, before, after, removed, again, gone }));
process.exit(0);
