import type { PackageNeed } from '../needs.ts';
import { normalPackageName } from '../python/packageName.ts';

/** One requirement as PEP 508 writes it: `name[extra]>=1; python_version < "3.9"`, `name @ https://…`. */
export interface Requirement {
  /** As PyPI compares names, with the extras: `psycopg[binary]`. */
  readonly name: string;
  readonly version?: string;
  readonly constraint?: string;
  readonly url?: string;
  readonly marker?: string;
}

/** Reads a requirement; undefined for what is none. */
export function readRequirement(text: string): Requirement | undefined {
  const [specification = '', ...markers] = text.split(';');
  const marker = markers.join(';').trim();
  const match = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?\s*(?:@\s*(\S.*)|\(?([^)]*)\)?)?\s*$/u.exec(specification);
  if (!match) return undefined;
  const [, name = '', extras, url, rawConstraint = ''] = match;
  const constraint = rawConstraint.replaceAll(/\s/gu, '');
  if (constraint !== '' && !/^((===?|~=|!=|<=?|>=?)[\w.*+!-]+,?)+$/u.test(constraint)) return undefined;
  const version = /^===?([\w.+!-]+)$/u.exec(constraint)?.[1];
  const listed = extras?.replaceAll(/\s/gu, '');
  return {
    name: normalPackageName(name) + (listed === undefined || listed === '' ? '' : `[${listed}]`),
    ...(version !== undefined && { version }),
    ...(version === undefined && constraint !== '' && { constraint }),
    ...(url !== undefined && { url: url.trim() }),
    ...(marker !== '' && { marker }),
  };
}

/** The need that a requirement is. */
export function needOfRequirement(
  { name, version, constraint, url, marker }: Requirement,
  file: string,
  line: number,
): PackageNeed {
  return {
    name,
    ...(version !== undefined && { version }),
    ...(constraint !== undefined && { constraint }),
    ...(url !== undefined && { origin: { kind: 'url', reference: url } }),
    ...(marker !== undefined && { marker }),
    places: [{ file, line }],
  };
}
