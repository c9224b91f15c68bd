import { AppError } from '../errors.ts';
import * as l10n from '@vscode/l10n';

export interface S3Location {
  readonly bucket: string;
  /** May be empty: the whole bucket. Exactly as S3 has it, never percent-encoded. */
  readonly key: string;
}

const pattern = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/su;

export function isS3Uri(text: string): boolean {
  return /^s3:\/\//iu.test(text);
}

/** True for an S3 URI with a bucket: what `parseS3Uri` takes. */
export function isS3Place(text: string): boolean {
  return pattern.test(text);
}

/** Bucket and key of `s3://bucket/key`. Throws `InvalidArgument` for anything else. */
export function parseS3Uri(uri: string): S3Location {
  const match = pattern.exec(uri);
  if (match?.[1] === undefined) {
    throw new AppError('InvalidArgument', l10n.t('{0} is not an S3 URI. Write it as s3://bucket/folder/file.', uri));
  }
  return { bucket: match[1], key: match[2] ?? '' };
}

export function s3Uri(bucket: string, ...segments: readonly string[]): string {
  return `s3://${[bucket, ...segments].join('/')}`;
}

/** The uri as a prefix of what lies in it: with a trailing slash, so that `…/data` does not also mean `…/data-2`. */
export function asFolder(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}

/** Last segment of the key. */
export function s3BaseName(uri: string): string {
  return uri.replace(/\/+$/u, '').split('/').at(-1) ?? '';
}
