// A VS Code of its own for the steps of one test, which follow each other as a
// person's would: the steps after one that failed are not tried. A step that
// fails leaves a screenshot in test-results, and the log of the extension.

import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { after, before, describe, it, type TestContext } from 'node:test';
import { startCodeServer, type CodeServer } from './codeServer';
import { newFixture, packagedExtension, type Fixture } from './fixture';
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
  /** Packages of other extensions. */
  others?: string[];
}

/** Prepares the workspace, opens it, and takes the steps. */
export function scenario(
  name: string,
  prepare: (fixture: Fixture) => Surroundings | undefined,
  steps: (step: (name: string, run: (s: Scenario) => Promise<void>) => void) => void,
): void {
  describe(name, { concurrency: 1 }, () => {
    let s: Scenario;
    let failed = false;
    before(async () => {
      const vsix = packagedExtension();
      assert.ok(existsSync(vsix), `${vsix} is there: npm run package makes it`);
      const fixture = newFixture();
      const { workspace = fixture.folder, others = [] } = prepare(fixture) ?? {};
      const server = await startCodeServer(fixture.work, vsix, { trust: 'all', others });
      s = { fixture, server, vscode: await Workbench.open(server.url(workspace)) };
    });
    after(async () => {
      await s.vscode.close();
      await s.server.stop();
      rmSync(s.fixture.work, { recursive: true, force: true });
    });
    steps((step, run) => {
      it(step, { timeout: 180_000 }, async (context: TestContext) => {
        if (failed) {
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
