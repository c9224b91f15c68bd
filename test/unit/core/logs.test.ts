import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration } from '../../../src/core/format.ts';
import type { Job } from '../../../src/core/jobs/job.ts';
import { jobExitCode } from '../../../src/core/jobs/status.ts';
import { terminalText } from '../../../src/core/logs/lines.ts';
import { logFooter, logHeader } from '../../../src/core/logs/render.ts';
import { aJob } from '../../support/job.ts';

const at = (message: string): { timestamp: number; message: string } => ({ timestamp: 0, message });

const job = aJob('sim-1', {
  instances: { type: 'ml.m5.xlarge', count: 2, volumeSize: 30 },
  script: { path: 'sim.R', interpreter: 'Rscript', uri: undefined, codeUri: undefined },
  arguments: ['10', 'a b'],
  status: 'Failed',
  started: new Date(1000),
  ended: new Date(66_000),
  failureReason: 'AlgorithmError: , exit code: 3',
  exitMessage: 'Error: boom\nTraceback',
});

const inImage = (image: string, environment: Record<string, string> = {}): Job => ({ ...job, image, environment });
const localHeader = (of: Job): string => stripVTControlCharacters(logHeader(of, { kind: 'local' }, undefined));

describe('a log in a terminal', () => {
  it('ends lines, and lets progress bars overwrite themselves', () => {
    expect(terminalText([at('one'), at(''), at('50%\r'), at('100%\r'), at('done')])).toBe(
      'one\r\n\r\n50%\r100%\rdone\r\n',
    );
  });

  it('sends no commands to the terminal, however they are spelled; colours, links and text stay', () => {
    const hostile = [
      '\x1b]0;title\x07a',
      '\x1b]52;c;aGk=\x1b\\b',
      '\u009d0;title\x07c',
      'd\x1b',
      ']0;title\x07e',
      '\x1b\x1b]0;title\x07f',
      '\x1b\n]0;title\x07g',
      '\x1b\u009c]0;title\x07h',
      '\x1bPq\x1b\\\u0090q\u009ci',
    ];
    const text = terminalText(hostile.map(at));
    // eslint-disable-next-line no-control-regex -- that is what is looked for
    expect(text).not.toMatch(/\x1b[\]PX^_\x1b\s]|[\x80-\x9f]/u);
    const kept = '\x1b[31mred\x1b[0m \x1b]8;;https://x\x07link\x1b]8;;\x07 colour #0158A3 é';
    expect(terminalText([at(kept)])).toBe(`${kept}\r\n`);
  });

  it('tells hosts apart', () => {
    expect(terminalText([at('one'), at('two')], 'algo-2')).toBe('algo-2 | one\r\nalgo-2 | two\r\n');
  });

  it('begins with what runs where', () => {
    const aws = { kind: 'aws', profile: 'default', region: 'us-east-1' } as const;
    expect(stripVTControlCharacters(logHeader(inImage('image:1'), aws, 'https://console/x'))).toBe(
      "Job       sim-1\r\nScript    sim.R 10 'a b'\r\nInstance  2 × ml.m5.xlarge\r\nImage     image:1\r\nConsole   https://console/x\r\n\r\n",
    );
  });

  it('says on Local that the instance is this machine', () => {
    expect(localHeader(job)).toContain('\r\nInstance  this machine, in place of 2 × ml.m5.xlarge\r\n');
    const limited = { SAGEMAKER_RUNNER_ENGINE: 'docker', SAGEMAKER_RUNNER_LIMITS: '1' };
    expect(localHeader(inImage('image:1', limited))).toContain(
      'Instance  this machine, with no more than 2 × ml.m5.xlarge has\r\n',
    );
  });

  it('says on Local when a job has no image, in plain words', () => {
    expect(localHeader(job)).toContain('\r\nImage     this machine’s R, no image\r\n');
    const asProcess = { SAGEMAKER_RUNNER_ENGINE: 'process', SAGEMAKER_RUNNER_LIMITS: '1' };
    const header = localHeader(inImage('image:1', asProcess));
    expect(header).toContain('\r\nImage     this machine’s R, not image:1\r\n');
    expect(header).toContain('\r\nInstance  this machine, in place of 2 × ml.m5.xlarge\r\n');
  });

  it('ends with status, duration and reason', () => {
    const expected = '\r\nStatus    Failed\r\nDuration  1 min 06 s\r\nReason    Error: boom\r\n';
    expect(stripVTControlCharacters(logFooter(job, new Date()))).toBe(expected);
    const exitMessage =
      'Error: \x1b]0;title\x07a\x1b[2J\nTraceback (most recent call last):\n  sim.R#3: f()\n  g()\n  sim.R#1: h()';
    const shown = logFooter({ ...job, exitMessage }, new Date());
    // eslint-disable-next-line no-control-regex -- that is what is looked for
    expect(shown).not.toMatch(/\x07|\x1b[^[]|\x1b\[2J/u);
    expect(stripVTControlCharacters(shown)).toContain(
      'Reason    Error: a[2J\r\nAt        sim.R#3: f()\r\n          sim.R#1: h()\r\n',
    );
  });
});

it.each([
  [{ status: 'Completed' as const, failureReason: undefined }, 0],
  [{ status: 'Failed' as const, failureReason: 'AlgorithmError: , exit code: 3' }, 3],
  [{ status: 'Failed' as const, failureReason: 'ClientError: no data' }, 1],
  [{ status: 'Stopped' as const, failureReason: undefined }, 143],
])('the exit code of %j is %i', (ended, code) => {
  expect(jobExitCode(ended)).toBe(code);
});

it('sizes and times are short', () => {
  expect([0, 1, 999, 1000, 9_960, 999_499, 999_600, 2e9].map(formatBytes)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1.0 KB',
    '10 KB',
    '999 KB',
    '1.0 MB',
    '2.0 GB',
  ]);
  expect([40, 9_960, 59_400, 59_600, 3_600_000, 7_500_000].map(formatDuration)).toEqual([
    '0.0 s',
    '10 s',
    '59 s',
    '1 min 00 s',
    '1 h 00 min',
    '2 h 05 min',
  ]);
});
