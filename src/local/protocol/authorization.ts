import { header, queryValue, type Exchange } from './exchange.ts';
import { SignatureError } from './signatureError.ts';

/** In a URL that was presigned by signature version 2, which signs it as the header that it stands for. */
export const securityToken = 'x-amz-security-token';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What a request says about its signature, in the Authorization header or in the query of a presigned URL. */
export interface Authorization {
  /** Version 2 is S3's older way to presign a URL, which the AWS CLI and boto3 still take by default in some regions. */
  readonly version: 2 | 4;
  readonly presigned: boolean;
  readonly accessKeyId: string;
  /** What comes with keys that end: of a session, or of a job. */
  readonly sessionToken: string | undefined;
  /** Credential scope: `yyyymmdd/region/service/aws4_request`. */
  readonly scope: string;
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  /** `yyyymmddThhmmssZ`. */
  readonly date: string;
  /** Seconds a presigned URL stays valid; in version 2, when it ends, in seconds since 1970. */
  readonly expires: number | undefined;
  /** Lower case, as listed. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Reads the request's authorization, not yet verified; undefined when it has none. Throws a `SignatureError` `malformed`. */
export function readAuthorization(exchange: Exchange): Authorization | undefined {
  if (queryValue(exchange, 'X-Amz-Algorithm') !== undefined) return readPresigned(exchange);
  if (queryValue(exchange, 'AWSAccessKeyId') !== undefined) return readVersion2(exchange);
  const text = header(exchange, 'authorization');
  if (text === undefined) return undefined;
  if (!text.startsWith(`${ALGORITHM} `)) {
    throw new SignatureError('malformed', `Unsupported Authorization Type: only ${ALGORITHM} is accepted.`);
  }
  const fields = new Map(
    text
      .slice(ALGORITHM.length + 1)
      .split(',')
      .map((field): [string, string] => {
        const [name = '', ...rest] = field.trim().split('=');
        return [name, rest.join('=')];
      }),
  );
  return parse({
    presigned: false,
    sessionToken: header(exchange, 'x-amz-security-token'),
    credential: fields.get('Credential'),
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    date: header(exchange, 'x-amz-date'),
    expires: undefined,
  });
}

function readPresigned(exchange: Exchange): Authorization {
  if (queryValue(exchange, 'X-Amz-Algorithm') !== ALGORITHM) {
    throw new SignatureError('malformed', `X-Amz-Algorithm only supports "${ALGORITHM}"`);
  }
  const expires = Number(queryValue(exchange, 'X-Amz-Expires') ?? NaN);
  if (!Number.isInteger(expires) || expires < 0 || expires > 604_800) {
    throw new SignatureError('malformed', 'X-Amz-Expires must be a number of seconds between 0 and 604800');
  }
  return parse({
    presigned: true,
    sessionToken: queryValue(exchange, 'X-Amz-Security-Token'),
    credential: queryValue(exchange, 'X-Amz-Credential'),
    signedHeaders: queryValue(exchange, 'X-Amz-SignedHeaders'),
    signature: queryValue(exchange, 'X-Amz-Signature'),
    date: queryValue(exchange, 'X-Amz-Date'),
    expires,
  });
}

function readVersion2(exchange: Exchange): Authorization {
  const expires = Number(queryValue(exchange, 'Expires') ?? NaN);
  if (!Number.isSafeInteger(expires))
    throw new SignatureError('malformed', 'Expires must be a time in seconds since 1970');
  return {
    ...{ version: 2, presigned: true, service: 's3', expires },
    accessKeyId: queryValue(exchange, 'AWSAccessKeyId') ?? '',
    sessionToken: queryValue(exchange, securityToken),
    signature: queryValue(exchange, 'Signature') ?? '',
    ...{ scope: '', scopeDate: '', region: '', date: '', signedHeaders: [] },
  };
}

interface Fields {
  readonly presigned: boolean;
  readonly sessionToken: string | undefined;
  readonly credential: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly signature: string | undefined;
  readonly date: string | undefined;
  readonly expires: number | undefined;
}

function parse(fields: Fields): Authorization {
  const [accessKeyId, scopeDate, region, service, terminator, ...more] = (fields.credential ?? '').split('/');
  if (!accessKeyId || !scopeDate || !region || !service || terminator !== 'aws4_request' || more.length > 0) {
    throw new SignatureError(
      'malformed',
      'The authorization is malformed; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  if (!fields.date || !/^\d{8}T\d{6}Z$/.test(fields.date)) {
    throw new SignatureError(
      'malformed',
      'The request must contain a valid "X-Amz-Date", in the form yyyymmddThhmmssZ.',
    );
  }
  if (!fields.signedHeaders || !fields.signature) {
    throw new SignatureError('malformed', "Authorization requires 'SignedHeaders' and 'Signature' parameters.");
  }
  return {
    version: 4,
    presigned: fields.presigned,
    sessionToken: fields.sessionToken,
    accessKeyId,
    scope: [scopeDate, region, service, terminator].join('/'),
    scopeDate,
    region,
    service,
    date: fields.date,
    expires: fields.expires,
    signedHeaders: fields.signedHeaders.split(';'),
    signature: fields.signature,
  };
}
