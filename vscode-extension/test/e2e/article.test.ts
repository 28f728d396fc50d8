// The article's leak in a real VS Code, from the dump that a real perl writes
// to the line and to what holds it.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './scenario';
import type { Workbench } from './workbench';

const subLine = 'error => sub {';
const subLineNumber = 18;

scenario(
  'the article',
  () => undefined,
  (step) => {
    step('says that there is no dump', async ({ vscode }) => {
      await vscode.openFile('Helpers.pm');
      await vscode.status('Perl Heap: no dump').waitFor();
      assert.equal(await vscode.page.locator('.codelens-decoration').count(), 0);
    });

    step('loads a dump by command', async ({ vscode, fixture }) => {
      const path = fixture.dump(20_000, 'chat-worker.pmat');
      await vscode.run('Perl Heap: Load Dump…');
      await vscode.chooseFile('Load a heap dump', path);
      await vscode.status(/Perl Heap: [\d.]+ [KMG]iB/).waitFor();
    });

    step('shows a lens on the line of the sub', async ({ vscode }) => {
      const lens = vscode.lens('20,000 closures alive');
      await lens.waitFor();
      // Those of variables come a moment later, and move it.
      await vscode.lens('%singleton: 1 key').waitFor();
      await vscode.lens('$redis_name alive 20,000 times').waitFor();
      const title = (await lens.textContent()) ?? '';
      assert.match(title, /^20,000 closures alive\b/);
      const line = vscode.line(vscode.editor('Helpers.pm'), subLine);
      await vscode.stands(lens, line);
    });

    step('lists the line in the Problems panel', async ({ vscode }) => {
      await vscode.run('Problems: Focus on Problems View');
      await vscode.problem(/20,000 closures/).waitFor();
      await vscode.problem(/\[Ln\s9,.*held\sby\s\{events\}\{error\}\sof\sHub\s←\s.*%singleton/).waitFor();
      await vscode.screenshot('problems');
      await vscode.run('View: Hide Panel');
    });

    step('says in the hover what is captured and what holds it', async ({ vscode }) => {
      const line = vscode.line(vscode.editor('Helpers.pm'), subLine);
      const hover = await vscode.hover(line, 'sub', 'captures');
      const text = ((await hover.textContent()) ?? '').replace(/\u00a0/g, ' ');
      assert.match(text, /20,000/);
      assert.match(text, /\$app/);
      assert.match(text, /\$redis_name/);
      assert.match(text, /%singleton/);
      const links = await hover.locator('a[href^="command:"], a[data-href^="command:"]').evaluateAll((all) => all.map((link) => link.textContent));
      assert.deepEqual(links, ['Why is this alive?', 'Graph of what holds it'], 'nothing of the dump runs a command');
      await vscode.screenshot('hover', { pointer: 'stays' });
      await vscode.escape();
    });

    step('says why all of a line is alive by a click on the lens', async ({ vscode }) => {
      await vscode.lens('20,000 closures alive').click();
      await vscode.tab(`Helpers.pm line ${subLineNumber}`).waitFor();
      await vscode.run('View: Toggle Primary Side Bar Visibility');
      const why = vscode.editor(`Helpers.pm line ${subLineNumber}`);
      await vscode.line(why, `20,000 closures of line ${subLineNumber} are:`).waitFor();
      await vscode.line(why, '← they collect').waitFor(); // long lines are wrapped
      await vscode.screenshot('why');
    });

    step('opens the identify chain of a typical one, in the same column', async ({ vscode }) => {
      await vscode.lens('Identify what holds a typical one').click();
      await vscode.tab(/^identify 0x[0-9a-f]+/).waitFor();
      assert.equal(await vscode.page.locator('.editor-group-container').count(), 2);
      const chain = vscode.editor(await identifyName(vscode));
      await vscode.line(chain, 'the lexical %singleton').waitFor();
      // Long lines are wrapped: it is the text that counts, not its lines.
      const text = (await vscode.textOf(chain)).join('');
      assert.match(text, /^CODE\(PP,closure\) at 0x[0-9a-f]+ \(lib\/Helpers\.pm line 18\)/);
      assert.match(text, /the lexical %singleton\b[^└]*└─the symbol '&Helpers::redis'\s*$/);
      await vscode.screenshot('chain');
    });

    step('keeps the chain read-only', async ({ vscode }) => {
      const chain = vscode.editor(await identifyName(vscode));
      const before = await vscode.textOf(chain);
      await vscode.line(chain, 'the lexical %singleton').click();
      await vscode.page.keyboard.type('zzz');
      assert.deepEqual(await vscode.textOf(chain), before);
    });

    step('goes from a location in the chain to the line of the sub', async ({ vscode }) => {
      const chain = vscode.editor(await identifyName(vscode));
      await vscode.follow(vscode.line(chain, `lib/Helpers.pm line ${subLineNumber}`), 'Helpers.pm');
      await vscode.status(`Ln ${subLineNumber}, Col`).waitFor();
      await chain.waitFor();
    });

    step('follows an address in the chain by keyboard', async ({ vscode }) => {
      const chain = vscode.editor(await identifyName(vscode));
      // The cursor goes to the first address of the document.
      await vscode.line(chain, /0x[0-9a-f]+/).click();
      await vscode.page.keyboard.press('Control+Home');
      await vscode.page.keyboard.press('Control+f');
      await vscode.page.locator('.find-widget.visible textarea').first().fill('0x');
      await vscode.page.keyboard.press('Escape');
      await vscode.page.keyboard.press('Enter');
      const tab = vscode.tab(/^show 0x[0-9a-f]+/);
      await tab.waitFor();
      const shown = vscode.editor((await tab.getAttribute('data-resource-name')) ?? '');
      await vscode.line(shown, 'location=').waitFor();
      assert.match((await vscode.textOf(shown)).join(''), /location=\S+\/Helpers\.pm line\s+19\b/);
      await vscode.screenshot('show');
    });

    step('goes from an SV to its source line', async ({ vscode }) => {
      await vscode.lens('Identify: what holds it').waitFor();
      await vscode.lens('Go to its source').click();
      await vscode.status(`Ln ${subLineNumber}, Col`).waitFor();
    });

    step('asks for an SV by name, and takes that of what is typed, however soon Enter is pressed', async ({ vscode }) => {
      await vscode.run('Perl Heap: Show SV…');
      const title = vscode.page.locator('.quick-input-widget:visible .quick-input-title');
      await title.filter({ hasText: 'Show an SV' }).waitFor();
      await vscode.input().fill('%no::such::name');
      await title.filter({ hasText: 'the dump has no such name or address' }).waitFor();
      await vscode.input().fill('');
      await vscode.row(/./).waitFor();
      assert.doesNotMatch((await title.textContent()) ?? '', /no such name/);
      await vscode.input().fill('main_cv');
      await vscode.page.keyboard.press('Enter');
      await vscode.page.locator('.editor-instance .view-line').filter({ hasText: '=main_cv' }).first().waitFor();
    });

    step('shows the hot lines, and jumps', async ({ vscode }) => {
      await vscode.openFile('Hub.pm');
      await vscode.run('Perl Heap: Show Hot Lines');
      const row = vscode.row(`lib/Helpers.pm:${subLineNumber}`);
      await row.waitFor();
      assert.match((await row.textContent()) ?? '', /20,000 closures alive/);
      await vscode.screenshot('hot-lines');
      await row.click();
      await vscode.tab('Helpers.pm').waitFor();
      await vscode.status(`Ln ${subLineNumber}, Col`).waitFor();
    });

    step('says what is wrong with a file that is no dump, and keeps the heap', async ({ vscode, fixture }) => {
      const path = join(fixture.folder, 'broken.pmat');
      writeFileSync(path, 'this is not a heap dump');
      await vscode.run('Perl Heap: Load Dump…');
      await vscode.chooseFile('Load a heap dump', path);
      await vscode.toast('broken.pmat').waitFor();
      assert.equal(await vscode.page.locator('.notification-toast').count(), 1, 'it is said once');
      await vscode.clearToasts();
      await vscode.openFile('Helpers.pm');
      await vscode.lens('20,000 closures alive').waitFor();
    });

    step('loads a dump that appears, and shows the newest', async ({ vscode, fixture }) => {
      fixture.setSettings({ 'perlheap.dumps': ['newer*.pmat'] });
      fixture.dump(3_000, 'newer.pmat');
      await vscode.lens('3,000 closures alive').waitFor();
    });

    step('hides the lenses when told so', async ({ vscode, fixture }) => {
      fixture.setSettings({ 'perlheap.dumps': ['newer*.pmat'], 'perlheap.codeLens.enable': false });
      await vscode.lens('closures alive').waitFor({ state: 'hidden' });
      fixture.setSettings({ 'perlheap.dumps': ['newer*.pmat'] });
      await vscode.lens('3,000 closures alive').waitFor();
    });

    step('starts the server anew', async ({ vscode }) => {
      await vscode.run('Perl Heap: Restart Server');
      await vscode.lens('3,000 closures alive').waitFor({ state: 'hidden' });
      await vscode.lens('3,000 closures alive').waitFor();
      await vscode.status(/Perl Heap: [\d.]+ [KMG]iB/).waitFor();
    });

    step('unloads a dump', async ({ vscode, fixture }) => {
      fixture.setSettings({});
      await vscode.run('Perl Heap: Load Dump…');
      await vscode.chooseFile('Load a heap dump', join(fixture.folder, 'chat-worker.pmat'));
      await vscode.lens('20,000 closures alive').waitFor();
      await vscode.run('Perl Heap: Unload Dump…');
      await vscode.row('chat-worker.pmat').click();
      await vscode.lens('20,000 closures alive').waitFor({ state: 'hidden' });
    });

    step('has its actions behind the status item', async ({ vscode }) => {
      await vscode.status('Perl Heap:').click();
      await vscode.row('Load Dump…').waitFor();
      await vscode.row('Restart Server').waitFor();
      await vscode.row('Show Log').click();
      await vscode.page.locator('.output-view-container .view-line, .output-view .view-line').first().waitFor();
    });

    step('says so when there is no server to start', async ({ vscode, fixture }) => {
      fixture.setSettings({ 'perlheap.server.path': '/nowhere/perlheap' });
      await vscode.toast('/nowhere/perlheap, which does not exist').waitFor();
      await vscode.status('Perl Heap: stopped').waitFor();
    });
  },
);

/** Name of the open chain. */
async function identifyName(vscode: Workbench): Promise<string> {
  const name = await vscode.tab(/^identify 0x/).getAttribute('data-resource-name');
  assert.ok(name);
  return name;
}
