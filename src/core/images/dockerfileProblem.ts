import type { BuildFailure } from './buildOutput.ts';
import { findStep, type ParsedDockerfile } from './dockerfile.ts';

/** What is wrong in a Dockerfile, and where. */
export interface DockerfileProblem {
  /** First and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
  readonly message: string;
}

/** The lines of a Dockerfile that a builder's failure is about; its first line when that cannot be told. */
export function dockerfileProblem(file: ParsedDockerfile, failure: BuildFailure): DockerfileProblem {
  const { line, endLine } = placeOf(file, failure) ?? { line: 1, endLine: 1 };
  return { line, endLine, message: failure.message };
}

function placeOf(file: ParsedDockerfile, failure: BuildFailure): { line: number; endLine: number } | undefined {
  const instruction = (at: number): { line: number; endLine: number } =>
    file.instructions.find(({ line, endLine }) => line <= at && at <= endLine) ?? { line: at, endLine: at };
  switch (failure.kind) {
    case 'syntax':
      if (failure.line !== undefined) return instruction(failure.line);
      return file.instructions.find(({ keyword }) => keyword === failure.instruction?.toUpperCase());
    case 'base':
      return (
        file.instructions.find(({ keyword, text }) => keyword === 'FROM' && text.includes(failure.image)) ??
        file.instructions.find(({ keyword }) => keyword === 'FROM')
      );
    case 'step':
      return failure.line === undefined ? findStep(file, failure.text, failure.place) : instruction(failure.line);
  }
}
