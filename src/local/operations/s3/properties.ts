import { ServiceError } from '../../protocol/serviceError.ts';
import type { ObjectProperties, ObjectRecord } from '../../store/objects/record.ts';
import { quoted } from './answers.ts';
import { checksumHeader } from './integrity.ts';
import type { S3Request } from './operation.ts';

/** Headers that are stored with an object and answered with it. */
const storedHeaders = [
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Type',
  'Expires',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
];

/** What the request says about the object it stores. */
export function requestProperties(request: S3Request): ObjectProperties {
  const customerKey = 'x-amz-server-side-encryption-customer-algorithm';
  if (request.header(customerKey) !== undefined) {
    throw new ServiceError(
      'NotImplemented',
      'Local SageMaker does not encrypt with keys of the customer (SSE-C).',
      501,
    );
  }
  const headers: Record<string, string> = { 'Content-Type': 'binary/octet-stream' };
  for (const name of storedHeaders) {
    const value = request.header(name.toLowerCase());
    const stored = name === 'Content-Encoding' ? withoutAwsChunked(value) : value;
    if (stored !== undefined && stored !== '') headers[name] = stored;
  }
  const tags = Object.fromEntries(new URLSearchParams(request.header('x-amz-tagging') ?? ''));
  return { headers, metadata: request.headersFrom('x-amz-meta-'), tags };
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
  return {
    ...properties.headers,
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
