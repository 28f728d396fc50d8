// A dump that takes seconds to load: what is seen of it, and how it is stopped.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { it } from 'node:test';
import { startCodeServer } from './codeServer';
import { newFixture, packagedExtension } from './fixture';
import { Workbench } from './workbench';

it('a load tells how far it has come, and can be cancelled', { timeout: 180_000 }, async () => {
  const fixture = newFixture();
  // Half a gigabyte: 6.4 million SVs.
  const path = fixture.dump(400_000, 'big.pmat');
  const server = await startCodeServer(fixture.work, packagedExtension(), { trust: 'all' });
  try {
    const vscode = await Workbench.open(server.url(fixture.folder));
    try {
      await vscode.openFile('Helpers.pm');
      await vscode.run('Perl Heap: Load Dump…');
      await vscode.chooseFile('Load a heap dump', path);
      await vscode.status(/Perl Heap: loading \d+ %/).waitFor();
      const toast = vscode.toast('Loading big.pmat');
      await toast.getByText('Cancel').click();
      await toast.waitFor({ state: 'hidden' });
      await vscode.status('Perl Heap: no dump').waitFor();
      // Nobody is told that what they cancelled is cancelled.
      await vscode.page.waitForTimeout(1_000);
      assert.equal(await vscode.page.locator('.notification-toast').count(), 0);
      assert.match(server.log(), /load cancelled/);
    } catch (error) {
      await vscode.picture('failed-cancel');
      console.log(server.log());
      throw error;
    } finally {
      await vscode.close();
    }
  } finally {
    await server.stop();
    rmSync(fixture.work, { recursive: true, force: true });
  }
});
