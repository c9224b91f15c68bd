/** Why packages did not come into an image, as R, pip, conda or apt told. */
export interface PackageTrouble {
  /** `unreachable`: where packages come from did not answer, so of no package it is known whether it is there. */
  readonly kind: 'unknown' | 'unreachable';
  /** As the tool names them, with the version (`six==99.9`) where only that is not there; each once. */
  readonly packages: readonly string[];
}

const unreachable =
  /unable to access index for repository|NewConnectionError|Temporary failure resolving|Could not resolve host|Name or service not known/u;
const quoted = /[‘'"]([\w.]+)[’'"]/gu;
/** R's list of names in quotes. */
const lists = /(?:packages?|dependenc(?:y|ies)) ((?:[‘'"][\w.]+[’'"](?:, | and )?)+) (?:is|are) not available/gu;
const names = [
  /couldn't find package '([\w.]+)'/gu,
  /No matching distribution found for ([^\s(;]+)/gu,
  /E: Unable to locate package (\S+)/gu,
  /E: Package '([^']+)' has no installation candidate/gu,
  /nothing provides requested ([\w.-]+)/gu,
  /([\w.-]+)(?: [=<>*]\S*)* does not exist \(perhaps a typo/gu,
];
const versions = [
  /version '(?<version>[^']+)' is invalid for package '(?<name>[\w.]+)'/gu,
  /failed to (?:find source for|retrieve package) [‘'"](?<name>[\w.]+)[@ ](?<version>[\w.-]+)[’'"]/gu,
  /Version '(?<version>[^']+)' for '(?<name>[^']+)' was not found/gu,
];
/** The package was there; R could not install it. */
const notInstalled = /ERROR: (?:compilation|configuration|lazy loading) failed for package/u;
const notLoaded = /there is no package called [‘'"]([\w.]+)[’'"]/gu;

/** Reads what a step of a build printed. Undefined when it tells of no package that was not to be had. */
export function readPackageTrouble(output: string): PackageTrouble | undefined {
  const found = [
    ...[...output.matchAll(lists)].flatMap(([, list = '']) => firstGroups(list, quoted)),
    ...names.flatMap((pattern) => firstGroups(output, pattern)),
    ...versions.flatMap((pattern) =>
      [...output.matchAll(pattern)].map(({ groups }) => `${groups?.['name'] ?? ''}==${groups?.['version'] ?? ''}`),
    ),
  ];
  // The check at the end of a step: what was not to be had before it says more.
  const packages = [...new Set(found.length > 0 ? found : firstGroups(output, notLoaded))];
  // R only warns of packages that are not to be had, and goes on until something else fails.
  if (packages.length === 0 || notInstalled.test(output)) return undefined;
  return { kind: unreachable.test(output) ? 'unreachable' : 'unknown', packages };
}

/** Without the version. */
export function failedPackage(item: string): string {
  return item.replace(/(?:\[|[=<>!~]=?).*$/u, '');
}

function firstGroups(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}
