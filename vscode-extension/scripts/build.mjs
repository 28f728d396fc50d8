// Bundles the extension to out/main.js and each test to out/test/….
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

/** The pages of webviews, which run in a browser. */
const pages = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  entryPoints: { overview: 'src/webview/overview/main.ts', graph: 'src/webview/graph/main.ts' },
  outdir: 'out/webview',
  minify: !watch,
  legalComments: 'none',
  metafile: true,
};

/** The files of tests of a kind. */
const testsOf = (kind) => readdirSync(join(root, 'test', kind)).filter((name) => name.endsWith('.test.ts'));

const test = {
  ...common,
  external: ['vscode', 'playwright-core', 'axe-core'],
  sourcemap: 'inline',
};

/** Each test, to be run alone. */
const tests = {
  ...test,
  entryPoints: ['unit', 'e2e'].flatMap((kind) => testsOf(kind).map((name) => `test/${kind}/${name}`)),
  outdir: 'out/test',
  outbase: 'test',
};

/** All tests in VS Code as one, so that they share it. */
const whole = {
  ...test,
  stdin: { contents: testsOf('e2e').map((name) => `import './${name}';`).join('\n'), resolveDir: join(root, 'test', 'e2e') },
  outfile: 'out/test/e2e/all.js',
};

/** Another extension, which a test installs beside this one. */
const second = {
  ...common,
  entryPoints: ['test/e2e/second-server/extension.ts'],
  outfile: 'out/second-server/extension.js',
  external: ['vscode'],
};

if (watch) {
  await Promise.all([extension, pages].map(async (options) => (await esbuild.context(options)).watch()));
} else {
  rmSync(join(root, 'out'), { recursive: true, force: true });
  const [code, page] = await Promise.all([extension, pages, tests, whole, second].map((options) => esbuild.build(options)));
  cpSync(join(root, 'test', 'e2e', 'second-server', 'package.json'), join(root, 'out', 'second-server', 'package.json'));
  const inputs = { ...code.metafile.inputs, ...page.metafile.inputs };
  copyExample();
  const packages = bundledPackages({ inputs });
  writeFileSync(join(root, 'out', 'THIRD-PARTY.txt'), notices(packages.map(({ name, version, folder }) => ({ name: `${name} ${version}`, folder }))));
  // For bom.mjs.
  writeFileSync(join(root, 'out', 'packages.json'), JSON.stringify(packages.map(({ name, version, license }) => ({ name, version, license }))));
}

/** The leak that the walkthrough finds: a program, and the dumps that a process of it wrote. */
function copyExample() {
  const from = join(root, '..', 'testdata', 'article');
  const to = join(root, 'out', 'example');
  mkdirSync(join(to, '.vscode'), { recursive: true });
  for (const [name, as] of [['lib', 'lib'], ['websocket-leak.pl', 'websocket-leak.pl'], ['course', '.']]) {
    cpSync(join(from, name), join(to, as), { recursive: true });
  }
  writeFileSync(join(to, '.vscode', 'settings.json'), JSON.stringify({ 'perlheap.dumps': ['*.pmat.gz'] }));
}

/** The npm packages that a bundle has code of, with their folders. */
function bundledPackages(metafile) {
  const folders = new Set(
    Object.keys(metafile.inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []),
  );
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return { name, version, license, folder: join(root, folder) };
  });
}
