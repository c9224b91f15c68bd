import type { Frame, Locator, Page } from '@playwright/test';
import { waitFor } from '../processes.ts';
import { appears, clicked } from './clicked.ts';
import { clearingKey } from './settings.ts';
import { readTerminal } from './terminalLines.ts';

/** Milliseconds for what a window does after a click: no measure of speed, so enough for a machine that is busy with much else. */
export const patience = 150_000;

/** A person at the workbench: what they see and do, in VS Code's words. */
export class Driver {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    // Whatever never comes is told where it was waited for, not by the end of the test's time.
    page.setDefaultTimeout(patience);
  }

  /** Opens the workbench at `url` and waits until the explorer lists the workspace. */
  static async open(page: Page, url: string): Promise<Driver> {
    const driver = new Driver(page);
    await page.goto(url);
    await driver.ready();
    return driver;
  }

  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor();
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /** Opens the window again, as after a reload by the person. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Clears the window as a person would for something new: no editor, terminal, message or question is left, and the explorer shows. */
  async clear(): Promise<void> {
    const { keyboard, mouse } = this.page;
    await mouse.move(1, 1);
    const left = this.page.locator(
      '.terminal-wrapper, .tabs-container .tab, .quick-input-widget:visible, .monaco-dialog-box',
    );
    const unsaved = this.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: /^Don't Save$/u });
    const explorer = this.page.locator('.explorer-folders-view .monaco-list-row').first();
    await waitFor('the window to be clear', 30_000, async () => {
      await keyboard.press('Escape');
      await keyboard.press(clearingKey);
      await this.page.waitForTimeout(200);
      if (await unsaved.isVisible()) await unsaved.click({ timeout: 2000 }).catch(() => undefined);
      return (await left.count()) === 0 && (await explorer.isVisible()) ? true : undefined;
    });
  }

  /** Runs a command from the palette by its title (`SageMaker: Doctor`), asking again for a while: a window that starts knows few. */
  async runCommand(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await this.#choose(`the command "${title}"`, title, async () => {
      await this.page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: 5000 });
    });
  }

  /** The rows of the open quick pick. */
  async pickRows(): Promise<string[]> {
    return texts(this.page.locator('.quick-input-list .monaco-list-row'));
  }

  /** Chooses a row of the open quick pick by (part of) its text. */
  async pick(text: string): Promise<void> {
    await this.#row(text).click();
  }

  /** Runs a task by its label, asking again for a while: a window that is still starting takes the list away. */
  async runTask(label: string): Promise<void> {
    await this.#choose(`the task "${label}"`, label, () => this.runCommand('Tasks: Run Task'));
  }

  /** Chooses a row of a quick pick that `open` brings up. What takes the focus meanwhile closes it again: then once more, for a while. */
  async #choose(what: string, text: string, open: () => Promise<void>): Promise<void> {
    await waitFor(what, patience, async () => {
      try {
        await open();
        if (await clicked(this.#row(text), 5000)) return true;
        throw new Error('closed again');
      } catch {
        await this.page.keyboard.press('Escape');
        return undefined;
      }
    });
  }

  #row(text: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  /** Types into the open input box or quick pick, and accepts. */
  async type(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget input[type="text"]').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Opens a file of the workspace in the editor, by its name. */
  async openFile(name: string): Promise<void> {
    await this.explorerItem(name).dblclick();
    await this.page.locator('.tabs-container .tab').filter({ hasText: name }).waitFor();
  }

  /** A file or folder in the explorer, by its name. */
  explorerItem(name: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: exactly(name) });
  }

  /**
   * Right-clicks an element and chooses an entry of its context menu; `entry` exactly as shown. The menu is opened again
   * for a while: extensions bring their entries after the window has opened.
   */
  async contextMenu(target: Locator, entry: string): Promise<void> {
    const item = this.menuEntry(entry);
    let isClicked = false;
    await waitFor(`"${entry}" in the context menu to be taken`, patience, async () => {
      try {
        if (!(await item.isVisible())) {
          // VS Code leaves a click unheard that comes right after the menu has opened: it is still there then.
          if (isClicked) return true;
          await target.click({ button: 'right', timeout: 10_000 });
          await item.waitFor({ timeout: 5000 });
        }
        // Whatever takes the focus, such as an editor that opens, closes a menu again.
        if (!(await clicked(item, 2000))) throw new Error('closed again');
        isClicked = true;
        await item.waitFor({ state: 'hidden', timeout: 500 });
        return true;
      } catch {
        if (!isClicked) await this.page.keyboard.press('Escape');
        return undefined;
      }
    });
  }

  /** The entries of the context menu of an element; closes it again. */
  async contextMenuEntries(target: Locator): Promise<string[]> {
    await target.click({ button: 'right' });
    await this.page.locator('.monaco-menu .action-item .action-label').first().waitFor();
    const entries = await texts(this.page.locator('.monaco-menu .action-item .action-label'));
    await this.page.keyboard.press('Escape');
    return entries.filter((entry) => entry !== '');
  }

  menuEntry(entry: string): Locator {
    return this.page
      .locator('.monaco-menu .action-item .action-label')
      .filter({ hasText: exactly(entry) })
      .first();
  }

  /** Shows a view container by its title in the activity bar. */
  async showContainer(title: string): Promise<void> {
    const tab = this.page
      .locator('.activitybar .action-item')
      .filter({ has: this.page.locator(`[aria-label^=${JSON.stringify(title)}]`) })
      .first();
    if (!((await tab.getAttribute('class')) ?? '').includes('checked')) await tab.click();
  }

  /** The section of a view in the sidebar, by its title. */
  view(title: string): Locator {
    return this.page
      .locator('.pane')
      .filter({ has: this.page.locator(`.pane-header[aria-label^=${JSON.stringify(title)}]`) });
  }

  /** Presses a button in the header of a view in the sidebar. */
  async viewAction(title: string, action: string): Promise<void> {
    const view = this.view(title);
    await this.#hoverAndClick(
      view.locator('.pane-header'),
      view.locator(`.pane-header .action-label[aria-label^=${JSON.stringify(action)}]`),
    );
  }

  /** Presses a button that shows while the mouse is over `place`; again when the place has moved meanwhile. */
  async #hoverAndClick(place: Locator, button: Locator): Promise<void> {
    const shortly = { timeout: 5000 };
    await waitFor(`${String(button)} to be pressed`, patience, async () => {
      try {
        await place.hover(shortly);
        await button.click(shortly);
        return true;
      } catch {
        return undefined;
      }
    });
  }

  /** The rows that a tree view shows now, each as its screen-reader label. */
  async treeRows(title: string): Promise<string[]> {
    const rows = await this.view(title).locator('.monaco-list-row').all();
    return Promise.all(
      rows.map(async (row) => (await row.getAttribute('aria-label', { timeout: 2000 }).catch(() => null)) ?? ''),
    );
  }

  /** A row of a tree view whose screen-reader label has `text`. */
  treeRow(title: string, text: string): Locator {
    return this.view(title)
      .locator(`.monaco-list-row[aria-label*=${JSON.stringify(text)}]`)
      .first();
  }

  /** Everything in the buffer of the terminal that shows, wrapped lines joined, or '' without a terminal. */
  async terminalText(): Promise<string> {
    const lines = await this.page.evaluate(readTerminal);
    return lines.join('\n').trimEnd();
  }

  /** Waits until the terminal shows `text`. Returns all of its text. */
  async terminalShows(text: string | RegExp, timeout = patience): Promise<string> {
    let last = '';
    return waitFor(`${String(text)} in the terminal`, timeout, async () => {
      last = await this.terminalText();
      return (typeof text === 'string' ? last.includes(text) : text.test(last)) ? last : undefined;
    }).catch((error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : String(error)}; it shows:\n${last}`);
    });
  }

  /** Ctrl+clicks the beginning of the text in the terminal that matches `link`, until the editor with the title `editor` is in front. */
  async followLink(link: RegExp, editor: string): Promise<void> {
    const tab = this.page.locator('.tabs-container .tab.active').filter({ hasText: editor });
    await waitFor(`${String(link)} in the terminal to open ${editor}`, patience, async () => {
      const place = await this.#inTerminal(link);
      if (place === undefined) {
        // Further up than what shows.
        await this.page
          .locator('.terminal-wrapper.active .xterm-screen')
          .hover({ timeout: 2000 })
          .catch(() => undefined);
        await this.page.mouse.wheel(0, -100);
        return undefined;
      }
      await this.page.mouse.move(place.x, place.y);
      await this.page.keyboard.down('Control');
      await this.page.mouse.move(place.x + 1, place.y);
      // Links are looked for once the mouse rests.
      await this.page.waitForTimeout(1000);
      await this.page.mouse.click(place.x + 1, place.y);
      await this.page.keyboard.up('Control');
      return (await appears(tab, 3000)) ? true : undefined;
    });
  }

  /** Where the text that matches begins among the rows that the terminal shows; undefined when none does. */
  async #inTerminal(text: RegExp): Promise<{ readonly x: number; readonly y: number } | undefined> {
    const row = this.page.locator('.terminal-wrapper.active .xterm-rows > div').filter({ hasText: text }).first();
    const span = row.locator('span').first();
    if (!(await appears(span, 2000))) return undefined;
    const shortly = { timeout: 2000 };
    // What is written meanwhile moves the rows, and makes their elements anew.
    const [box, start, line] = await Promise.all([
      span.boundingBox(shortly),
      span.textContent(shortly),
      row.textContent(shortly),
    ]).catch(() => [null, null, null]);
    const at = line?.search(text) ?? -1;
    if (box === null || start === null || at < 0) return undefined;
    return { x: box.x + ((at + 1.5) * box.width) / start.length, y: box.y + box.height / 2 };
  }

  /** The messages in the notification center: under its smoke-test driver VS Code pops none up. */
  async notifications(): Promise<string[]> {
    await this.#showNotifications();
    return texts(this.page.locator('.notifications-center .notification-list-item-message'));
  }

  /** Waits for a notification, and presses its button when `button` is given. Returns its message. */
  async notified(text: string | RegExp, button?: string, timeout = patience): Promise<string> {
    const item = this.page.locator('.notifications-center .notification-list-item').filter({ hasText: text }).first();
    const shortly = { timeout: 2000 };
    const message = await waitFor(`the notification ${String(text)}`, timeout, async () => {
      try {
        await this.#showNotifications();
        if (await item.isVisible()) return await item.locator('.notification-list-item-message').innerText(shortly);
      } catch {
        // Something covers the status bar, or the message went into a group.
      }
      return undefined;
    });
    if (button !== undefined) {
      const pressed = item.locator('.monaco-button, .monaco-text-button').filter({ hasText: button }).first();
      // A message that comes meanwhile moves, folds or hides this one.
      await waitFor(`the button ${button} of ${message}`, timeout, async () => {
        try {
          await this.#showNotifications();
          if (!(await pressed.isVisible())) await item.locator('.codicon-notifications-expand').click(shortly);
          return (await clicked(pressed, 2000)) ? true : undefined;
        } catch {
          return undefined;
        }
      });
    }
    return message;
  }

  async #showNotifications(): Promise<void> {
    if (await this.page.locator('.notifications-center.visible').isVisible()) return;
    await this.page.locator('[id="status.notifications"]').click({ timeout: 5000 });
  }

  /** Waits for a question that covers the window, and answers it with a button. Returns the question. */
  async answer(question: string | RegExp, button: string): Promise<string> {
    const dialog = this.page.locator('.monaco-dialog-box').filter({ hasText: question });
    const text = await dialog.innerText();
    await dialog
      .locator('.monaco-button')
      .filter({ hasText: exactly(button) })
      .click();
    await dialog.waitFor({ state: 'hidden' });
    return text;
  }

  /** Presses Ctrl+C in the terminal that shows. */
  async interrupt(): Promise<void> {
    await this.page.locator('.terminal-wrapper.active .xterm-screen').click();
    await this.page.keyboard.press('Control+c');
  }

  /** Presses one of the buttons that a row of a tree view shows while the mouse is over it. */
  async inlineAction(row: Locator, action: string): Promise<void> {
    await this.#hoverAndClick(row, row.locator(`.actions .action-label[aria-label^=${JSON.stringify(action)}]`));
  }

  /** The titles of the open editors' tabs. */
  async tabs(): Promise<string[]> {
    return texts(this.page.locator('.tabs-container .tab .label-name'));
  }

  /** The status bar's entries. */
  async statusBar(): Promise<string[]> {
    return texts(this.page.locator('.statusbar-item'));
  }

  /** The inner frame of a webview that has an element matching `selector`. */
  async webview(selector: string, timeout = patience): Promise<Frame> {
    return waitFor(`a webview with ${selector}`, timeout, async () => {
      for (const frame of this.page.frames()) {
        if (frame === this.page.mainFrame()) continue;
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      }
      return undefined;
    });
  }

  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }
}

const exactly = (text: string): RegExp =>
  new RegExp(`^\\s*${text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\\s*$`);

async function texts(locator: Locator): Promise<string[]> {
  return (await locator.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ').trim());
}
