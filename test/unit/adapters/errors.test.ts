import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../src/adapters/aws/errors.ts';

const context = { action: 'sagemaker:CreateProcessingJob', resource: 'sim-1', region: 'eu-west-1', profile: 'study' };

function serviceError(name: string, status: number, message = 'text of the service'): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}
const systemError = (code: string): Error => Object.assign(new Error(`${code} somewhere`), { code });
const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

describe('an error of AWS', () => {
  it.each([
    [
      'no credentials',
      named('CredentialsProviderError', 'Could not load credentials from any providers'),
      'CredentialsMissing',
      'aws configure --profile study',
    ],
    [
      'an SSO session that ended',
      named('CredentialsProviderError', 'The SSO session associated with this profile has expired'),
      'CredentialsExpired',
      'aws sso login --profile study',
    ],
    ['expired keys', serviceError('ExpiredTokenException', 400), 'CredentialsExpired', 'have expired'],
    [
      'unknown keys',
      serviceError('UnrecognizedClientException', 400),
      'CredentialsMissing',
      'refused the keys of the profile study',
    ],
    ['a region that is none', systemError('ENOTFOUND'), 'NetworkUnreachable', 'eu-west-1 cannot be reached'],
    ['nobody there', systemError('ECONNREFUSED'), 'NetworkUnreachable', 'ECONNREFUSED'],
    ['too many calls', serviceError('ThrottlingException', 400), 'Throttled', 'more slowly'],
    [
      'a quota',
      serviceError('ResourceLimitExceeded', 400, 'The limit for ml.m5.xlarge is 0.'),
      'LimitExceeded',
      'The limit for ml.m5.xlarge is 0.',
    ],
    [
      'no such job',
      serviceError('ValidationException', 400, 'Could not find requested job with name: sim-1'),
      'NotFound',
      'sim-1 does not exist',
    ],
    ['no such bucket', serviceError('NoSuchBucket', 404), 'BucketMissing', 'Choose the connection again'],
    [
      'a name that is taken',
      serviceError('ResourceInUse', 400, 'Job name must be unique'),
      'NameTaken',
      'sim-1 exists already in eu-west-1',
    ],
    ['a wrong clock', serviceError('RequestTimeTooSkewed', 403), 'CredentialsMissing', 'clock of this machine'],
    ['a region that is not enabled', serviceError('OptInRequired', 403), 'RegionUnknown', 'have it enabled'],
    ['a bucket elsewhere', serviceError('PermanentRedirect', 301), 'ServiceRefused', 'another region than eu-west-1'],
    ['a fault of the service', serviceError('InternalFailure', 500), 'ServiceRefused', 'Try again'],
    ['something else', new TypeError('x is not a function'), 'Unexpected', 'x is not a function'],
  ])('%s: says what to do', (_, error, code, message) => {
    expect(appErrorOf(error, context)).toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
      cause: error,
    });
  });

  it('names the action and the resource that were denied', () => {
    const text =
      'User: arn:aws:iam::1:user/ada is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/r because';
    expect(appErrorOf(serviceError('AccessDeniedException', 400, text), context)).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('study may not do iam:PassRole on arn:aws:iam::1:role/r.') as string,
    });
    expect(
      appErrorOf(serviceError('Forbidden', 403, ''), { ...context, action: 's3:ListBucket', resource: 'mine' }),
    ).toMatchObject({
      message: expect.stringContaining('may not do s3:ListBucket on mine.') as string,
    });
  });

  it('tells an unknown region from a lost network', () => {
    expect(appErrorOf(systemError('ENOTFOUND'), { ...context, region: 'eu-west-9' })).toMatchObject({
      code: 'RegionUnknown',
    });
  });

  it('lets a cancellation pass', () => {
    const abort = new DOMException('stop', 'AbortError');
    expect(appErrorOf(abort, context)).toBe(abort);
  });
});
