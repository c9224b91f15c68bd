import { reportFile } from './report.ts';

/** One part of `npm test`. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Steps that have to have passed before. */
  readonly after?: readonly string[];
  /** Where the part writes how many tests passed; a step without one is a single check. */
  readonly report?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Minutes after which it is ended and counts as failed. */
  readonly limit?: number;
  readonly needsBrowser?: boolean;
}

/** Minutes for a part that runs jobs, containers or windows, on a machine that is slow and busy: the limit only ends what hangs. */
const long = 70;

const vitest = (part: string): Step => ({
  name: part,
  command: [
    'vitest',
    'run',
    '--project',
    part,
    '--reporter=default',
    '--reporter=./test/support/run/vitestReporter.ts',
  ],
  report: reportFile(part),
  environment: { REPORT_PART: part },
  limit: long,
});

const host = (version: 'current' | 'oldest'): Step => ({
  name: `host-${version}`,
  command: ['node', 'test/host/run.ts', version],
  after: ['package'],
  report: reportFile(`host-${version}`),
  limit: 15,
  needsBrowser: true,
});

/** The tests in a folder of test/e2e. Windows mostly wait, for jobs and for each other's processes: two at a time do not take twice as long. */
const e2e = (folder: 'jobs' | 'outputs' | 'images'): Step => ({
  name: `e2e-${folder}`,
  command: [
    'playwright',
    'test',
    '--config',
    'test/e2e/playwright.config.ts',
    `--project=${folder}`,
    `--output=test-results/e2e-${folder}`,
  ],
  after: ['package'],
  report: reportFile(`e2e-${folder}`),
  environment: { REPORT_PART: `e2e-${folder}` },
  limit: long,
  needsBrowser: true,
});

/** In the order in which they start: first what others wait for, then the longest first, so that no long one is left alone at the end. */
export const steps: readonly Step[] = [
  // Makes dist/ as it ships: what runs below is what the VSIX holds.
  { name: 'package', command: ['npm', 'run', '--silent', 'package'] },
  { name: 'engine', command: ['node', 'test/support/docker/prepare.ts'], limit: long },
  { ...vitest('docker'), after: ['package', 'engine'] },
  { ...vitest('local'), after: ['package'] },
  { ...e2e('images'), after: ['package', 'engine'] },
  e2e('jobs'),
  e2e('outputs'),
  vitest('unit'),
  host('current'),
  host('oldest'),
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'], limit: 20 },
  { name: 'typecheck', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'dependencies', command: ['npm', 'run', '--silent', 'depcheck'] },
  { ...vitest('package'), name: 'package-contents', report: reportFile('package'), after: ['package'] },
  {
    name: 'host-desktop',
    command: ['node', 'test/host/desktop.ts', '--installed'],
    after: ['package'],
    report: reportFile('host-desktop'),
  },
];
