// A workspace that is not trusted: it may say which dumps to read, but not what
// to run.

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { startCodeServer } from './codeServer';
import { newFixture, packagedExtension } from './fixture';
import { Workbench } from './workbench';

it('an untrusted workspace is read, and runs nothing of its own', { timeout: 180_000 }, async () => {
  const fixture = newFixture();
  const ran = join(fixture.work, 'ran');
  const ownServer = join(fixture.folder, 'server.sh');
  writeFileSync(ownServer, `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
  fixture.setSettings({ 'perlheap.server.path': ownServer, 'perlheap.dumps': ['*.pmat'] });
  fixture.dump(2_000, 'untrusted.pmat');
  const server = await startCodeServer(fixture.work, packagedExtension(), { trust: 'ask' });
  try {
    const vscode = await Workbench.open(server.url(fixture.folder));
    try {
      await vscode.page.locator('.monaco-dialog-box').getByText(/^No, /).click();
      await vscode.openFile('Helpers.pm');
      await vscode.lens('2,000 closures alive').waitFor();
      assert.equal(fixture.servers().length, 1);
      assert.throws(() => {
        rmSync(ran);
      }, /ENOENT/);
    } catch (error) {
      await vscode.picture('failed-trust');
      throw error;
    } finally {
      await vscode.close();
    }
  } finally {
    await server.stop();
    rmSync(fixture.work, { recursive: true, force: true });
  }
});
