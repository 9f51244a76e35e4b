// Which packages the product is made of, by the lock file alone.

/** Bundled into the window at build time, so they stand in devDependencies (docs/decisions/0010). */
export const WINDOW_PACKAGES = [
  'react',
  'react-dom',
  'react-aria-components',
  'react-hook-form',
  '@hookform/resolvers',
  'zustand',
];

/** Shipped as a runtime, without the packages that only fetch it. */
export const RUNTIME = 'electron';

/**
 * Every package that ships, once: what `dependencies`, `optionalDependencies` and the window need, and what these need.
 * Answers { path, name, version, license, optional, window }, sorted; `path` is where the lock file has it.
 */
export function productPackages(lock) {
  const { packages } = lock;
  const root = packages[''];
  const found = new Map();
  const visit = (from, name, facts) => {
    const path = placeOf(packages, from, name);
    // An optional package of another system is not always there.
    if (path === undefined || found.has(path)) return;
    const { version, license = 'none given', dependencies = {}, optionalDependencies = {} } = packages[path];
    found.set(path, { path, name: nameOf(path), version, license, ...facts });
    for (const next of Object.keys(dependencies)) visit(path, next, facts);
    for (const next of Object.keys(optionalDependencies)) visit(path, next, { ...facts, optional: true });
  };
  for (const name of Object.keys(root.dependencies)) visit('', name, { optional: false, window: false });
  for (const name of Object.keys(root.optionalDependencies)) visit('', name, { optional: true, window: false });
  for (const name of WINDOW_PACKAGES) visit('', name, { optional: false, window: true });
  const { version, license } = packages[`node_modules/${RUNTIME}`];
  const path = `node_modules/${RUNTIME}`;
  found.set(path, { path, name: RUNTIME, version, license, optional: false, window: true });
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Where npm finds it: in the folder of who needs it, else in those above. */
function placeOf(packages, from, name) {
  for (let folder = from; ; folder = above(folder)) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

function above(path) {
  const at = path.lastIndexOf('/node_modules/');
  return at < 0 ? '' : path.slice(0, at);
}

function nameOf(path) {
  return path.split('node_modules/').at(-1);
}

/** docs/licences.md as it should be. */
export function licencePage(lock) {
  const rows = productPackages(lock).map(({ name, version, license, optional, window }) => {
    const where = window ? 'window' : optional ? 'optional' : 'program';
    return `| ${name} | ${version} | ${license} | ${where} |`;
  });
  const unique = [...new Set(rows)];
  return `# Licences

What ships with Keyferry, from package-lock.json: made by \`npm run sbom\`, held to it by
[supply-chain.test.ts](../tests/borders/supply-chain.test.ts), which also says which licences are taken and why.

| package | version | licence | part |
| --- | --- | --- | --- |
${unique.join('\n')}
`;
}
