// Where a person begins, and where they go when something is wrong: the
// walkthrough with its example, and a report that holds no data.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { scenario } from './scenario';
import type { Workbench } from './workbench';

scenario(
  'help',
  (fixture) => {
    fixture.dump(2_000, 'secret-name.pmat');
    fixture.setSettings({ 'perlheap.dumps': ['*.pmat'] });
  },
  (step) => {
    step('a report has versions in it, and no data', async ({ vscode, fixture }) => {
      await vscode.dumpIsShown();
      await vscode.openFile('Helpers.pm');
      await vscode.lens('2,000 closures alive').waitFor();
      // What would be asked of the network; nothing leaves the test.
      await vscode.page.context().route('https://github.com/**', (route) => route.fulfill({ body: '' }));
      await vscode.run('Perl Heap: Report Issue…');
      const site = await vscode.newWindow(() => vscode.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Open' }).click());
      await site.page.waitForLoadState();
      const url = new URL(site.page.url());
      await site.page.close();
      assert.equal(url.pathname, '/perlheap/perlheap/issues/new');
      const body = url.searchParams.get('body') ?? '';
      assert.match(body, /^perlheap \d+\.\d+\.\d+$/m);
      assert.match(body, /^code-server \d+\.\d+\.\d+ \(remote\)$/m);
      assert.match(body, new RegExp(`^${process.platform} ${process.arch} `, 'm'));
      assert.match(body, /^server ready$/m);
      for (const datum of [fixture.work, 'secret-name', 'Helpers', 'singleton', '127.0.0.1', '2000', '2,000']) {
        assert.ok(!url.href.includes(datum) && !body.includes(datum), `it does not hold ${datum}`);
      }
    });

    step('the walkthrough has its steps, and their buttons work', async ({ vscode }) => {
      await vscode.run('Perl Heap: Find Your First Leak');
      const walkthrough = vscode.page.locator('.gettingStartedContainer');
      await walkthrough.getByText('From a heap dump to the line that fills the memory').waitFor();
      await vscode.screenshot('walkthrough');
      await walkthrough.getByRole('button', { name: 'Load Dump…' }).click();
      await vscode.page.locator('.quick-input-title').filter({ hasText: 'Load a heap dump' }).waitFor();
      await vscode.escape();
      await walkthrough.getByText('Look at the suspects').click();
      // Pictures are served only if the package has them.
      await vscode.webview().locator('img[alt*="2,000 suspected"]').evaluate((image) => (image as HTMLImageElement).decode());
      await walkthrough.getByRole('button', { name: 'Open Suspects' }).click();
      await vscode.item('Suspects', 'lib/Helpers.pm:18').waitFor();
      await walkthrough.getByText('See what holds it').click();
      await walkthrough.getByRole('button', { name: 'Show Overview' }).click();
      await vscode.webview().locator('h1').filter({ hasText: 'secret-name.pmat' }).waitFor();
      await vscode.run('View: Close All Editors');
      await vscode.run('Perl Heap: Find Your First Leak');
      await walkthrough.getByText('Compare two dumps').click();
      await walkthrough.getByRole('button', { name: 'Compare Dumps…' }).click();
      await vscode.toast('Only one dump is known').waitFor();
      await vscode.clearToasts();
      await walkthrough.getByText('Apply a cure').click();
      await walkthrough.getByRole('button', { name: 'Open Suspects' }).click();
      await walkthrough.getByText('Prove that it worked').click();
      await vscode.picture('walkthrough-end');
      await walkthrough.getByRole('button', { name: 'Verify Cure…' }).waitFor();
    });

    step('the example opens with its dump, its code and the suspect', async ({ vscode }) => {
      await vscode.run('Perl Heap: Find Your First Leak');
      const walkthrough = vscode.page.locator('.gettingStartedContainer');
      await walkthrough.getByText('Get a heap dump').click();
      const example = await vscode.newWindow(() => walkthrough.getByRole('button', { name: 'Open the Example' }).click());
      await example.tab('Helpers.pm').waitFor();
      // Its lens may be long in coming: VS Code asks seldom for what was slow while a window opened.
      await example.page.locator('.squiggly-info, .squiggly-warning').first().waitFor();
      await example.item('Suspects', 'lib/Helpers.pm:18').waitFor();
      await example.item('Dumps', /late\.pmat\.gz.*shown/).waitFor();
      await example.picture('example');
      await example.item('Dumps', /early\.pmat\.gz.*baseline/).waitFor();
      await example.item('Hot Lines', /2,000 closures.*\+1,600.*lib\/Helpers\.pm:18/).waitFor();
      await walkThrough(example);
      await example.page.close();
    });
  },
);

/** Goes the way of the walkthrough in the example, and takes its pictures: what they show is what a person gets. */
async function walkThrough(example: Workbench): Promise<void> {
  const page = example.webview();
  await example.item('Suspects', /2,000 closures.*\+1,600/).waitFor();
  await example.item('Suspects', 'lib/Helpers.pm:18').locator('.monaco-tl-twistie').click();
  await example.item('Suspects', 'Cure:').waitFor();
  await example.sideBar(560);
  await example.picture('walkthrough-suspects', example.pane('Suspects'));
  await example.sideBar(300);

  await example.run('Perl Heap: Open Overview');
  const growth = page.locator('.growth');
  await growth.locator('.legend li').filter({ hasText: '→ 2,000 (+1,600 · ' }).first().waitFor();
  await growth.scrollIntoViewIfNeeded();
  await example.picture('walkthrough-growth', growth);
  await example.run('View: Close All Editors');

  await example.menu(example.item('Suspects', 'lib/Helpers.pm:18'), 'Show Graph of What Holds It');
  await page.locator('text.label').filter({ hasText: '2,000 × value {events}' }).waitFor();
  await page.locator('.node.point').getByText('they collect here').waitFor();
  await example.picture('walkthrough-graph', page.locator('.picture'));

  const folder = new URL(example.page.url()).searchParams.get('folder') ?? '';
  execFileSync('perl', ['websocket-leak.pl', '2', 'later'], { cwd: folder });
  writeFileSync(join(folder, 'later.tmp'), gzipSync(readFileSync(join(folder, 'later'))));
  renameSync(join(folder, 'later.tmp'), join(folder, 'later.pmat.gz'));
  await example.item('Suspects', /✓ .*2,000 → 2 closures/).waitFor();
  await example.sideBar(560);
  await example.picture('walkthrough-proof', example.pane('Suspects'));
}
