import type { LogEvent } from '../ports/jobLogs.ts';

/* eslint-disable no-control-regex -- terminal sequences are made of control characters */
/**
 * What a job's output may not send to a terminal: operating system commands other than links (they set titles, the clipboard, the
 * editor's own shell integration) and device strings. Colours and cursor moves stay.
 */
const commandSequences = /\x1b(?:\](?!8;)[^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*(?:\x1b\\)?)/gu;
/** The same commands in their other spelling: single characters that no text has. */
const eightBitControls = /[\x80-\x9f]/gu;
/** An escape character that a line's end or another control character keeps open: what comes next would go on with it. */
const openEscape = /\x1b(?=[\x00-\x1f\x7f]|$)/gu;
/** All that a terminal would act on but line ends and tabs. */
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/gu;
const needsCare = /[\x1b\n\x80-\x9f]/u;
/* eslint-enable no-control-regex */

/**
 * Events as a terminal takes them: one line each, ended by CR LF. A message that ends in a carriage return, as progress bars write it, is not
 * ended, so that the next one overwrites it. `host` is put before each line when given.
 */
export function terminalText(events: readonly LogEvent[], host?: string): string {
  const prefix = host === undefined ? '' : `${host} | `;
  let text = '';
  for (const { message } of events) {
    const line = needsCare.test(message) ? careful(message, prefix) : message;
    text += prefix + line;
    if (!line.endsWith('\r')) text += '\r\n';
  }
  return text;
}

/** A job's text where it stands in a line of ours: without anything that a terminal acts on. */
export function plainText(text: string): string {
  return text.replace(commandSequences, '').replace(controls, '');
}

function careful(message: string, prefix: string): string {
  return message
    .replace(eightBitControls, '')
    .replace(openEscape, '')
    .replace(commandSequences, '')
    .replace(/\r?\n/gu, `\r\n${prefix}`);
}
