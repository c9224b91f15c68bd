import type { Answer } from '../../protocol/exchange.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { S3Store } from '../../store/objects/index.ts';
import { isMultipart, type ObjectRecord } from '../../store/objects/record.ts';
import { quoted } from './answers.ts';
import { checkReadConditions, readConditionHeaders } from './conditions.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { partNumber } from './partNumber.ts';
import { checksumHeaders, objectHeaders } from './properties.ts';
import { readRange, type ByteRange } from './range.ts';
import { requestVersion, versionHeader } from './versions.ts';

/** Headers of the answer that a query parameter replaces, as presigned links for browsers do. */
const overridable = [
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Type',
  'Expires',
];

const takes = [
  ...['versionid', 'partnumber', 'x-amz-checksum-mode', 'if-range', ...readConditionHeaders],
  ...overridable.map((name) => `response-${name.toLowerCase()}`),
];

export const headObject: S3Operation = {
  name: 'HeadObject',
  method: 'HEAD',
  on: 'object',
  takes,
  run: (request, store) => {
    const object = store.objects.get(request.bucket, request.key, requestVersion(request));
    return describe(request, object, store).answer;
  },
};

export const getObject: S3Operation = {
  name: 'GetObject',
  method: 'GET',
  on: 'object',
  takes,
  run: (request, store) => {
    const object = store.objects.get(request.bucket, request.key, requestVersion(request));
    const { answer, range } = describe(request, object, store);
    return object.size === 0 ? answer : { ...answer, body: store.blobs.read(object.blobs, range.start, range.end) };
  },
};

function describe(request: S3Request, object: ObjectRecord, store: S3Store): { answer: Answer; range: ByteRange } {
  checkReadConditions(request, object);
  const partial = partRange(request, object) ?? askedRange(request, object);
  const range = partial ?? { start: 0, end: object.size - 1 };
  const whole = range.start === 0 && range.end === object.size - 1;
  const headers: Record<string, string> = {
    ...objectHeaders(object),
    ...versionHeader(store, object.bucket, object.version),
    ...(whole && request.header('x-amz-checksum-mode') === 'ENABLED' ? checksumHeaders(object.properties) : {}),
    'Content-Length': String(range.end - range.start + 1),
  };
  if (partial !== undefined) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${object.size}`;
  if (request.query('partNumber') !== undefined && isMultipart(object))
    headers['x-amz-mp-parts-count'] = String(object.blobs.length);
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

/** The range asked for, unless it was to be of another content than there is now. */
function askedRange({ header }: S3Request, { size, etag, modified }: ObjectRecord): ByteRange | undefined {
  const same = header('if-range');
  const isSame = same === undefined || same === quoted(etag) || Date.parse(same) === wholeSeconds(modified);
  return isSame ? readRange(header('range'), size) : undefined;
}

function wholeSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000) * 1000;
}

/** `partNumber` asks for the bytes of one part of a multipart upload. */
function partRange(request: S3Request, object: ObjectRecord): ByteRange | undefined {
  const text = request.query('partNumber');
  if (text === undefined) return undefined;
  if (request.header('range') !== undefined) {
    const message = 'Cannot specify both Range header and partNumber query parameter';
    throw new ServiceError('InvalidRequest', message);
  }
  // What was not uploaded in parts is one, whatever it was copied from.
  const parts = isMultipart(object) ? object.blobs : [object];
  const index = partNumber(request) - 1;
  const found = parts[index];
  if (found === undefined)
    throw new ServiceError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416);
  const start = parts.slice(0, index).reduce((sum, part) => sum + part.size, 0);
  return found.size === 0 ? undefined : { start, end: start + found.size - 1 };
}
