import { expect, it } from 'vitest';
import type { BuildStep } from '../../../src/app/images/buildAndPushImage.ts';
import { CancelledBuild } from '../../../src/app/images/cancelledBuild.ts';

const after = (...steps: BuildStep[]): string => {
  const there = new CancelledBuild();
  for (const step of steps) there.after(step);
  return there.text();
};
const repository = { kind: 'repository', name: 'study', scansOnPush: true } as const;

it('a cancelled build tells what stays of it', () => {
  expect(after({ kind: 'planning' }, { ...repository, isNew: false })).toBe('Cancelled: no image was made or changed.');
  expect(after({ ...repository, isNew: true })).toBe(
    'Cancelled: no image was made or changed. The repository study, which was created for it, stays.',
  );
  const pushing = [
    { ...repository, isNew: false },
    { kind: 'pushing', reference: 'host/study:1' },
  ] as const;
  expect(after(...pushing)).toBe(
    'Cancelled. The image was built, and this machine has it as host/study:1; the registry does not.',
  );
  expect(
    after(
      ...pushing,
      { kind: 'pushed', reference: 'host/study:1' },
      { kind: 'pushing', reference: 'host/study:latest' },
    ),
  ).toBe('Cancelled. The image was built, and is there as host/study:1.');
});
