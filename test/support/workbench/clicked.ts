import { stripVTControlCharacters } from 'node:util';
import type { Locator } from '@playwright/test';

/** What the page tells of an element, as far as it is used here. */
interface PageElement {
  addEventListener(event: 'mouseup', listener: () => void, options: { readonly capture: boolean }): void;
}

/**
 * Clicks an element, unless it can not be clicked within `timeout` milliseconds. A busy machine may only not answer in time that it was: a second click
 * would then run a script twice, and none leave it out; so the page is asked whether the mouse was let go there.
 */
export async function clicked(locator: Locator, timeout: number): Promise<boolean> {
  try {
    const heard = await locator.evaluateHandle(
      (element: PageElement) => {
        const released = { is: false };
        element.addEventListener('mouseup', () => (released.is = true), { capture: true });
        return released;
      },
      undefined,
      { timeout },
    );
    try {
      await locator.click({ timeout });
      return true;
    } catch (error) {
      if (!stripVTControlCharacters(String(error)).trimEnd().endsWith('performing click action')) return false;
      return await heard.evaluate((released) => released.is);
    }
  } catch {
    return false;
  }
}

/** Whether an element is to be seen, or comes to be within `timeout` milliseconds. */
export const appears = (locator: Locator, timeout: number): Promise<boolean> =>
  locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
