// Where the server's binary is.

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Why there is no server to start; its message is for people. */
export class NoServerError extends Error {}

/** What findServer has to know of its surroundings. */
export interface Surroundings {
  /** The setting perlheap.server.path, empty for none. */
  serverPath: string;
  /** Folder of the extension. */
  extensionPath: string;
  /** First workspace folder, which a relative path starts from. */
  workspaceFolder?: string | undefined;
  platform: NodeJS.Platform;
  t: (message: string, ...args: string[]) => string;
}

/**
 * Returns the absolute path of the server: the configured one, else the one
 * bundled as server/perlheap. Throws NoServerError when that cannot be run. A
 * configured path that is wrong is an error; the bundled server never stands
 * in for it silently.
 */
export async function findServer(s: Surroundings): Promise<string> {
  if (s.serverPath !== '') {
    const path = expand(s.serverPath, s.workspaceFolder);
    const reason = await whyNotRunnable(path, s);
    if (reason !== undefined) {
      throw new NoServerError(s.t('The setting perlheap.server.path names {0}, {1}.', path, reason));
    }
    return path;
  }
  const bundled = join(s.extensionPath, 'server', s.platform === 'win32' ? 'perlheap.exe' : 'perlheap');
  const reason = await whyNotRunnable(bundled, s);
  if (reason !== undefined) {
    throw new NoServerError(
      s.t(
        'This package of Perl Heap has no server for this machine: {0}, {1}. Install the package for your platform, or name a server in the setting perlheap.server.path.',
        bundled,
        reason,
      ),
    );
  }
  return bundled;
}

function expand(path: string, workspaceFolder: string | undefined): string {
  if (path === '~' || path.startsWith('~/') || path.startsWith('~\\')) {
    return join(homedir(), path.slice(1));
  }
  if (isAbsolute(path) || workspaceFolder === undefined) {
    return path;
  }
  return join(workspaceFolder, path);
}

async function whyNotRunnable(path: string, s: Surroundings): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isFile()) {
      return s.t('which is not a file');
    }
  } catch {
    return s.t('which does not exist');
  }
  try {
    await access(path, s.platform === 'win32' ? constants.R_OK : constants.X_OK);
  } catch {
    return s.t('which may not be executed');
  }
  return undefined;
}
