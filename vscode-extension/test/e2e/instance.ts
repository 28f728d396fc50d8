// What all tests of a process share, as it takes longer to start than most of
// them take: one installed extension, one code-server and one browser. Each test
// has a window, a workspace and settings of its own.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { install, startCodeServer, type CodeServer } from './codeServer';
import { packagedExtension } from './fixture';

let work: string | undefined;
let extensions: string | undefined;
let shared: CodeServer | undefined;
let chromiumRuns: Browser | undefined;

after(async () => {
  await chromiumRuns?.close();
  await shared?.stop();
  if (work !== undefined) {
    rmSync(work, { recursive: true, force: true });
  }
});

/** Scratch folder of what is shared. */
function scratch(): string {
  work ??= mkdtempSync(join(tmpdir(), 'perlheap-e2e-shared-'));
  return work;
}

function installed(): string {
  const vsix = packagedExtension();
  assert.ok(existsSync(vsix), `${vsix} is there: npm run package makes it`);
  extensions ??= install(scratch(), [vsix]);
  return extensions;
}

/** The shared code-server; one that a test has ended is started again. */
export async function sharedServer(): Promise<CodeServer> {
  if (shared?.runs() !== true) {
    shared = await startCodeServer(scratch(), installed(), 'all');
  }
  return shared;
}

/** What a test needs that the others must not have. */
export interface Own {
  /** Packages of other extensions, which are installed beside this one. */
  others?: string[];
  /** Folders are not trusted, but asked for. */
  untrusted?: boolean;
}

/** A code-server for one test, with its files below work. */
export function ownServer(own: Own, work: string): Promise<CodeServer> {
  const there = own.others === undefined ? installed() : install(work, [packagedExtension(), ...own.others]);
  return startCodeServer(work, there, own.untrusted === true ? 'ask' : 'all');
}

/** The shared browser. */
export async function sharedBrowser(): Promise<Browser> {
  if (chromiumRuns?.isConnected() !== true) {
    chromiumRuns = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
        ...['--disable-background-networking', '--disable-component-update'],
        '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
      ],
    });
  }
  return chromiumRuns;
}
