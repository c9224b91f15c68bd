const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export type Style = keyof typeof codes;

/** Text in the terminal's own colours, so that every theme stays in charge. */
export function styled(text: string, ...styles: readonly Style[]): string {
  return `\u001b[${styles.map((style) => codes[style]).join(';')}m${text}\u001b[0m`;
}
