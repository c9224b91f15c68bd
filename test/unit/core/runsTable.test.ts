import { describe, expect, it } from 'vitest';
import { JobId } from '../../../src/core/jobs/jobRef.ts';
import { oneRowOf } from '../../../src/core/runsTable/oneRow.ts';
import { runsTable, type Run } from '../../../src/core/runsTable/runsTable.ts';

const words = {
  started: 'Started',
  status: 'Status',
  seconds: 'Seconds',
  arguments: 'Arguments',
  statusOf: (status: string) => status,
};

function run(name: string, given: Partial<Run>): Run {
  const job = new JobId('processing', name);
  const created = new Date(2026, 0, 31, 9, 5, 0);
  return { job, status: 'Completed', created, duration: 1500, arguments: [], tags: {}, values: {}, ...given };
}

describe('a table of runs', () => {
  it('has a column for each argument, tag and value that any run has', () => {
    const table = runsTable(
      [
        run('a', { arguments: ['--rate', '0.1', '--fast'], tags: { study: 'one' }, values: { accuracy: '0.91' } }),
        run('b', { arguments: ['--rate=0.2', 'n=5'], values: { loss: '1e-3' }, duration: undefined }),
        run('c', { arguments: ['--low', '-5', 'plain'], status: 'Failed' }),
      ],
      words,
    );
    expect(table.columns).toEqual([
      ...['Started', 'Status', 'Seconds', 'Arguments'],
      ...['--rate', '--fast', 'n', '--low', '#study', 'accuracy', 'loss'],
    ]);
    expect(table.rows).toEqual([
      ['2026-01-31 09:05:00', 'Completed', '1.5', '--rate 0.1 --fast', '0.1', 'true', '', '', 'one', '0.91', ''],
      ['2026-01-31 09:05:00', 'Completed', '', '--rate=0.2 n=5', '0.2', '', '5', '', '', '', '1e-3'],
      ['2026-01-31 09:05:00', 'Failed', '1.5', '--low -5 plain', '', '', '', '-5', '', '', ''],
    ]);
  });
});

describe('an output of one row', () => {
  it.each([
    ["R's write.csv", 'metrics.csv', '"","rmse","n"\n"1",0.5,10\n', { rmse: '0.5', n: '10' }],
    ['a CSV whose values are words', 'best.csv', 'model,when\nlm,today\n', { model: 'lm', when: 'today' }],
    ['a JSON object', 'm.json', '{"rmse": 0.5, "ok": true, "curve": [1, 2]}', { rmse: '0.5', ok: 'true' }],
    ["R's jsonlite", 'm.json', '[{"rmse": [0.5], "model": ["lm"]}]', { rmse: '0.5', model: 'lm' }],
    ['several rows', 'data.csv', 'a,b\n1,2\n3,4\n', undefined],
    ['a header alone', 'data.csv', 'a,b\n', undefined],
    ['a list', 'm.json', '[1, 2]', undefined],
    ['no JSON', 'm.json', '{"a": ', undefined],
  ])('%s', (_what, name, text, values) => {
    expect(oneRowOf(text, name)).toEqual(values);
  });
});
