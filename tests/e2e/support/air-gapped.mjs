// Runs the offline half of a ceremony in this process, which its parent has put into a network namespace of its own:
//   node air-gapped.mjs ORDER-AS-JSON
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
// Only to read TypeScript: nothing is served.
const server = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
  resolve: { alias: { vitest: file('./outside-vitest.ts') } },
});
const { holdInWindow } = await server.ssrLoadModule(file('./air-gapped.ts'));
const report = await holdInWindow(JSON.parse(process.argv[2]));
await server.close();
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(0);
