import { describe, expect, it } from 'vitest';
import { jobHeadline, missingPackage } from '../../../../src/core/jobs/reason.ts';

const ended = 'The script ended with exit code 1.\n';

describe('the headline of a failed job', () => {
  it("is R's error", () => {
    const ExitMessage = `${ended}Error in f() : no good\nTraceback (most recent call last):\n  bad.R#2: f()`;
    expect(jobHeadline({ ExitMessage, FailureReason: 'AlgorithmError: , exit code: 1' })).toBe(
      'Error in f() : no good',
    );
  });

  it("is R's error when that takes two lines", () => {
    const ExitMessage = `${ended}Error in library("nothere") : \n  there is no package called ‘nothere’\nTraceback (most recent call last):\n  bad.R#1: library("nothere")`;
    expect(jobHeadline({ ExitMessage })).toBe('Error in library("nothere") : there is no package called ‘nothere’');
  });

  it("is the last line of Python's traceback", () => {
    const ExitMessage = `${ended}Traceback (most recent call last):\n  File "x.py", line 1, in <module>\nKeyError: 'price'`;
    expect(jobHeadline({ ExitMessage })).toBe("KeyError: 'price'");
  });

  it("is SageMaker's reason when that says more than the exit code", () => {
    const FailureReason = 'ClientError: Local SageMaker was stopped while the job ran.';
    expect(jobHeadline({ ExitMessage: `${ended}bye`, FailureReason })).toBe(FailureReason);
  });

  it('is what there is otherwise', () => {
    expect(jobHeadline({ ExitMessage: 'The script ended with exit code 3.\nhello\nbye' })).toBe(
      'The script ended with exit code 3: bye',
    );
    expect(jobHeadline({ ExitMessage: 'first of another launcher\nsecond' })).toBe('first of another launcher');
    expect(jobHeadline({ FailureReason: 'AlgorithmError: , exit code: 1' })).toBe('AlgorithmError: , exit code: 1');
    expect(jobHeadline({})).toBeUndefined();
  });
});

describe('the package that a failed job did not find', () => {
  it('is what R or Python names', () => {
    const r = `${ended}Error in library("nothere") : \n  there is no package called ‘nothere’`;
    expect(missingPackage({ ExitMessage: r })).toBe('nothere');
    const python = `${ended}Traceback (most recent call last):\nModuleNotFoundError: No module named 'sklearn.svm'`;
    expect(missingPackage({ ExitMessage: python })).toBe('sklearn.svm');
  });

  it('is none when it failed for something else', () => {
    expect(missingPackage({ ExitMessage: `${ended}KeyError: 'price'` })).toBeUndefined();
    expect(missingPackage({})).toBeUndefined();
  });
});
