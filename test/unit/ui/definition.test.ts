import { describe, expect, it } from 'vitest';
import { runDetail, numberedAmong } from '../../../src/ui/runs/definition.ts';

const run = { type: 'sagemaker', script: 'a.R', arguments: ['--n', '5'] };

describe('runs of a script in the list of recent tasks', () => {
  it('are one entry while they are alike, but those in progress together are numbered', () => {
    expect(numberedAmong(run, [])).toEqual(run);
    expect(numberedAmong(run, [{ ...run, arguments: ['6'] }])).toEqual(run);
    expect(numberedAmong(run, [{ ...run }])).toEqual({ ...run, run: '2' });
    expect(numberedAmong(run, [{ ...run }, { ...run, run: '2' }])).toEqual({ ...run, run: '3' });
    expect(numberedAmong(run, [{ ...run, run: '2' }])).toEqual(run);
  });

  it('tell their options', () => {
    expect(runDetail({ type: 'sagemaker', script: 'a.R', run: '2' })).toBe('');
    const told = { environment: { A: '1' }, arguments: ['--title', 'two words'], instanceCount: 2, inputs: ['data'] };
    expect(runDetail({ ...run, ...told })).toBe(
      "--title 'two words' · environment A=1 · instanceCount 2 · inputs data",
    );
  });
});
