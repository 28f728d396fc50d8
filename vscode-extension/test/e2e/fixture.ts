// The workspace that the test opens: the article's program of testdata, and
// heap dumps that a real perl writes of it.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const extension = join(__dirname, '../../..');
const article = join(extension, '../testdata/article');

/** The package that `npm run package` made for this machine, or that PERLHEAP_VSIX names. */
export function packagedExtension(): string {
  if (process.env.PERLHEAP_VSIX !== undefined) {
    return process.env.PERLHEAP_VSIX;
  }
  const { version } = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8')) as { version: string };
  return join(extension, `perlheap-vscode-${process.platform}-${process.arch}-${version}.vsix`);
}

export interface Fixture {
  /** Scratch folder that holds everything of this test. */
  work: string;
  /** The workspace folder. */
  folder: string;
  /** Serves so many connections, dumps the heap as name in the workspace, returns its path. */
  dump(connections: number, name: string): string;
  /** Lets one process serve so many connections more for each name, and dump its heap then. */
  series(steps: Record<string, number>): void;
  /** Puts settings of the workspace in place of those before: VS Code watches their file, and not the user's. */
  setSettings(settings: Record<string, unknown>): void;
}

export function newFixture(): Fixture {
  const work = mkdtempSync(join(tmpdir(), 'perlheap-e2e-'));
  const folder = join(work, 'chat-worker');
  cpSync(join(article, 'lib'), join(folder, 'lib'), { recursive: true });
  cpSync(join(article, 'websocket-leak.pl'), join(folder, 'websocket-leak.pl'));
  mkdirSync(join(folder, '.vscode'));
  const setSettings = (settings: Record<string, unknown>): void => {
    writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings, undefined, 2));
  };
  setSettings({});
  return {
    work,
    setSettings,
    folder,
    dump(connections, name) {
      // Outside the workspace first: a test of a finished dump, not of one being written.
      const unfinished = join(work, name);
      execFileSync('perl', ['websocket-leak.pl', String(connections), unfinished], { cwd: folder });
      renameSync(unfinished, join(folder, name));
      return join(folder, name);
    },
    series(steps) {
      const program = Object.entries(steps)
        .map(([name, connections]) => `Helpers::redis({}, "ws_redis_master") for 1 .. ${connections}; dump("${join(work, name)}");`)
        .join(' sleep 1; ');
      execFileSync('perl', ['-Ilib', '-MHelpers', '-MDevel::MAT::Dumper', '-e', program.replaceAll('dump(', 'Devel::MAT::Dumper::dump(')], {
        cwd: folder,
      });
      for (const name of Object.keys(steps)) {
        renameSync(join(work, name), join(folder, name));
      }
    },
  };
}
