import * as l10n from '@vscode/l10n';
import type { BuildFailure } from './buildOutput.ts';
import { findStep, type ParsedDockerfile } from './dockerfile.ts';
import { failedPackage, type PackageTrouble } from './packageTrouble.ts';

/** What is wrong in a Dockerfile, and where. */
export interface DockerfileProblem {
  /** First and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
  readonly message: string;
}

/** The lines of a Dockerfile that a builder's failure is about; its first line when that cannot be told. */
export function dockerfileProblem(file: ParsedDockerfile, failure: BuildFailure): DockerfileProblem {
  const { line: first, endLine } = placeOf(file, failure) ?? { line: 1, endLine: 1 };
  const place = { line: first, endLine };
  const trouble = failure.kind === 'step' ? failure.trouble : undefined;
  if (!trouble) return { ...place, message: failure.message };
  const line = lineNaming(file, place, trouble);
  return { ...(line === undefined ? place : { line, endLine: line }), message: troubleText(trouble) };
}

/** What is to be said of packages that a build did not find, in a sentence or two. */
export function troubleText({ kind, packages }: PackageTrouble): string {
  const list = packages.join(', ');
  return kind === 'unreachable'
    ? l10n.t(
        'The build could not reach the place that packages come from, so these were not installed: {0}. Check the network, and a proxy if there is one.',
        list,
      )
    : l10n.t(
        'These packages were not found where the image takes packages from: {0}. Check how they are spelled and whether such a version exists; a file of your own is no package, so take its name out of the Dockerfile.',
        list,
      );
}

/** The line of an instruction that names the first of the packages that is named in it. */
function lineNaming(
  { lines }: ParsedDockerfile,
  { line: first, endLine }: { line: number; endLine: number },
  { packages }: PackageTrouble,
): number | undefined {
  for (const name of packages.map(failedPackage)) {
    for (let at = first; at <= endLine; at++) {
      const line = lines[at - 1] ?? '';
      if (!/^\s*#/u.test(line) && line.split(/[^\w.-]+/u).includes(name)) return at;
    }
  }
  return undefined;
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
