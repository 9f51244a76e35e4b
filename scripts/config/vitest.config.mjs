import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What puts something else in a module's place, or a process in a state, has a process of its own. */
const ALONE = [
  ...['doors', 'preload', 'packaging'].map((area) => `tests/${area}/**/*.test.ts`),
  'tests/days/planted-secrets.test.ts',
];

const WINDOWS = ['tests/e2e/**/*.test.ts'];

export default defineConfig({
  root,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE } },
      // Windows are opened and closed file by file; what stands behind them is loaded once.
      { extends: true, test: { name: 'windows', include: WINDOWS, isolate: false } },
      // The others share a process, and so load the program once instead of a hundred times: minutes on two cores.
      {
        extends: true,
        test: { name: 'together', include: ['tests/**/*.test.ts'], exclude: [...ALONE, ...WINDOWS], isolate: false },
      },
    ],
  },
});
