/**
 * What a job, an engine or AWS said, for a notification: there VS Code makes `[label](command:…)` a link that runs a command, which is for
 * nobody but us to write. A character without width between the two halves leaves it text.
 */
export function messageText(said: string): string {
  return said.replaceAll('](', ']\u2060(');
}
