// A window of its own for the steps of one test, which follow each other as a
// person's would: the steps after one that failed are not tried. A step that
// fails leaves a screenshot in test-results, and the log of the extension.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { CodeServer } from './codeServer';
import { eventually } from './eventually';
import { newFixture, type Fixture } from './fixture';
import { ownServer, sharedBrowser, sharedServer, type Own } from './instance';
import { Workbench } from './workbench';

export interface Scenario {
  fixture: Fixture;
  server: CodeServer;
  vscode: Workbench;
}

/** What a test has besides a workspace of one folder. */
export interface Surroundings {
  /** A .code-workspace to open in place of the folder. */
  workspace?: string;
  /** Why it cannot share a code-server. */
  own?: Own;
}

/** Prepares the workspace, opens it, and takes the steps. */
export function scenario(
  name: string,
  prepare: (fixture: Fixture) => Surroundings | undefined,
  steps: (step: (name: string, run: (s: Scenario) => Promise<void>) => void) => void,
): void {
  describe(name, { concurrency: 1 }, () => {
    let fixture: Fixture | undefined;
    let s: Scenario | undefined;
    let own: CodeServer | undefined;
    let failed = false;
    before(async () => {
      fixture = newFixture();
      const surroundings = prepare(fixture) ?? {};
      own = surroundings.own && (await ownServer(surroundings.own, fixture.work));
      const server = own ?? (await sharedServer());
      server.reset();
      try {
        s = { fixture, server, vscode: await Workbench.open(await sharedBrowser(), server.url(surroundings.workspace ?? fixture.folder)) };
      } catch (error) {
        console.log(server.log());
        throw error;
      }
    });
    after(async () => {
      await s?.vscode.close();
      s?.server.endHosts();
      await eventually(() => {
        assert.deepEqual(s?.server.servers() ?? [], [], 'no perlheap stays when its window is gone');
      });
      await own?.stop();
      if (fixture !== undefined) {
        rmSync(fixture.work, { recursive: true, force: true });
      }
    });
    steps((step, run) => {
      it(step, { timeout: 300_000 }, async (context: TestContext) => {
        if (failed || s === undefined) {
          context.skip('a step before it failed');
          return;
        }
        failed = true;
        try {
          await run(s);
        } catch (error) {
          await s.vscode.picture(`failed-${name.replaceAll(' ', '-')}`);
          console.log(s.server.log());
          throw error;
        }
        failed = false;
      });
    });
  });
}
