import { describe, expect, it } from 'vitest';
import { formatAge } from '../../../src/core/age.ts';
import { instanceText, instanceTypes, instanceUse } from '../../../src/core/aws/instanceTypes.ts';

describe('instance types', () => {
  it('tells what each has and what it is for', () => {
    const gpu = instanceTypes('processing').find(({ type }) => type === 'ml.g4dn.xlarge');
    expect(gpu && instanceText(gpu)).toBe('4 vCPU, 16 GiB memory, 1 × T4 16 GiB');
    expect(['ml.m5.large', 'ml.c5.xlarge', 'ml.r5.large', 'ml.t3.medium', 'ml.p3.2xlarge'].map(instanceUse)).toEqual([
      'general',
      'compute',
      'memory',
      'burst',
      'gpu',
    ]);
  });

  it('lists a family from small to large', () => {
    const family = instanceTypes('processing').filter(({ type }) => type.startsWith('ml.m5.'));
    expect(family.map(({ vcpus }) => vcpus)).toEqual(family.map(({ vcpus }) => vcpus ?? 0).sort((a, b) => a - b));
  });
});

describe('age of a job', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  it.each([
    ['2026-03-01T11:59:30Z', 'now'],
    ['2026-03-01T11:55:00Z', '5 min ago'],
    ['2026-03-01T09:00:00Z', '3 h ago'],
    ['2026-02-27T09:00:00Z', '2 days ago'],
    ['2025-12-24T09:00:00Z', '2025-12-24'],
  ])('of %s is %s', (time, age) => {
    expect(formatAge(new Date(time), now)).toBe(age);
  });
});
