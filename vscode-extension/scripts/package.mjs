// Packages the extension, one .vsix per platform with the server of that
// platform inside: node scripts/package.mjs [TARGET …], by default the target
// of this machine. --server-only stops after building server/perlheap for it.
// --servers FOLDER takes servers that are built: what is in FOLDER/TARGET.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { notices } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const content = 'https://github.com/perlheap/perlheap/raw/main/vscode-extension';

/** VS Code's name of a platform and Go's. */
const targets = {
  'linux-x64': ['linux', 'amd64'],
  'linux-arm64': ['linux', 'arm64'],
  'darwin-x64': ['darwin', 'amd64'],
  'darwin-arm64': ['darwin', 'arm64'],
  'win32-x64': ['windows', 'amd64'],
  'win32-arm64': ['windows', 'arm64'],
};

const { values: options, positionals: wanted } = parseArgs({
  options: { 'server-only': { type: 'boolean' }, servers: { type: 'string' } },
  allowPositionals: true,
});
if (wanted.length === 0) {
  wanted.push(`${process.platform}-${process.arch}`);
}
for (const target of wanted) {
  if (targets[target] === undefined) {
    throw new Error(`unknown target ${target}; known are ${Object.keys(targets).join(', ')}`);
  }
}
for (const target of wanted) {
  // A package holds one server, the one of its platform.
  rmSync(join(root, 'server'), { recursive: true, force: true });
  if (options.servers === undefined) {
    buildServer(target);
  } else {
    cpSync(join(options.servers, target), join(root, 'server'), { recursive: true, preserveTimestamps: true });
  }
  if (!options['server-only']) {
    packageFor(target);
  }
}

function buildServer(target) {
  const [os, arch] = targets[target];
  mkdirSync(join(root, 'server'));
  const binary = join(root, 'server', os === 'windows' ? 'perlheap.exe' : 'perlheap');
  const go = { cwd: join(root, '..'), env: { ...process.env, CGO_ENABLED: '0', GOOS: os, GOARCH: arch } };
  execFileSync('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', binary, './cmd/perlheap'], {
    ...go,
    stdio: 'inherit',
  });
  writeFileSync(join(root, 'server', 'THIRD-PARTY.txt'), notices(linkedModules(go)));
  console.log(`server for ${target}: ${mebibytes(binary)}`);
}

/** The Go modules that the server has code of, and Go itself, with their folders. */
function linkedModules(options) {
  const go = (...args) => execFileSync('go', args, { ...options, encoding: 'utf8' }).trim();
  const format = '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}';
  const lines = new Set(go('list', '-deps', '-f', format, './cmd/perlheap').split('\n').filter((line) => line !== ''));
  const modules = [...lines].map((line) => {
    const [name, folder] = line.split('\t');
    return { name, folder };
  });
  return [{ name: `Go ${go('env', 'GOVERSION')}`, folder: go('env', 'GOROOT') }, ...modules];
}

function packageFor(target) {
  const vsix = join(root, `perlheap-vscode-${target}-${version}.vsix`);
  // The Marketplace shows the changelog that lies beside the manifest.
  copyFileSync(join(root, '..', '.github', 'CHANGELOG.md'), join(root, 'CHANGELOG.md'));
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  execFileSync(
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--target', target, '--baseContentUrl', content, '--baseImagesUrl', content, '-o', vsix],
    { cwd: root, stdio: 'inherit' },
  );
  console.log(`${vsix}: ${mebibytes(vsix)}`);
}

function mebibytes(file) {
  return `${(statSync(file).size / 2 ** 20).toFixed(1)} MiB`;
}
