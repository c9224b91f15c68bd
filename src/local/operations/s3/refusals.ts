import { ServiceError } from '../../protocol/serviceError.ts';
import { checksumAlgorithms } from '../../store/objects/record.ts';
import type { S3Operation, S3Request } from './operation.ts';

/** About the request itself, not about what it asks for; looked at where the signature, the body and the owner are. */
const ofEveryRequest = new Set([
  ...['x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token', 'x-amz-user-agent', 'x-amz-request-payer'],
  ...['x-amz-decoded-content-length', 'x-amz-trailer', 'x-amz-te', 'x-amz-expected-bucket-owner'],
  ...['x-amz-sdk-checksum-algorithm', ...checksumAlgorithms.map((name) => `x-amz-checksum-${name.toLowerCase()}`)],
]);
const ofEveryUrl = new Set([
  ...['x-amz-algorithm', 'x-amz-credential', 'x-amz-signature', 'x-amz-signedheaders', 'x-amz-expires'],
  ...['awsaccesskeyid', 'signature', 'expires'],
]);

/**
 * Refuses a request that asks for more than its operation does: a header of AWS's or a condition that it does not act upon, a
 * query parameter that asks for something else. AWS ignores parameters that begin with `x-`, and so does this.
 */
export function refuseOthers(request: S3Request, { name, parameter, withHeader, takes = [] }: S3Operation): void {
  const taken = new Set([...takes, parameter?.toLowerCase(), withHeader]);
  const isTaken = (asked: string): boolean =>
    taken.has(asked) || ofEveryRequest.has(asked) || (asked.startsWith('x-amz-meta-') && taken.has('x-amz-meta-'));
  const header = request.headerNames.find((asked) => /^(x-amz-|if-)/.test(asked) && !isTaken(asked));
  const query = request.queryNames.find(
    (asked) => (asked.startsWith('x-amz-') || !asked.startsWith('x-')) && !isTaken(asked) && !ofEveryUrl.has(asked),
  );
  const asked = header ?? query;
  if (asked !== undefined) throw notImplemented(`${name} with ${asked}`);
}

export function notImplemented(what: string): ServiceError {
  const message = `A header or query you provided implies functionality that is not implemented by Local SageMaker: ${what}`;
  return new ServiceError('NotImplemented', message, 501);
}

export function invalidArgument(message: string, name: string, value: string): ServiceError {
  return new ServiceError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });
}
