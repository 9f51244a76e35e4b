// Runs in a session of its own, through what was compiled: the real keytar, and whatever keychain that session has.
// Prints one line of JSON. It ends by itself: a thread that hangs on the keychain would keep it, and the test would see.
import { chooseSecretStore, sealedSecretStore, secretStoreFor } from '../../../dist/main/keychain/index.js';

const rows = new Map();
const places = {
  sealed: sealedSecretStore({
    key: new Uint8Array(32).fill(3),
    table: {
      read: (account) => rows.get(account),
      write: (account, sealed) => rows.set(account, sealed),
      remove: (account) => rows.delete(account),
    },
  }),
};
const account = 'test/credential-1';
const { store, reason } = await chooseSecretStore(places);
const before = await store.get(account);
const set = await store.set(account, 'a planted secret ~ grüße');
const after = await store.get(account);
const removed = await store.remove(account);
const again = await store.remove(account);
const gone = await store.get(account);
const fromKeychain = await secretStoreFor('os-keychain', places);
const reading = fromKeychain.ok ? 'ok' : fromKeychain.failure.code;
console.log(JSON.stringify({ kind: store.kind, reason, reading, steps: { before, set, after, removed, again, gone } }));
