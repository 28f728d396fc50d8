// Heap documents in a real VS Code: their addresses can be hovered over, followed,
// and asked for what refers to them.

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { scenario } from './scenario';
import type { Workbench } from './workbench';

/** The row of the sub whose closures are alive. */
const hotLine = 'lib/Helpers.pm line 18: 3,000 closures alive';

scenario(
  'heap documents',
  (fixture) => {
    fixture.dump(3_000, 'chat-worker.pmat');
    fixture.setSettings({ 'perlheap.dumps': ['chat-worker.pmat'], '[perlheap]': { 'editor.wordWrap': 'off', 'editor.stickyScroll.enabled': false } });
  },
  (step) => {
    step('give an overview of the dump', async ({ vscode }) => {
      await vscode.dumpIsShown();
      await vscode.openFile('Helpers.pm');
      await vscode.lens(/closures alive .* retained/).waitFor();
      await vscode.run('View: Toggle Primary Side Bar Visibility');
      await vscode.run('Perl Heap: Open Overview as Text');
      await vscode.tab('overview').waitFor();
      const overview = vscode.editor('overview');
      await vscode.line(overview, 'chat-worker.pmat').waitFor();
      await vscode.line(overview, hotLine).waitFor();
      await vscode.screenshot('overview-text');
    });

    step('fold by their sections', async ({ vscode }) => {
      const overview = vscode.editor('overview');
      await vscode.line(overview, 'chat-worker.pmat').click();
      await vscode.run('Fold All');
      await vscode.line(overview, 'Histogram: what is alive').waitFor();
      assert.ok(!(await vscode.textOf(overview)).some((line) => line.includes('line 18: 3,000')), 'what is in a section is folded');
      await vscode.run('Unfold All');
      await vscode.line(overview, hotLine).waitFor();
    });

    step('say in a hover what is at an address', async ({ vscode }) => {
      const hover = await vscode.hover(vscode.line(vscode.editor('overview'), hotLine), /^0x/, 'What holds it');
      const text = ((await hover.textContent()) ?? '').replace(/\u00a0/g, ' ');
      assert.match(text, /^CODE\(PP,closure\) at 0x[0-9a-f]+ \(lib\/Helpers\.pm line 18\) with refcount/);
      assert.match(text, /retained: what would be freed/);
      assert.match(text, /the lexical %singleton/);
      await vscode.screenshot('address-hover', { pointer: 'stays' });
      await vscode.escape();
    });

    step('lead from an address to the line that it comes from', async ({ vscode }) => {
      await cursorOn(vscode, vscode.line(vscode.editor('overview'), hotLine), /^0x/);
      await vscode.page.keyboard.press('F12');
      await vscode.status('Ln 18, Col').waitFor();
      await vscode.tab('Helpers.pm').waitFor();
    });

    step('open by a code action: what is alive of a line, each of it', async ({ vscode }) => {
      await vscode.page.keyboard.press('Control+1'); // documents stand beside it
      await vscode.openFile('Helpers.pm:18:18');
      await vscode.status('Ln 18, Col 18').waitFor();
      await vscode.page.keyboard.press('Control+.');
      await vscode.page.locator('.action-widget').getByText('Why is this alive?').waitFor();
      await vscode.page.keyboard.press('Enter'); // the first
      await vscode.tab('Helpers.pm line 18').waitFor();
      const line = vscode.editor('Helpers.pm line 18');
      await vscode.line(line, '3,000 closures of line 18 are:').waitFor();
      await vscode.line(line, '← they collect here').waitFor();
      await vscode.line(line, '[0] CODE(PP,closure) at').waitFor();
      await vscode.screenshot('line-document');
    });

    step('list what refers to an SV', async ({ vscode }) => {
      await cursorOn(vscode, vscode.line(vscode.editor('Helpers.pm line 18'), 'element of ARRAY(3000)'), /^0x/);
      await vscode.page.keyboard.press('Shift+F12');
      const peek = vscode.page.locator('.reference-zone-widget');
      await peek.locator('.monaco-list-row').filter({ hasText: 'the referrant' }).first().waitFor();
      await vscode.screenshot('references');
      await vscode.escape();
      await peek.waitFor({ state: 'hidden' });
    });

    step('unfold what holds an SV as a call hierarchy', async ({ vscode }) => {
      // The cursor is on the address still.
      await vscode.run('Calls: Show Call Hierarchy');
      const rows = vscode.page.locator('.sidebar .monaco-list-row');
      await rows.filter({ hasText: 'ARRAY(3000) at 0x' }).first().waitFor();
      await rows.filter({ hasText: 'value {error} of HASH' }).first().click();
      await vscode.page.keyboard.press('ArrowRight');
      await rows.filter({ hasText: 'value {events} of HASH(2)=Hub' }).first().waitFor();
      await vscode.screenshot('call-hierarchy');
      // What is alive of a line has one root.
      await vscode.page.keyboard.press('Control+1');
      await vscode.openFile('Helpers.pm:18:18');
      await vscode.run('Calls: Show Call Hierarchy');
      await rows.filter({ hasText: /^line 18/ }).waitFor();
      await rows.filter({ hasText: '3,000 closures alive' }).nth(1).waitFor();
      await vscode.run('View: Toggle Primary Side Bar Visibility');
      await rows.first().waitFor({ state: 'hidden' });
    });

    step('follow to the next page of a long list', async ({ vscode }) => {
      const line = vscode.editor('Helpers.pm line 18');
      await vscode.page.keyboard.press('Control+2');
      await vscode.page.keyboard.press('Control+Home');
      await vscode.follow(vscode.line(line, 'element of ARRAY(3000)'), /^0x/);
      await vscode.tab(/^show 0x/).waitFor();
      const name = (await vscode.tab(/^show 0x/).getAttribute('data-resource-name')) ?? '';
      const shown = vscode.editor(name);
      await vscode.line(shown, 'Elements, 3,000 in all, from 0 on').waitFor();
      await vscode.page.keyboard.press('Control+f');
      await vscode.page.locator('.find-widget.visible textarea').first().fill('the next of');
      await vscode.line(shown, '… the next of 2,000').waitFor(); // a busy editor has not found it yet
      await vscode.escape();
      await vscode.page.keyboard.press('Home');
      await vscode.follow(vscode.line(shown, '… the next of 2,000'), 'next of');
      await vscode.tab(`${name} from 1000`).waitFor();
      await vscode.line(vscode.editor(`${name} from 1000`), 'Elements, 3,000 in all, from 1,000 on').waitFor();
    });

    step('are not what the server says of Perl: F12 there is left to others', async ({ vscode }) => {
      await vscode.openFile('Helpers.pm:15:20');
      await vscode.status('Ln 15, Col 20').waitFor();
      await vscode.page.keyboard.press('F1');
      await vscode.input().fill('>Go to D');
      await vscode.row(/Go to Recent Directory/).waitFor();
      assert.equal(await vscode.row('Go to Definition').count(), 0, 'nobody is there to ask');
      await vscode.escape();
    });
  },
);

/** Puts the cursor into a word of a line. */
async function cursorOn(vscode: Workbench, line: Locator, word: RegExp): Promise<void> {
  await vscode.escape();
  await line.locator('span span').filter({ hasText: word }).first().click();
}
