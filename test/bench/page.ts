// Runs in the workbench's page: nothing here may use what is outside its own function.

interface Element {
  readonly textContent: string | null;
}

declare const document: {
  querySelectorAll(selector: string): Iterable<Element>;
  querySelector(selector: string): Element | null;
  addEventListener(type: string, listener: () => void, options: { capture: boolean; once: boolean }): void;
};
declare function requestAnimationFrame(callback: () => void): void;

declare const window: { benchDelays?: number[]; benchShown?: number };

/** Notes how late each line `printed <milliseconds since 1970>` is in the frame that first shows it in a terminal. */
export function watchPrintedLines(): void {
  const seen = new Set<string>();
  const delays: number[] = (window.benchDelays = []);
  const look = (): void => {
    for (const row of document.querySelectorAll('.xterm-rows > div')) {
      const stamp = /printed (\d{13})\b/.exec(row.textContent ?? '')?.[1];
      if (stamp === undefined || seen.has(stamp)) continue;
      seen.add(stamp);
      delays.push(Date.now() - Number(stamp));
    }
    requestAnimationFrame(look);
  };
  look();
}

export const printedLineDelays = (): number[] => window.benchDelays ?? [];

/** Notes how long after the next press of a mouse button an element is there. */
export function watchClick(selector: string): void {
  delete window.benchShown;
  document.addEventListener(
    'pointerdown',
    () => {
      const start = performance.now();
      const look = (): void => {
        if (document.querySelector(selector) === null) requestAnimationFrame(look);
        else window.benchShown = performance.now() - start;
      };
      look();
    },
    { capture: true, once: true },
  );
}

export const shownAfterClick = (): number | undefined => window.benchShown;
