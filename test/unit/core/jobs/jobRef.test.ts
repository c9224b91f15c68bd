import { expect, it } from 'vitest';
import { JobId, jobKindNames, JobRef } from '../../../../src/core/jobs/jobRef.ts';

const scope = 'arn:aws:sagemaker:eu-west-1:123456789012';

it('is found again by its key, whatever its kind and name', () => {
  for (const kind of jobKindNames) {
    for (const name of ['a', 'Analysis-2026-01-31-09-05-00-007', 'a--b', 'x'.repeat(63)]) {
      const job = new JobId(kind, name);
      expect(JobId.ofKey(job.key())).toEqual(job);
      expect(JobId.ofKey(job.key())?.equals(job)).toBe(true);
    }
  }
});

it('has a key that is stored, so it never changes', () => {
  expect(new JobId('processing', 'analysis').key()).toBe('processing.analysis');
  expect(new JobRef('processing', 'analysis', `${scope}:processing-job/analysis`).key()).toBe('processing.analysis');
});

it('has a key that names a folder, a container and a label of an engine', () => {
  const key = new JobId('processing', 'Analysis-1').key();
  expect(key).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/u);
  expect(encodeURIComponent(key)).toBe(key);
});

it('is not read out of a text that is no key', () => {
  const others = ['', 'analysis', '.', 'processing.', '.analysis', 'processing.a.b', 'processing.a/b', 'processing.-a'];
  for (const text of [...others, 'processing/a', 'Processing.a', 'endpoint.a', `processing.${'x'.repeat(64)}`])
    expect(JobId.ofKey(text), text).toBeUndefined();
});

it('is read out of the ARN of a job, in every partition, and of nothing else', () => {
  for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
    const arn = `arn:${partition}:sagemaker:cn-north-1:123456789012:processing-job/Analysis-1`;
    expect(JobRef.ofArn(arn)).toEqual(new JobRef('processing', 'Analysis-1', arn));
  }
  for (const arn of [
    '',
    'analysis',
    `${scope}:endpoint/analysis`,
    `${scope}:processing-job/`,
    `${scope}:processing-job/a/b`,
    'arn:aws:ecr:eu-west-1:123456789012:repository/processing-job/a',
    'arn:aws:s3:::processing-job/a',
  ])
    expect(JobRef.ofArn(arn), arn).toBeUndefined();
});

it('has the ARN that SageMaker gives', () => {
  for (const kind of jobKindNames) {
    const job = JobRef.within(scope, kind, 'analysis');
    expect(job.arn).toBe(`${scope}:${kind}-job/analysis`);
    expect(JobRef.ofArn(job.arn)).toEqual(job);
  }
});

it('is another job when its kind or its name is another', () => {
  const keys = jobKindNames.flatMap((kind) => ['a', 'A', 'a-1'].map((name) => new JobId(kind, name).key()));
  expect(new Set(keys).size).toBe(keys.length);
});
