const LEAST = [20, 19];

/** A sentence when this Node is too old, else undefined. */
export function nodeTooOld(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return undefined;
  return `Keyferry needs Node.js ${LEAST.join('.')} or newer; this is ${version}. Install a newer one from nodejs.org or your package manager.`;
}
