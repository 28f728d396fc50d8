// Bundles the extension to out/main.js and each test to out/test/….
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { notices } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const watch = process.argv.includes('--watch');

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
};

const extension = {
  ...common,
  entryPoints: ['src/main.ts'],
  outfile: 'out/main.js',
  external: ['vscode'],
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  // THIRD-PARTY.txt has the licenses.
  legalComments: 'none',
  metafile: true,
};

const tests = {
  ...common,
  entryPoints: ['unit', 'e2e'].flatMap((kind) =>
    readdirSync(join(root, 'test', kind))
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => `test/${kind}/${name}`),
  ),
  outdir: 'out/test',
  outbase: 'test',
  external: ['vscode', 'playwright-core'],
  sourcemap: 'inline',
};

if (watch) {
  await (await esbuild.context(extension)).watch();
} else {
  rmSync(join(root, 'out'), { recursive: true, force: true });
  const [{ metafile }] = await Promise.all([esbuild.build(extension), esbuild.build(tests)]);
  writeFileSync(join(root, 'out', 'THIRD-PARTY.txt'), notices(bundledPackages(metafile)));
}

/** The npm packages that a bundle has code of, with their folders. */
function bundledPackages(metafile) {
  const folders = new Set(
    Object.keys(metafile.inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []),
  );
  return [...folders].map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return { name: `${name} ${version}`, folder: join(root, folder) };
  });
}
