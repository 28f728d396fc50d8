// A real VS Code, served to a browser by code-server.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';

const entry = join(
  __dirname,
  '../../../.cache/code-server/node_modules/code-server/out/node/entry.js',
);

export interface CodeServer {
  /** Where the workbench of a folder, or of the folders that a .code-workspace names, is. */
  url(path: string): string;
  /** Forgets what the windows before have left, settings and state of extensions; none may be open. */
  reset(): void;
  /** What the extension logged in the windows since. */
  log(): string;
  /** Ids of the perlheap servers that its windows have started. */
  servers(): number[];
  /** Ends the extension hosts of windows that are closed: it keeps those that have not said goodbye for hours. */
  endHosts(): void;
  /** Whether it has not ended by itself. */
  runs(): boolean;
  stop(): Promise<void>;
}

/** Installs extensions, each a .vsix, into a fresh folder below work; returns the folder. */
export function install(work: string, packages: string[]): string {
  const extensions = join(work, 'extensions');
  const profile = ['--user-data-dir', join(work, 'install'), '--extensions-dir', extensions];
  const args = packages.flatMap((file) => ['--install-extension', file]);
  execFileSync(process.execPath, [entry, ...profile, ...args], { env: environment(work), stdio: 'pipe' });
  return extensions;
}

/** Serves VS Code with the extensions of a folder and a profile below work. Folders are trusted, or else asked for. */
export async function startCodeServer(work: string, extensions: string, trust: 'all' | 'ask'): Promise<CodeServer> {
  mkdirSync(work, { recursive: true });
  const userData = join(work, 'user-data');
  mkdirSync(join(userData, 'logs'), { recursive: true });
  const logs = (): string[] =>
    readdirSync(join(userData, 'logs'), { recursive: true, encoding: 'utf8' })
      // The second has why an extension could not be activated.
      .filter((name) => name.endsWith('Perl Heap.log') || name.endsWith('remoteexthost.log'));
  const ofEarlierWindows = new Set<string>();
  const reset = (): void => {
    const user = join(userData, 'User');
    rmSync(user, { recursive: true, force: true });
    mkdirSync(user, { recursive: true });
    writeFileSync(join(user, 'settings.json'), JSON.stringify(settings));
  };
  reset();

  const port = await freePort();
  const log = openSync(join(work, 'code-server.log'), 'w');
  const child = spawn(
    process.execPath,
    [
      entry,
      ...['--user-data-dir', userData, '--extensions-dir', extensions],
      ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...(trust === 'all' ? ['--disable-workspace-trust'] : []),
    ],
    { env: environment(work), stdio: ['ignore', log, log], detached: true },
  );
  const origin = `http://127.0.0.1:${port}`;
  await healthy(`${origin}/healthz`, child);
  return {
    url: (path) => `${origin}/?${path.endsWith('.code-workspace') ? 'workspace' : 'folder'}=${encodeURIComponent(path)}`,
    reset: () => {
      reset();
      for (const name of logs()) {
        ofEarlierWindows.add(name);
      }
    },
    log: () =>
      logs()
        .filter((name) => !ofEarlierWindows.has(name))
        .map((name) => readFileSync(join(userData, 'logs', name), 'utf8'))
        .join('\n'),
    servers: () => perlheapServers(extensions),
    endHosts: () => {
      for (const server of perlheapServers(extensions)) {
        endExtensionHostOf(server);
      }
    },
    runs: () => child.exitCode === null && child.signalCode === null,
    stop: () => stop(child),
  };
}

function perlheapServers(extensions: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const exe = readlinkSync(`/proc/${pid}/exe`);
        return exe.startsWith(`${extensions}/`) && basename(exe) === 'perlheap';
      } catch {
        // It has ended, or is somebody else's.
        return false;
      }
    });
}

function endExtensionHostOf(server: number): void {
  try {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${server}/status`, 'utf8'))?.[1]);
    if (readFileSync(`/proc/${parent}/cmdline`, 'utf8').includes('--type=extensionHost')) {
      process.kill(parent, 'SIGTERM');
    }
  } catch {
    // One of them has ended.
  }
}

function environment(work: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    XDG_CONFIG_HOME: join(work, 'xdg'),
    // No marketplace: the test needs no network.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
}

// Against what would move in a screenshot, write to fixtures or ask for a network.
const settings = {
  'files.autoSave': 'off',
  'editor.hover.delay': 100,
  'editor.fontSize': 13,
  'editor.cursorBlinking': 'solid',
  'workbench.reduceMotion': 'on',
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
