import { describe, expect, it } from 'vitest';
import { isJobBase, jobBase, jobName, jobNameTime, jobTitle } from '../../../src/core/jobs/jobName.ts';

const time = new Date(Date.UTC(2026, 0, 31, 9, 5, 0, 7));

describe('a job name', () => {
  it('is the base and the time in UTC to the millisecond', () => {
    expect(jobName('social-distancing', time)).toBe('social-distancing-2026-01-31-09-05-00-007');
  });

  it('tells both again', () => {
    const name = jobName('social-distancing', time);
    expect([jobTitle(name), jobNameTime(name)]).toEqual(['social-distancing', time]);
    expect([jobTitle('by-hand-2026'), jobNameTime('by-hand-2026')]).toEqual(['by-hand-2026', undefined]);
  });

  it('fits into 63 characters: the base is cut', () => {
    const name = jobName('a'.repeat(100), time);
    expect(name).toHaveLength(63);
    expect(name).toMatch(/^a{39}-2026/u);
  });

  it.each([
    ['sim.R', 'sim'],
    ['Social Distancing (v2).R', 'Social-Distancing-v2'],
    ['données_été.py', 'donnees-ete'],
    ['模型.R', 'run'],
    ['--x--.py', 'x'],
    ['2nd.step.R', '2nd-step'],
  ])('starts with what SageMaker takes of the file name %s', (file, base) => {
    expect(jobBase(file)).toBe(base);
    expect(isJobBase(jobName(base, time))).toBe(true);
  });
});
