import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const PROJECTS = ['shared', 'main/crypto', 'main', 'preload', 'renderer', 'tests'].map(
  (area) => `${area}/tsconfig.json`,
);

/** The floors of the house, lowest first. A floor may import itself's own folder and what stands in `sees`. */
const tools = ['crypto', 'clock', 'key-sources', 'keychain', 'store', 'azure', 'practice-vault', 'printing'];
const rooms = ['identity-management', 'key-management', 'logging-and-reporting', 'administration', 'ceremonies'];
const sees = {
  crypto: [],
  clock: [],
  store: ['crypto', 'clock'],
  keychain: ['crypto', 'store'],
  'key-sources': ['crypto', 'store'],
  azure: ['crypto', 'clock'],
  'practice-vault': ['crypto', 'clock'],
  printing: [],
};

const zones = [
  { target: './shared', from: ['./main', './preload', './renderer', './tests'], message: 'shared/ knows nobody.' },
  { target: './preload', from: ['./main', './renderer', './tests'], message: 'preload/ knows shared/ only.' },
  {
    target: './renderer',
    from: ['./main', './preload', './tests'],
    message: 'renderer/ knows shared/ and the bridge.',
  },
  {
    target: './main/ipc',
    from: './main/doors',
    message: 'main/ipc does not know the doors (doors -> ipc -> rooms -> tools).',
  },
  { target: './main/doors', from: ['./renderer', './preload'], message: 'A door loads the built files.' },
  { target: './main', from: ['./tests'], message: 'main/ does not know its tests.' },
  ...tools.map((tool) => ({
    target: `./main/${tool}`,
    from: './main',
    except: [`./${tool}`, ...sees[tool].map((name) => `./${name}`)],
    message: `main/${tool} may import only: shared ${sees[tool].join(' ')} (scripts/config/eslint.config.mjs).`,
  })),
  ...rooms.map((room) => ({
    target: `./main/${room}`,
    from: './main',
    except: [`./${room}`, ...tools.map((name) => `./${name}`), ...rooms.map((name) => `./${name}/index.ts`)],
    message: `main/${room} may import the tools, and of other rooms their index.ts only.`,
  })),
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'demo-output/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: {
        project: PROJECTS,
        tsconfigRootDir: root,
      },
    },
    settings: {
      // Without it import-x reads no .ts file that is imported, and no-cycle never finds anything.
      'import-x/extensions': ['.ts', '.tsx', '.js', '.mjs'],
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          noWarnOnMultipleProjects: true,
          project: PROJECTS.map((file) => `${root}${file}`),
        }),
      ],
    },
    rules: {
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { basePath: root, zones }],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Use node:crypto.' }],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', message: 'Only main/index.ts, main/doors/electron and preload/index.ts.' }] },
      ],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_$' }],
      // Counting code points is what is meant where a string is spread.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Mapped types over a literal name read as what they are.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
    },
  },
  { files: ['renderer/**/*.ts', 'renderer/**/*.tsx'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    // Where Electron is; nowhere else may it be loaded, since that starts a download outside of Electron.
    files: ['main/index.ts', 'main/doors/electron/**/*.ts', 'preload/index.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.mjs'],
    rules: {
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Use node:crypto.' }],
    },
  },
);
