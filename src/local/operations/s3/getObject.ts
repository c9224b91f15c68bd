import type { Answer } from '../../protocol/exchange.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { ObjectRecord } from '../../store/objects/record.ts';
import { checkReadConditions } from './conditions.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { checksumHeaders, objectHeaders } from './properties.ts';
import { readRange, type ByteRange } from './range.ts';

/** Headers of the answer that a query parameter replaces, as presigned links for browsers do. */
const overridable = [
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Type',
  'Expires',
];

export const headObject: S3Operation = {
  name: 'HeadObject',
  method: 'HEAD',
  on: 'object',
  run: (request, { objects }) => describe(request, objects.get(request.bucket, request.key)).answer,
};

export const getObject: S3Operation = {
  name: 'GetObject',
  method: 'GET',
  on: 'object',
  run: (request, { objects, blobs }) => {
    const object = objects.get(request.bucket, request.key);
    const { answer, range } = describe(request, object);
    return object.size === 0 ? answer : { ...answer, body: blobs.read(object.blobs, range.start, range.end) };
  },
};

function describe(request: S3Request, object: ObjectRecord): { answer: Answer; range: ByteRange } {
  checkReadConditions(request, object);
  const partial = partRange(request, object) ?? readRange(request.header('range'), object.size);
  const range = partial ?? { start: 0, end: object.size - 1 };
  const whole = range.start === 0 && range.end === object.size - 1;
  const headers: Record<string, string> = {
    ...objectHeaders(object),
    ...(whole && request.header('x-amz-checksum-mode') === 'ENABLED' ? checksumHeaders(object.properties) : {}),
    'Content-Length': String(range.end - range.start + 1),
  };
  if (partial !== undefined) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${object.size}`;
  if (request.query('partNumber') !== undefined) headers['x-amz-mp-parts-count'] = String(object.blobs.length);
  for (const name of overridable) {
    const value = request.query(`response-${name.toLowerCase()}`);
    if (value !== undefined) headers[name] = checkedHeader(value);
  }
  return { answer: { status: partial === undefined ? 200 : 206, headers }, range };
}

function checkedHeader(value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new ServiceError('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.');
}

/** `partNumber` asks for the bytes of one part of a multipart upload. */
function partRange(request: S3Request, { blobs }: ObjectRecord): ByteRange | undefined {
  const text = request.query('partNumber');
  if (text === undefined) return undefined;
  const index = Number(text) - 1;
  const part = blobs[index];
  if (part === undefined)
    throw new ServiceError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416);
  const start = blobs.slice(0, index).reduce((sum, { size }) => sum + size, 0);
  return part.size === 0 ? undefined : { start, end: start + part.size - 1 };
}
