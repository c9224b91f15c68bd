import { ServiceError } from '../../protocol/serviceError.ts';
import type { ObjectProperties, ObjectRecord } from '../../store/objects/record.ts';
import { quoted } from './answers.ts';
import { checksumHeader } from './integrity.ts';
import type { S3Request } from './operation.ts';
import { invalidArgument, notImplemented } from './refusals.ts';
import { readTagHeader } from './tags.ts';

/** Headers that are stored with an object and answered with it. */
const contentHeaders = [
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Type',
  'Expires',
];
const ownHeaders = ['x-amz-server-side-encryption', 'x-amz-storage-class', 'x-amz-website-redirect-location'];

/** What an operation that stores an object takes for `requestProperties`. */
export const propertyHeaders = [
  ...ownHeaders,
  ...['x-amz-meta-', 'x-amz-tagging', 'x-amz-server-side-encryption-bucket-key-enabled'],
];

const MAX_METADATA_BYTES = 2048;
/** Objects are stored and read alike in all of these; what must be restored before it is read is not offered. */
const storageClasses = [
  ...['STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'],
];
const archives = ['GLACIER', 'DEEP_ARCHIVE'];

/** What the request says about the object it stores. */
export function requestProperties(request: S3Request): ObjectProperties {
  const headers: Record<string, string> = { 'Content-Type': 'binary/octet-stream', ...requestOwnHeaders(request) };
  for (const name of contentHeaders) {
    const value = request.header(name.toLowerCase());
    const stored = name === 'Content-Encoding' ? withoutAwsChunked(value) : value;
    if (stored !== undefined && stored !== '') headers[name] = stored;
  }
  const metadata = request.headersFrom('x-amz-meta-');
  checkMetadata(metadata);
  return { headers, metadata, tags: readTagHeader(request.header('x-amz-tagging')) };
}

/** What the request says of storage class, encryption and redirect: these are never taken over from the source of a copy. */
export function requestOwnHeaders({ header }: S3Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of ownHeaders) {
    const value = header(name);
    if (value !== undefined && value !== '') headers[name] = value;
  }
  checkStorageClass(headers['x-amz-storage-class']);
  checkEncryption(headers['x-amz-server-side-encryption']);
  if (header('x-amz-server-side-encryption-bucket-key-enabled') === 'true')
    throw notImplemented('encryption with a key of AWS KMS');
  const redirect = headers['x-amz-website-redirect-location'];
  if (redirect !== undefined && !/^(\/|https?:\/\/)/.test(redirect)) {
    const message = 'The website redirect location must have a prefix of "http://" or "https://" or "/".';
    throw new ServiceError('InvalidRedirectLocation', message);
  }
  return headers;
}

/** Bytes of the names, without their prefix, and of the values. A header's characters are its bytes. */
function checkMetadata(metadata: Readonly<Record<string, string>>): void {
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size <= MAX_METADATA_BYTES) return;
  const message = 'Your metadata headers exceed the maximum allowed metadata size';
  const details = { Size: String(size), MaxSizeAllowed: String(MAX_METADATA_BYTES) };
  throw new ServiceError('MetadataTooLarge', message, 400, details);
}

function checkStorageClass(storageClass: string | undefined): void {
  if (storageClass === undefined || storageClasses.includes(storageClass)) return;
  if (archives.includes(storageClass)) throw notImplemented(`storage class ${storageClass}`);
  const details = { StorageClassRequested: storageClass };
  throw new ServiceError('InvalidStorageClass', 'The storage class you specified is not valid', 400, details);
}

/** S3 encrypts every object with keys of its own (`AES256`), which nobody sees; keys of others would have to be asked for. */
function checkEncryption(encryption: string | undefined): void {
  if (encryption === undefined || encryption === 'AES256') return;
  if (/^aws:(kms|kms:dsse|fsx)$/.test(encryption)) throw notImplemented('encryption with a key of AWS KMS');
  const message = 'The encryption method specified is not supported';
  throw invalidArgument(message, 'x-amz-server-side-encryption', encryption);
}

/** How the body was sent is not what the object is. */
function withoutAwsChunked(encoding: string | undefined): string | undefined {
  const encodings = encoding?.split(',').map((name) => name.trim());
  return encodings?.filter((name) => name !== 'aws-chunked').join(',');
}

/** Encryption, as every operation that stores an object echoes it. */
export function encryptionHeaders({ headers }: ObjectProperties): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('x-amz-server-side-encryption')),
  );
}

/** An object's headers, as GetObject and HeadObject answer them. */
export function objectHeaders({ etag, modified, properties }: ObjectRecord): Record<string, string> {
  const metadata = Object.entries(properties.metadata).map(([name, value]): [string, string] => [
    `x-amz-meta-${name}`,
    value,
  ]);
  const tags = Object.keys(properties.tags).length;
  const { 'x-amz-storage-class': storageClass = 'STANDARD', ...headers } = properties.headers;
  return {
    ...headers,
    ...(storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': storageClass }),
    ...Object.fromEntries(metadata),
    ...(tags === 0 ? {} : { 'x-amz-tagging-count': String(tags) }),
    ETag: quoted(etag),
    'Last-Modified': modified.toUTCString(),
    'Accept-Ranges': 'bytes',
  };
}

export function checksumHeaders({ checksum }: Pick<ObjectProperties, 'checksum'>): Record<string, string> {
  if (checksum === undefined) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}
