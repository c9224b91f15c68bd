import { describe, expect, it } from 'vitest';
import { jobCalls, jobHeadline, missingPackage } from '../../../../src/core/jobs/reason.ts';

const failureReason = 'AlgorithmError: , exit code: 1';
const failed =
  'Error in f() : no good\nTraceback (most recent call last):\n  a bad.R#2: f()\n  bad.R#1 or #3: stop("no")\n  g()';

describe('the headline of a failed job', () => {
  it('is what ended the script, whatever it said before', () => {
    expect(jobHeadline({ exitMessage: failed, failureReason })).toBe('Error in f() : no good');
    expect(jobHeadline({ exitMessage: 'ValueError: Error 3\nFatal: no\nTraceback\n', failureReason })).toBe(
      'ValueError: Error 3',
    );
  });

  it("is SageMaker's reason when that says more than the exit code", () => {
    const told = 'ClientError: Local SageMaker was stopped while the job ran.';
    expect(jobHeadline({ exitMessage: failed, failureReason: told })).toBe(told);
    const limit = 'MaxRuntimeExceeded: The job reached its MaxRuntimeInSeconds of 60 s and was stopped.';
    expect(jobHeadline({ exitMessage: 'The script was asked to stop, and stopped.', failureReason: limit })).toBe(
      limit,
    );
  });

  it('is what there is otherwise', () => {
    expect(jobHeadline({ exitMessage: 'first of another launcher\nsecond' })).toBe('first of another launcher');
    expect(jobHeadline({ failureReason })).toBe(failureReason);
    expect(jobHeadline({})).toBeUndefined();
  });
});

describe('the calls of an R script that failed', () => {
  it('are those whose lines are known', () => {
    expect(jobCalls({ exitMessage: failed })).toEqual(['a bad.R#2: f()', 'bad.R#1 or #3: stop("no")']);
    expect(jobCalls({ exitMessage: 'KeyError: 1\nTraceback (most recent call last):\n  File "x.py", line 1' })).toEqual(
      [],
    );
    expect(jobCalls({ failureReason })).toEqual([]);
  });
});

describe('the package that a failed job did not find', () => {
  it('is what R or Python names', () => {
    const r = `Error in library("nothere") : there is no package called ‘nothere’`;
    expect(missingPackage({ exitMessage: r })).toBe('nothere');
    const python = `ModuleNotFoundError: No module named 'sklearn.svm'`;
    expect(missingPackage({ exitMessage: python })).toBe('sklearn.svm');
  });

  it('is none when it failed for something else', () => {
    expect(missingPackage({ exitMessage: "KeyError: 'price'" })).toBeUndefined();
    const handled = "The script ended with exit code 3: gave up\nModuleNotFoundError: No module named 'optional'";
    expect(missingPackage({ exitMessage: handled })).toBeUndefined();
    expect(missingPackage({})).toBeUndefined();
  });
});
