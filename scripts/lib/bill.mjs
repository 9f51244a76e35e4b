import { npm } from './npm.mjs';
import { productPackages } from './product-packages.mjs';

/**
 * The software bill of materials (CycloneDX 1.5): npm's own of the lock file, without what is for development only.
 * No network is needed. undefined: npm could not make it.
 */
export async function bill(manifest, lock) {
  const made = await npm(['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']);
  if (!made.ok) return undefined;
  const whole = JSON.parse(made.output.slice(made.output.indexOf('{')));
  const wanted = new Set(productPackages(lock).map(({ name, version }) => `${name}@${version}`));
  const root = whole.metadata.component;
  // npm takes the folder's name.
  const component = { ...root, type: 'application', name: manifest.name };
  return {
    ...whole,
    metadata: { ...whole.metadata, component },
    components: whole.components.filter((one) => wanted.has(`${one.name}@${one.version}`)),
    dependencies: whole.dependencies
      .filter(({ ref }) => ref === root['bom-ref'] || wanted.has(ref))
      .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => wanted.has(ref)) })),
  };
}
