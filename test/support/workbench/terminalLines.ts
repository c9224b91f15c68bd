interface BufferLine {
  readonly isWrapped: boolean;
  translateToString(trimRight: boolean): string;
}

interface TerminalElement {
  /** Null while the element is hidden. */
  readonly offsetParent: unknown;
  /** xterm.js itself, which VS Code leaves here under its smoke-test driver. */
  readonly xterm?: {
    readonly buffer: { readonly active: { readonly length: number; getLine(index: number): BufferLine | undefined } };
  };
}

declare const document: { querySelectorAll(selector: string): Iterable<TerminalElement> };

/** Runs in the page: the lines of the terminal that shows. */
export function readTerminal(): string[] {
  const shown = [...document.querySelectorAll('.terminal-wrapper')].filter((element) => element.offsetParent !== null);
  const buffer = shown.find((element) => element.xterm !== undefined)?.xterm?.buffer.active;
  const lines: string[] = [];
  for (let index = 0; buffer !== undefined && index < buffer.length; index++) {
    const line = buffer.getLine(index);
    if (line === undefined) continue;
    const text = line.translateToString(true);
    if (line.isWrapped && lines.length > 0) lines.push(`${lines.pop() ?? ''}${text}`);
    else lines.push(text);
  }
  return lines;
}
