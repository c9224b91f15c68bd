import { describe, expect, it } from 'vitest';
import { messageLimit, splitLines } from '../../../src/local/jobs/log/logLines.ts';

function split(text: string | Buffer, { ended = false, settled = false, limit = 100 } = {}) {
  const lines: string[] = [];
  const used = splitLines(Buffer.from(text), { ended, settled, limit }, (message) => lines.push(message));
  return { lines, used };
}

describe('what a job prints becomes events', () => {
  it('a line each, once it is complete', () => {
    expect(split('one\n\ntwo\nthr')).toEqual({ lines: ['one', '', 'two'], used: 9 });
    expect(split('thr', { ended: true })).toEqual({ lines: ['thr'], used: 3 });
    expect(split('', { ended: true })).toEqual({ lines: [], used: 0 });
  });

  it('a carriage return ends an event and stays in it, unless a line feed follows', () => {
    expect(split('10%\r20%\rdone\r\n').lines).toEqual(['10%\r', '20%\r', 'done']);
    expect(split('10%\r')).toEqual({ lines: [], used: 0 });
    expect(split('10%\r', { settled: true })).toEqual({ lines: ['10%\r'], used: 4 });
  });

  it('long lines are cut between characters', () => {
    const euros = '€'.repeat(messageLimit / 2);
    const { lines } = split(euros, { ended: true });
    expect(lines.length).toBe(2);
    expect(lines.join('')).toBe(euros);
    expect(lines.every((line) => Buffer.byteLength(line) <= messageLimit)).toBe(true);
    expect(split(Buffer.alloc(messageLimit * 2, 0x80), { ended: true }).used).toBe(messageLimit * 2);
  });

  it('bytes that are no UTF-8 are marked', () => {
    expect(split(Buffer.from('caf\xe9\n', 'latin1')).lines).toEqual(['caf\ufffd']);
  });

  it('no more than asked for at a time', () => {
    expect(split('1\n2\n3\n', { limit: 2 })).toEqual({ lines: ['1', '2'], used: 4 });
  });
});
