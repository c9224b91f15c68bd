import { randomBytes } from 'node:crypto';
import { ServiceError } from '../../protocol/serviceError.ts';

/** The version of what is stored while versioning is off or suspended. */
export const nullVersion = 'null';

const SEQUENCE_BYTES = 6;

/**
 * A new version id that nobody can guess. It begins with the row's id, so that a listing goes on behind a version also when that
 * was deleted meanwhile.
 */
export function newVersionId(row: number): string {
  const sequence = Buffer.alloc(SEQUENCE_BYTES);
  sequence.writeUIntBE(row, 0, SEQUENCE_BYTES);
  return Buffer.concat([sequence, randomBytes(18)]).toString('base64url');
}

/** The row that a version id was made for; undefined for the null version, whose id does not tell. */
export function rowOfVersion(version: string): number | undefined {
  return version === nullVersion ? undefined : Buffer.from(version, 'base64url').readUIntBE(0, SEQUENCE_BYTES);
}

/** Refuses what was never an id of a version: nothing must be done to another one in its place. */
export function checkVersionId(version: string): string {
  if (version === nullVersion || /^[\w-]{32}$/.test(version)) return version;
  const message = version === '' ? 'Version id cannot be the empty string' : 'Invalid version id specified';
  throw new ServiceError('InvalidArgument', message, 400, { ArgumentName: 'versionId', ArgumentValue: version });
}
