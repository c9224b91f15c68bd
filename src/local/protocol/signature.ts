import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ALGORITHM, type Authorization } from './authorization.ts';
import { decode, header, type Exchange } from './exchange.ts';
import { isRegion } from './region.ts';
import { version2Text } from './signatureVersion2.ts';
import { SignatureError } from './signatureError.ts';

export interface AccessKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Expectation {
  readonly keys: AccessKeys;
  /** SigV4 service name, such as `sagemaker`. */
  readonly service: string;
  readonly now: Date;
}

const ALLOWED_SKEW_MS = 15 * 60 * 1000;

/**
 * Verifies what can be told before the body is there: the scope of the signature, its time, that every header is under it, and the signature
 * itself where the head names the body's hash. What fails here is answered without a byte of the body. Throws a `SignatureError`.
 */
export function verifyHead(exchange: Exchange, authorization: Authorization, expected: Expectation): void {
  const declared = header(exchange, 'x-amz-content-sha256');
  if (declared !== undefined && /^[0-9a-f]{64}$/.test(declared))
    verifySignature(exchange, authorization, declared, expected);
  else checkHead(exchange, authorization, expected);
}

/**
 * Verifies a request's SigV4 signature over what came over the wire. `payloadHash` is the body's SHA-256 in hex, or the literal
 * that S3 signs in its stead. An SDK's signer cannot do this: it normalises a request before it signs, and other clients
 * normalise otherwise. Returns the signing key, which S3's chunk signatures need. Throws a `SignatureError`.
 */
export function verifySignature(
  exchange: Exchange,
  authorization: Authorization,
  payloadHash: string,
  expected: Expectation,
): Buffer {
  const { keys } = expected;
  if (authorization.version === 2) {
    verifyVersion2(exchange, authorization, expected);
    return Buffer.alloc(0);
  }
  checkHead(exchange, authorization, expected);
  const key = signingKey(keys.secretAccessKey, authorization);
  const canonical = canonicalRequest(exchange, authorization, payloadHash);
  const computed = sign(key, [ALGORITHM, authorization.date, authorization.scope, sha256(canonical)].join('\n'));
  checkEqual(computed, authorization.signature);
  return key;
}

function checkHead(exchange: Exchange, authorization: Authorization, expected: Expectation): void {
  if (authorization.version === 2 && expected.service !== 's3')
    throw new SignatureError('wrongScope', 'Signature version 2 is for S3 only.');
  checkScope(authorization, expected);
  checkSignedHeaders(exchange, authorization);
  checkTime(authorization, expected.now);
}

function checkEqual(computed: string, given: string): void {
  if (equal(computed, given)) return;
  const message =
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.';
  throw new SignatureError('mismatch', message);
}

function verifyVersion2(exchange: Exchange, authorization: Authorization, { keys, service, now }: Expectation): void {
  if (service !== 's3') throw new SignatureError('wrongScope', 'Signature version 2 is for S3 only.');
  const expires = authorization.expires ?? 0;
  const text = version2Text(exchange, expires);
  checkEqual(createHmac('sha1', keys.secretAccessKey).update(text).digest('base64'), authorization.signature);
  if (now.getTime() > expires * 1000) throw new SignatureError('expired', 'Request has expired');
}

function checkScope({ scopeDate, region, service, date }: Authorization, expected: Expectation): void {
  const wrong = (text: string) => new SignatureError('wrongScope', text);
  if (!isRegion(region)) throw wrong(`the region '${region}' is wrong; expecting one of AWS's`);
  if (service !== expected.service) throw wrong(`incorrect service "${service}"; expecting "${expected.service}"`);
  if (!date.startsWith(scopeDate))
    throw wrong(`the date in the credential, "${scopeDate}", is not that of the request`);
}

/** `host` and every `x-amz-` header must be under the signature: else somebody could add one to a presigned URL. */
function checkSignedHeaders(exchange: Exchange, authorization: Authorization): void {
  const signed = new Set(authorization.signedHeaders);
  const missing = Object.keys(exchange.request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signed.has(name),
  );
  if (missing.length > 0) {
    throw new SignatureError(
      'unsignedHeaders',
      `There were headers present in the request which were not signed: ${missing.join(', ')}`,
    );
  }
}

function checkTime({ date, presigned, expires }: Authorization, now: Date): void {
  const signedAt = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  const age = now.getTime() - signedAt;
  if (presigned && age > (expires ?? 0) * 1000) throw new SignatureError('expired', 'Request has expired');
  if (age < -ALLOWED_SKEW_MS || (!presigned && age > ALLOWED_SKEW_MS)) {
    throw new SignatureError('skewed', 'The difference between the request time and the current time is too large.');
  }
}

function canonicalRequest(exchange: Exchange, authorization: Authorization, payloadHash: string): string {
  return [
    exchange.method,
    canonicalPath(exchange.rawPath, authorization.service),
    exchange.query
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]): [string, string] => [encode(name), encode(value)])
      .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
      .map((pair) => pair.join('='))
      .join('&'),
    ...authorization.signedHeaders.map((name) => `${name}:${headerValue(exchange, name)}`),
    '',
    authorization.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** S3 encodes a path once and leaves `.`, `..` and `//` in it; every other service encodes what is sent once more. */
function canonicalPath(rawPath: string, service: string): string {
  const once = encode(decode(rawPath)).replaceAll('%2F', '/');
  return service === 's3' ? once : encode(once).replaceAll('%2F', '/');
}

function headerValue(exchange: Exchange, name: string): string {
  const values = name === 'host' ? [exchange.host] : (exchange.request.headersDistinct[name] ?? []);
  return values.map((value) => value.trim().replace(/\s+/g, ' ')).join(',');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The key that signatures of one day, region and service are made with. */
export function signingKey(
  secret: string,
  { scopeDate, region, service }: Pick<Authorization, 'scopeDate' | 'region' | 'service'>,
): Buffer {
  return [scopeDate, region, service, 'aws4_request'].reduce(
    (key: Buffer, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
}

export function sign(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Compares without telling by its time where two texts differ. */
export function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
