// Prints what is inside the package of a platform, as CycloneDX 1.6: the modules
// of its server, as a file says it, and the npm packages that the bundles have
// code of: node scripts/bom.mjs TARGET SERVER.cdx.json, after a build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [target, file] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const server = JSON.parse(readFileSync(file, 'utf8'));
const packages = JSON.parse(readFileSync(join(root, 'out', 'packages.json'), 'utf8'));

const components = packages.map(({ name, version, license }) => ({
  type: 'library',
  'bom-ref': `${name}@${version}`,
  name,
  version,
  purl: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
  licenses: [{ license: { id: license } }],
}));
const bom = {
  ...server,
  metadata: {
    ...server.metadata,
    component: {
      type: 'application',
      'bom-ref': 'perlheap-vscode',
      name: `perlheap-vscode-${target}`,
      version,
      licenses: [{ license: { id: 'Apache-2.0' } }],
    },
  },
  components: [server.metadata.component, ...server.components, ...components],
};
console.log(JSON.stringify(bom, undefined, 2));
