// `npm run sbom`: writes what the product is made of, from the lock file and without a network:
//   dist/sbom.cdx.json                    the software bill of materials (CycloneDX 1.5)
//   docs/licences.md                      the list of licences
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { at } from './lib/root.mjs';
import { bill } from './lib/bill.mjs';
import { prettied } from './lib/prettied.mjs';
import { licencePage } from './lib/product-packages.mjs';
import { say } from './lib/say.mjs';

const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));

const found = await bill(manifest, lock);
if (!found) {
  say('npm could not make the bill of materials: npm sbom --sbom-format cyclonedx --package-lock-only');
  process.exitCode = 1;
} else {
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(at('dist', 'sbom.cdx.json'), `${JSON.stringify(found, null, 2)}\n`);
  writeFileSync(at('docs', 'licences.md'), await prettied(licencePage(lock)));
  say(`dist/sbom.cdx.json: ${found.components.length} packages. docs/licences.md: their licences.`);
}
