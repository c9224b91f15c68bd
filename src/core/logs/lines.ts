import type { LogEvent } from '../ports/jobLogs.ts';

/**
 * Events as a terminal takes them: one line each, ended by CR LF. A message that ends in a carriage return, as progress bars write it, is not
 * ended, so that the next one overwrites it. `host` is put before each line when given.
 */
export function terminalText(events: readonly LogEvent[], host?: string): string {
  const prefix = host === undefined ? '' : `${host} | `;
  let text = '';
  for (const { message } of events) {
    text += prefix + (message.includes('\n') ? message.replace(/\r?\n/gu, `\r\n${prefix}`) : message);
    if (!message.endsWith('\r')) text += '\r\n';
  }
  return text;
}
