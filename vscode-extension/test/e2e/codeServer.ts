// A real VS Code, served to a browser by code-server, with the packaged
// extension installed in a profile of its own.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const entry = join(
  __dirname,
  '../../../.cache/code-server/node_modules/code-server/out/node/entry.js',
);

export interface CodeServer {
  /** Where the workbench of a folder, or of the folders that a .code-workspace names, is. */
  url(path: string): string;
  /** What the extension logged. */
  log(): string;
  stop(): Promise<void>;
}

export interface Options {
  /** Whether folders are trusted, or else asked for. */
  trust: 'all' | 'ask';
  /** Packages of other extensions. */
  others?: string[];
}

/** Installs the .vsix into a fresh profile under work and serves it. */
export async function startCodeServer(work: string, vsix: string, { trust, others = [] }: Options): Promise<CodeServer> {
  const userData = join(work, 'user-data');
  const extensions = join(work, 'extensions');
  const env = {
    ...process.env,
    XDG_CONFIG_HOME: join(work, 'xdg'),
    // No marketplace: the test needs no network.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(join(userData, 'User', 'settings.json'), JSON.stringify(settings));
  const profile = ['--user-data-dir', userData, '--extensions-dir', extensions];
  const install = [vsix, ...others].flatMap((file) => ['--install-extension', file]);
  execFileSync(process.execPath, [entry, ...profile, ...install], { env, stdio: 'pipe' });

  const port = await freePort();
  const log = openSync(join(work, 'code-server.log'), 'w');
  const child = spawn(
    process.execPath,
    [
      entry,
      ...profile,
      ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...(trust === 'all' ? ['--disable-workspace-trust'] : []),
    ],
    { env, stdio: ['ignore', log, log], detached: true },
  );
  const origin = `http://127.0.0.1:${port}`;
  await healthy(`${origin}/healthz`, child);
  return {
    url: (path) => `${origin}/?${path.endsWith('.code-workspace') ? 'workspace' : 'folder'}=${encodeURIComponent(path)}`,
    log: () =>
      readdirSync(join(userData, 'logs'), { recursive: true, encoding: 'utf8' })
        // The second has why an extension could not be activated.
        .filter((name) => name.endsWith('Perl Heap.log') || name.endsWith('remoteexthost.log'))
        .map((name) => readFileSync(join(userData, 'logs', name), 'utf8'))
        .join('\n'),
    stop: () => stop(child),
  };
}

// Against what would move in a screenshot, write to fixtures or ask for a network.
const settings = {
  'files.autoSave': 'off',
  'editor.hover.delay': 100,
  'editor.fontSize': 13,
  'remote.autoForwardPorts': false,
  'editor.minimap.enabled': false,
  'files.exclude': { '.vscode': true },
  'git.enabled': false,
  'window.autoDetectColorScheme': true,
  'workbench.preferredLightColorTheme': 'Default Light Modern',
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.editor.empty.hint': 'hidden',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
};

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') {
          reject(new Error('no port'));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) {
      throw new Error(`code-server exited with ${child.exitCode}`);
    }
    try {
      if ((await fetch(url)).ok) {
        return;
      }
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('code-server does not answer');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) {
    return;
  }
  const gone = new Promise((resolve) => child.once('exit', resolve));
  // It is the leader of its own group: its extension hosts end with it.
  process.kill(-child.pid, 'SIGTERM');
  const timer = setTimeout(() => {
    if (child.pid !== undefined) {
      process.kill(-child.pid, 'SIGKILL');
    }
  }, 5_000);
  await gone;
  clearTimeout(timer);
}
