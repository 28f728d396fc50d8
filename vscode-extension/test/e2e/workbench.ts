// What a person does in VS Code, for tests. Things are found by what they say,
// never by their order in the page.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

const results = join(__dirname, '../../../test-results');

/** How long things may take, milliseconds: VS Code waits up to a minute to ask again for lenses that were slow once. */
const patience = 120_000;

export class Workbench {
  private constructor(readonly page: Page) {}

  /** A window with a profile of its own. */
  static async open(browser: Browser, url: string): Promise<Workbench> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const workbench = new Workbench(page);
    const files = page.locator('.explorer-folders-view .monaco-list-row').first();
    try {
      await page.goto(url);
      // On a busy machine VS Code now and then opens a .code-workspace without its folders.
      await files.waitFor({ timeout: patience / 4 }).catch(() => page.reload());
      await files.waitFor();
    } catch (error) {
      await workbench.picture('failed-to-open');
      await workbench.close();
      throw error;
    }
    return workbench;
  }

  /** The window that opens when something is done. */
  async newWindow(open: () => Promise<void>): Promise<Workbench> {
    const [page] = await Promise.all([this.page.context().waitForEvent('page'), open()]);
    page.setDefaultTimeout(patience);
    return new Workbench(page);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  /** Opens a file by its name in the workspace, `main.pl` or `main.pl:10:12`. */
  async openFile(name: string): Promise<void> {
    const file = name.replace(/:.*/, '').replace(/^.*\//, '');
    await this.escape();
    await this.quickly('Control+p', name, file, async () => {
      // Files that are found later push others away from under the pointer.
      await this.atRest(this.page.locator('.quick-input-widget:visible .quick-input-list'), 250, 5_000);
      await this.row(file).click({ timeout: 5_000 });
    });
    await this.tab(file).waitFor();
  }

  /** Runs a command of the palette by its whole title. */
  async run(title: string): Promise<void> {
    await this.escape();
    await this.quickly('F1', `>${title}`, title, () => this.row(title).click({ timeout: 5_000 }));
  }

  /** The same without a mouse. */
  async type(title: string): Promise<void> {
    const focused = this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: title });
    await this.quickly('F1', `>${title}`, title, () => focused.waitFor({ timeout: 5_000 }));
    await this.page.keyboard.press('Enter');
  }

  /**
   * Opens a quick pick by a key, types into it, and does something when it has a row. Again, if that came to no end:
   * it closes when something that was asked for before takes the focus, and it looks for a text once only, so that
   * what is registered later is not in it.
   */
  private async quickly(key: string, text: string, row: string, act: () => Promise<void>): Promise<void> {
    for (let tries = 0; ; tries++) {
      await this.page.keyboard.press(key);
      try {
        await this.input().fill(text, { timeout: 5_000 });
        await this.row(row).waitFor({ timeout: 10_000 });
        await act();
        return;
      } catch (error) {
        if (tries === 4) {
          throw error;
        }
        await this.escape();
      }
    }
  }

  /** The text field of the open quick pick, input box or simple file dialog. */
  input(): Locator {
    return this.page.locator('.quick-input-widget:visible input[type="text"]');
  }

  /** Answers the open file dialog with the absolute path of a file, one to be written if isNew. */
  async chooseFile(dialog: string, path: string, { isNew = false } = {}): Promise<void> {
    await this.page.locator('.quick-input-widget:visible .quick-input-title').filter({ hasText: dialog }).waitFor();
    // It writes its own folder into the field when it has read it; only then is it ours.
    await this.row('..').waitFor();
    await this.input().fill(path);
    if (!isNew) {
      await this.row(path.replace(/^.*\//, '')).waitFor();
    }
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
  }

  /** A row of the open quick pick. */
  row(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  /** Opens our view container; its views are open from then on. */
  async openViews(): Promise<void> {
    await this.page.locator('.activitybar .action-item').filter({ has: this.page.locator('[aria-label^="Perl Heap"]') }).click();
    await this.pane('Dumps').waitFor();
  }

  /** Makes the side bar so wide, in pixels. */
  async sideBar(width: number): Promise<void> {
    const bar = this.page.locator('.part.sidebar');
    await eventually(async () => {
      const box = await bar.boundingBox();
      assert.ok(box);
      if (Math.abs(box.width - width) < 3) {
        return;
      }
      await this.page.mouse.move(box.x + box.width, box.y + box.height / 2);
      await this.page.mouse.down();
      await this.page.mouse.move(box.x + width, box.y + box.height / 2, { steps: 5 });
      await this.page.mouse.up();
      assert.fail('look again');
    });
  }

  /** A view of the side bar. */
  pane(name: string): Locator {
    return this.page.locator('.pane').filter({ has: this.page.locator('.pane-header .title', { hasText: new RegExp(`^${name}`) }) });
  }

  /** A row of a view. */
  item(view: string, text: string | RegExp): Locator {
    return this.pane(view).locator('.monaco-list-row').filter({ hasText: text }).first();
  }

  /** The row of a view whose label for screen readers begins so: the one thing that look-alikes differ in. */
  labelled(view: string, label: string): Locator {
    return this.pane(view).locator(`.monaco-list-row[aria-label^="${label}"]`);
  }

  /** Waits until nothing of it has been drawn anew for a while: a row that moves under the pointer is another row. */
  async atRest(locator: Locator, quiet = 400, timeout = 60_000): Promise<void> {
    await locator.evaluate(
      (element, ms) =>
        new Promise<void>((resolve) => {
          const done = (): void => {
            observer.disconnect();
            resolve();
          };
          let timer = setTimeout(done, ms);
          const observer = new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(done, ms);
          });
          observer.observe(element, { childList: true, subtree: true, characterData: true });
        }),
      quiet,
      { timeout },
    );
  }

  /**
   * Runs an action of a row's context menu. A menu takes no click in its first
   * 100 ms, so that the click that opened it chooses nothing: it is clicked
   * until it has closed.
   */
  async menu(row: Locator, action: string): Promise<void> {
    await this.atRest(row.locator('xpath=ancestor::*[contains(@class, "monaco-list-rows")]'));
    await row.click({ button: 'right' });
    const menu = this.page.locator('.monaco-menu-container');
    const item = menu.locator('.action-item').filter({ hasText: action }).first();
    await item.waitFor();
    for (let tries = 0; ; tries++) {
      await this.page.waitForTimeout(150);
      await item.click({ timeout: 2_000 }).catch((error: unknown) => {
        if (tries === 5) {
          throw error;
        }
      });
      try {
        await menu.waitFor({ state: 'hidden', timeout: 1_000 });
        return;
      } catch (error) {
        if (tries === 5) {
          throw error;
        }
      }
    }
  }

  /** An action of a view's title. */
  async viewAction(view: string, label: string): Promise<void> {
    await this.pane(view).locator('.pane-header').hover();
    await this.pane(view).locator('.pane-header').getByRole('button', { name: label }).click();
  }

  /** The content of the webview that is in view. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  tab(text: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: text }).first();
  }

  /** The editor that shows the document of that name. */
  editor(name: string): Locator {
    return this.page.locator(`.editor-group-container:has(.tab.active[data-resource-name="${name}"]) .editor-instance`);
  }

  line(editor: Locator, text: string | RegExp): Locator {
    return editor.locator('.view-line').filter({ hasText: text }).first();
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: text }).first();
  }

  /** Waits until a lens stands above a line: both are drawn anew in frames of their own, until they are at rest. */
  async stands(lens: Locator, line: Locator): Promise<void> {
    await eventually(async () => {
      await lens.waitFor();
      const [above, below] = [await lens.boundingBox(), await line.boundingBox()];
      const distance = above && below ? (below.y - above.y) / below.height : NaN;
      assert.ok(distance > 0 && distance < 1.5, `the lens stands ${distance} lines above its line`);
    });
  }

  status(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text }).first();
  }

  /**
   * Waits until the dumps of the workspace are looked through. A file that is opened before has its lenses late: VS
   * Code asks seldom for what was slow while a window opened.
   */
  async dumpIsShown(): Promise<void> {
    await this.status(/Perl Heap: [\d.]+ [KMG]iB/).waitFor();
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text }).first();
  }

  problem(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text }).first();
  }

  /** All lines of an editor that are in view, in their order from top to bottom. */
  async textOf(editor: Locator): Promise<string[]> {
    const lines = await editor.locator('.view-line').evaluateAll((nodes) =>
      nodes.map((node) => ({ top: node.getBoundingClientRect().top, text: node.textContent })),
    );
    return lines.sort((a, b) => a.top - b.top).map(({ text }) => text.replace(/\u00a0/g, ' '));
  }

  /** Moves the pointer over a word of a line; returns the hover that opens, once it has the text. */
  async hover(line: Locator, word: string | RegExp, text: string | RegExp, timeout = patience): Promise<Locator> {
    await this.escape();
    await this.page.mouse.move(2, 2);
    await line.hover();
    await line.locator('span span').filter({ hasText: word }).first().hover();
    const hover = this.page.locator('.monaco-hover:visible').filter({ hasText: text }).first();
    await hover.waitFor({ timeout });
    return hover;
  }

  /** Ctrl+clicks a word of a line. */
  async follow(line: Locator, word: string | RegExp): Promise<void> {
    const box = await this.steady(line.locator('span span').filter({ hasText: word }).first());
    // The editor draws the word anew while Control is held: by place, then.
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const link = this.page.locator('.detected-link-active').first();
    await this.page.mouse.move(x, y);
    await this.page.keyboard.down('Control');
    // Only a move makes a link active, and links may be found after it.
    for (let tries = 1; tries <= 300 && !(await link.isVisible()); tries++) {
      await this.page.mouse.move(x + (tries % 2), y);
      await this.page.waitForTimeout(100);
    }
    await link.waitFor();
    await this.page.mouse.down();
    await this.page.mouse.up();
    await this.page.keyboard.up('Control');
  }

  /** Where something is, when it stays there: lines are drawn anew, and scroll, in frames of their own. */
  private async steady(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
    for (let tries = 0; tries < 50; tries++) {
      await locator.waitFor();
      const before = await locator.boundingBox();
      await this.page.waitForTimeout(150);
      const after = await locator.boundingBox({ timeout: 1_000 }).catch(() => null);
      if (after !== null && before?.x === after.x && before.y === after.y) {
        return after;
      }
    }
    throw new Error('it does not come to rest');
  }

  async escape(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }

  async clearToasts(): Promise<void> {
    await this.run('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  }

  /** Chooses a color theme, and waits until it is there. */
  async theme(name: 'Light Modern' | 'Dark High Contrast' | 'Light High Contrast'): Promise<void> {
    await this.run('Preferences: Color Theme');
    await this.input().fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: name }).waitFor();
    await this.atRest(this.page.locator('.quick-input-widget:visible .quick-input-list'), 250);
    await this.page.keyboard.press('Enter');
    const kind = { 'Light Modern': 'vs', 'Dark High Contrast': 'hc-black', 'Light High Contrast': 'hc-light' }[name];
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
    await this.webviewsAre({ 'Light Modern': 'vscode-light', 'Dark High Contrast': 'vscode-high-contrast', 'Light High Contrast': 'vscode-high-contrast-light' }[name]);
  }

  /**
   * Takes NAME-light.png and NAME-dark.png; what is open stays open. The
   * pointer leaves first, or a tooltip would be in the picture.
   */
  async screenshot(name: string, { pointer = 'leaves' }: { pointer?: 'leaves' | 'stays' } = {}): Promise<void> {
    if (pointer === 'leaves') {
      await this.page.mouse.move(640, 799);
    }
    for (const colorScheme of ['dark', 'light'] as const) {
      const colors = await this.tokenColors();
      await this.page.emulateMedia({ colorScheme });
      await this.page
        .locator(colorScheme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs')
        .waitFor();
      // Those of tokens in editors and of webviews follow on ways of their own.
      await eventually(async () => {
        assert.notEqual(await this.tokenColors(), colors, 'tokens have other colors');
      });
      await this.webviewsAre(`vscode-${colorScheme}`);
      await this.picture(`${name}-${colorScheme}`);
    }
  }

  private tokenColors(): Promise<string> {
    return this.page.locator('style.vscode-tokens-styles').evaluateAll((styles) => styles.map((style) => style.textContent).join('\n'));
  }

  /** Waits until the webviews in view have the colors of a kind of theme; the workbench has them already. */
  private async webviewsAre(kind: string): Promise<void> {
    for (const webview of await this.page.locator('iframe.webview.ready:visible').all()) {
      await webview.contentFrame().frameLocator('iframe#active-frame').locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
    }
  }

  /** Takes NAME.png, of a part if one is given, when two pictures in succession are the same, or after a while what there is. */
  async picture(name: string, part: Pick<Page, 'screenshot'> | Locator = this.page): Promise<void> {
    mkdirSync(results, { recursive: true });
    const until = Date.now() + 10_000;
    const take = (): Promise<Buffer> => part.screenshot();
    let [before, picture] = [await take(), await take()];
    while (!picture.equals(before) && Date.now() < until) {
      [before, picture] = [picture, await take()];
    }
    writeFileSync(join(results, `${name}.png`), picture);
  }
}
