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

  it('lists newer families first, and each from small to large', () => {
    const types = instanceTypes('processing').map(({ type }) => type);
    const family = (name: string): string[] => types.filter((type) => type.startsWith(`ml.${name}.`));
    const sizes = ['large', 'xlarge', '2xlarge', '4xlarge', '12xlarge', '24xlarge'];
    expect(family('m5')).toEqual(sizes.map((size) => `ml.m5.${size}`));
    expect(types.indexOf('ml.m7i.large')).toBeGreaterThanOrEqual(0);
    expect(types.indexOf('ml.m7i.large')).toBeLessThan(types.indexOf('ml.m5.large'));
  });

  it('lists what SageMaker offers for a kind of job, and nothing else', () => {
    const has = (kind: Parameters<typeof instanceTypes>[0], type: string): boolean =>
      instanceTypes(kind).some((each) => each.type === type);
    expect([has('processing', 'ml.c4.large'), has('endpoint', 'ml.c4.large')]).toEqual([false, true]);
    expect([has('processing', 'ml.c5n.xlarge'), has('training', 'ml.c5n.xlarge')]).toEqual([false, true]);
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
