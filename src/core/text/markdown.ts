/** Text that Markdown shows as it is, on one line. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|]/gu, String.raw`\$&`).replaceAll(/\s*\n\s*/gu, ' ');
}
