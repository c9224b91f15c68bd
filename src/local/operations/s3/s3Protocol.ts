import { bucketInHost } from '../../protocol/awsHosts.ts';
import { diskFull } from '../../protocol/diskFull.ts';
import { decode, header, queryValue, type Answer, type Exchange } from '../../protocol/exchange.ts';
import type { Call, Protocol } from '../../protocol/protocol.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { verifySignature } from '../../protocol/signature.ts';
import { SignatureError, type SignatureProblem } from '../../protocol/signatureError.ts';
import { optional, xmlDocument, type Xml } from '../../protocol/xml.ts';
import { ObjectError } from '../../store/objects/errors.ts';
import type { S3Store } from '../../store/objects/index.ts';
import { declaredPayload, openBody } from './body.ts';
import type { S3Request } from './operation.ts';
import { notImplemented, refuseOthers } from './refusals.ts';
import { findOperation } from './router.ts';

const signatureErrors: Readonly<Record<SignatureProblem, readonly [code: string, status: number]>> = {
  missing: ['AccessDenied', 403],
  malformed: ['AuthorizationHeaderMalformed', 400],
  wrongScope: ['AuthorizationHeaderMalformed', 400],
  unknownKey: ['InvalidAccessKeyId', 403],
  invalidToken: ['InvalidToken', 400],
  expiredToken: ['ExpiredToken', 400],
  mismatch: ['SignatureDoesNotMatch', 403],
  skewed: ['RequestTimeTooSkewed', 403],
  expired: ['AccessDenied', 403],
  unsignedHeaders: ['AccessDenied', 403],
};

/** What is in the query of a presigned URL, and was never a header. */
const notHeaders = new Set([
  ...['x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-expires', 'x-amz-signedheaders', 'x-amz-signature'],
  ...['x-amz-content-sha256', 'x-amz-security-token'],
]);

/** S3's REST protocol; the bucket is in the path, or in a host of AWS's. */
export class S3Protocol implements Protocol {
  readonly #store: S3Store;

  constructor(store: S3Store) {
    this.#store = store;
  }

  async serve(call: Call): Promise<Answer> {
    const { exchange, authorization, context, keys } = call;
    const declared = declaredPayload(exchange, authorization.presigned);
    const expected = { keys, service: 's3', now: context.now };
    const signingKey = verifySignature(exchange, authorization, declared, expected);
    const [bucket, key] = readTarget(exchange);
    const headers = requestHeaders(exchange, authorization.presigned);
    const request: S3Request = {
      bucket,
      key,
      context,
      body: openBody(call, declared, signingKey),
      header: (name) => headers.get(name),
      headersFrom: (prefix) => {
        const matching = [...headers].filter(([name]) => name.startsWith(prefix));
        return Object.fromEntries(matching.map(([name, value]) => [name.slice(prefix.length), value]));
      },
      query: (name) => queryValue(exchange, name),
      headerNames: [...headers.keys()],
      queryNames: exchange.query.map(([name]) => name.toLowerCase()).filter((name) => !headers.has(name)),
    };
    checkOwner(request);
    const operation = findOperation(exchange, request);
    refuseOthers(request, operation);
    return operation.run(request, this.#store);
  }

  failure(error: unknown, exchange: Exchange): Answer {
    const { code, message, status, details } = toServiceError(error);
    const more = error instanceof ObjectError ? error.headers : {};
    if (exchange.method === 'HEAD' || status === 304) return { status, headers: more };
    const headers = { 'Content-Type': 'application/xml', ...more };
    const children: (Xml | undefined)[] = [
      ['Code', code],
      ['Message', message],
      ...Object.entries(details),
      optional('Resource', decodeForDisplay(exchange.rawPath)),
      ['RequestId', exchange.requestId],
    ];
    return { status, headers, body: xmlDocument(['Error', children]) };
  }
}

/** `/bucket/key`, or `/key` where the host names the bucket. A key is everything after the slash, whatever it looks like. */
function readTarget({ host, rawPath }: Exchange): [bucket: string, key: string] {
  const path = decode(rawPath).slice(1);
  const inHost = bucketInHost(host);
  if (inHost === undefined) throw notImplemented(`the host ${host}`);
  if (inHost !== '') return [inHost, path];
  const slash = path.indexOf('/');
  return slash < 0 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
}

/** Whoever presigns a URL moves headers of AWS's into its query, where they mean the same. */
function requestHeaders(exchange: Exchange, presigned: boolean): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const moved = exchange.query.map(([name, value]) => [name.toLowerCase(), value] as const);
  // SDKs put the checksum of no body at all into a URL, made before there was one.
  const isHeader = (name: string) =>
    name.startsWith('x-amz-') && !notHeaders.has(name) && !/^x-amz-(sdk-)?checksum-(?!mode|type)/.test(name);
  if (presigned) for (const [name, value] of moved) if (isHeader(name)) headers.set(name, value);
  for (const name of Object.keys(exchange.request.headers)) headers.set(name, header(exchange, name) ?? '');
  return headers;
}

function checkOwner({ header, context }: S3Request): void {
  for (const name of ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner']) {
    const owner = header(name);
    if (owner !== undefined && owner !== context.accountId)
      throw new ServiceError('AccessDenied', 'Access Denied', 403);
  }
}

function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof SignatureError) {
    const [code, status] = signatureErrors[error.problem];
    return new ServiceError(code, error.message, status);
  }
  const internal = new ServiceError('InternalError', 'We encountered an internal error. Please try again.', 500);
  return diskFull(error, internal.code) ?? internal;
}

function decodeForDisplay(rawPath: string): string {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return rawPath;
  }
}
