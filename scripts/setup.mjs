import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { buildKeytar } from './lib/keytar.mjs';
import { nodeTooOld } from './lib/node-version.mjs';
import { endWithChildren } from './lib/run.mjs';
import { ensureSystemPackages, TEST_PACKAGES } from './lib/system-packages.mjs';

export { build } from './lib/build.mjs';
export { installDependencies } from './lib/dependencies.mjs';
export { buildKeytar } from './lib/keytar.mjs';
export { nodeTooOld } from './lib/node-version.mjs';
export { ensureSystemPackages, TEST_PACKAGES } from './lib/system-packages.mjs';

/** What the program needs to run: a Node that is new enough, its packages, dist/. Answers undefined, or why not. */
export async function setUpProgram() {
  const stopListening = endWithChildren();
  try {
    return nodeTooOld() ?? (await installDependencies()) ?? (await build());
  } finally {
    stopListening();
  }
}

/** What the tests need besides: the system's packages and keytar. Answers what could not be done: { what, why } each. */
export async function setUpTests() {
  const packages = await ensureSystemPackages(TEST_PACKAGES);
  return [...packages, ...(await buildKeytar())];
}
