import * as l10n from '@vscode/l10n';
import { AppError, errorText, isAbort, isAppError, type ErrorAction, type ErrorCode } from '../../core/errors.ts';
import { awsRegions } from '../../core/aws/regions.ts';

/** What was asked, for a message. */
export interface AwsCallContext {
  /** Such as `sagemaker:ListTags`, as IAM policies write it. */
  readonly action: string;
  /** What it was about: a job's name, an `s3://` URI. */
  readonly resource?: string | undefined;
  readonly region: string;
  readonly profile: string | undefined;
}

interface Failure {
  readonly name: string;
  readonly message: string;
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  readonly attempts: number;
  /** Node's code of a system error, such as ECONNREFUSED. */
  readonly code: string;
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
]);
const expired = /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/u;
const badCredentials =
  /^(InvalidClientTokenId|InvalidToken|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationTokenException|AuthFailure)$/u;
const denied = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized|Forbidden|AllAccessDisabled)$/u;
const clockSkew = /^(RequestTimeTooSkewed|SignatureNotYetCurrent|RequestInTheFuture)$/u;
const wrongRegion = /^(PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/u;
const throttled =
  /^(Throttl\w*|TooManyRequests(Exception)?|RequestLimitExceeded|SlowDown|RequestThrottled(Exception)?)$/u;
const notFound =
  /^(NotFound|NoSuchKey|NoSuchUpload|NoSuchEntity(Exception)?|(Repository|Image|Scan)NotFoundException|ResourceNotFound(Exception)?)$/u;
const nameTaken = 'ResourceInUse';
const unknownJob = /could not find|does not exist|not found/iu;

/** The one place where an error of the SDK, of the network or of an AWS service becomes an error for a person. */
export function appErrorOf(error: unknown, context: AwsCallContext): unknown {
  if (isAppError(error) || isAbort(error)) return error;
  const failure = failureOf(error);
  const { code, message, action } = explain(failure, context);
  return new AppError(code, message, { cause: error, ...(action && { action }) });
}

/** True when nobody listens at the endpoint, or the listener went away before it answered. */
export function isRefusedConnection(error: unknown): boolean {
  const { code } = failureOf(error);
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE';
}

/** True for an answer that says the thing is not there. */
export function isNotFound(error: unknown): boolean {
  const { name, status } = failureOf(error);
  return status === 404 || notFound.test(name) || name === 'NoSuchBucket';
}

/** True for an answer that says there is a thing of this name. */
export function isNameTaken(error: unknown): boolean {
  return failureOf(error).name === nameTaken;
}

/** True for an `AppError` whose cause is that the server knows no such operation. */
export function isUnknownOperation(error: unknown): boolean {
  return isAppError(error) && failureOf(error.cause).name === 'UnknownOperationException';
}

/** How often the SDK sent the request before it gave this error. */
export function attemptsOf(error: unknown): number {
  return failureOf(error).attempts;
}

export function statusOf(error: unknown): number | undefined {
  return failureOf(error).status;
}

function failureOf(error: unknown): Failure {
  const found = { name: '', message: errorText(error), code: '', status: undefined as number | undefined, attempts: 1 };
  if (typeof error !== 'object' || error === null) return found;
  if ('name' in error) found.name = String(error.name);
  if ('code' in error) found.code = String(error.code);
  if ('$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null) {
    const { $metadata: metadata } = error;
    if ('httpStatusCode' in metadata && typeof metadata.httpStatusCode === 'number')
      found.status = metadata.httpStatusCode;
    if ('attempts' in metadata && typeof metadata.attempts === 'number') found.attempts = metadata.attempts;
  }
  return found;
}

interface Explanation {
  readonly code: ErrorCode;
  readonly message: string;
  readonly action?: ErrorAction;
}

function explain(failure: Failure, context: AwsCallContext): Explanation {
  return credentials(failure, context) ?? network(failure, context) ?? answer(failure, context);
}

function credentials({ name, message }: Failure, { profile }: AwsCallContext): Explanation | undefined {
  const who = profile ?? 'default';
  const isProvider = /(Credentials|Token)ProviderError$/u.test(name);
  if (expired.test(name) || (isProvider && /expired|sso session|refresh/iu.test(message))) {
    return {
      code: 'CredentialsExpired',
      message: l10n.t(
        'The credentials of the AWS profile {0} have expired. Sign in again: aws sso login --profile {0}, or renew its keys.',
        who,
      ),
      action: 'signIn',
    };
  }
  if (isProvider) {
    return {
      code: 'CredentialsMissing',
      message: l10n.t(
        'The AWS profile {0} has no usable credentials ({1}). Set it up with: aws configure --profile {0}, or choose another connection.',
        who,
        message,
      ),
      action: 'selectConnection',
    };
  }
  if (badCredentials.test(name)) {
    return {
      code: 'CredentialsMissing',
      message: l10n.t(
        'AWS refused the keys of the profile {0} ({1}). They may be deleted, mistyped, or of another partition; renew them or choose another connection.',
        who,
        name,
      ),
      action: 'selectConnection',
    };
  }
  return undefined;
}

function network({ code, message, name }: Failure, { region }: AwsCallContext): Explanation | undefined {
  const isTimeout = name === 'TimeoutError';
  if (!networkCodes.has(code) && !isTimeout) return undefined;
  if (code === 'ENOTFOUND' && !awsRegions.some((known) => known.name === region)) {
    return {
      code: 'RegionUnknown',
      message: l10n.t(
        'There is no AWS region {0} that this machine can find. Choose a region such as us-east-1.',
        region,
      ),
      action: 'selectConnection',
    };
  }
  return {
    code: 'NetworkUnreachable',
    message: l10n.t(
      'AWS in {0} cannot be reached ({1}). Check the network, a proxy or VPN, and try again.',
      region,
      code || message,
    ),
    action: 'retry',
  };
}

function answer(failure: Failure, context: AwsCallContext): Explanation {
  const { name, status, message } = failure;
  const about = context.resource ?? context.region;
  if (name === 'NoSuchBucket') {
    return {
      code: 'BucketMissing',
      message: l10n.t(
        'The bucket of {0} does not exist. Choose the connection again to make it, or choose another bucket.',
        about,
      ),
      action: 'selectConnection',
    };
  }
  if (clockSkew.test(name)) {
    return {
      code: 'CredentialsMissing',
      message: l10n.t(
        'AWS refused {0}: the clock of this machine is wrong ({1}). Set it right and try again.',
        context.action,
        name,
      ),
      action: 'retry',
    };
  }
  if (name === 'OptInRequired') {
    return {
      code: 'RegionUnknown',
      message: l10n.t(
        'The AWS account may not use {0} in the region {1}: {2} Choose another region, or have it enabled.',
        context.action,
        context.region,
        sentence(message),
      ),
      action: 'selectConnection',
    };
  }
  if (wrongRegion.test(name)) {
    return {
      code: 'ServiceRefused',
      message: l10n.t(
        '{0} lies in another region than {1}. Choose a bucket of the connection’s own region.',
        about,
        context.region,
      ),
      action: 'selectConnection',
    };
  }
  if (denied.test(name) || status === 403) return accessDenied(message, context);
  if (throttled.test(name) || status === 429) {
    return {
      code: 'Throttled',
      message: l10n.t(
        'AWS answers {0} more slowly than it is asked ({1}). Wait a little and try again.',
        context.action,
        name,
      ),
      action: 'retry',
    };
  }
  if (name === 'ResourceLimitExceeded') {
    return {
      code: 'LimitExceeded',
      message: l10n.t(
        'A limit of the AWS account is reached: {0} Choose another instance type, or ask for more in Service Quotas.',
        message,
      ),
      action: 'runWithOptions',
    };
  }
  if (name === 'LimitExceededException') {
    return {
      code: 'LimitExceeded',
      message: l10n.t('A limit of the AWS account is reached: {0} Ask for more in Service Quotas.', sentence(message)),
    };
  }
  if (name === 'RepositoryNotEmptyException') {
    return {
      code: 'RepositoryNotEmpty',
      message: l10n.t('The repository {0} still holds images. Delete them first, or the repository with them.', about),
    };
  }
  if (name === 'RepositoryAlreadyExistsException') {
    return {
      code: 'NameTaken',
      message: l10n.t('There is a repository {0} in {1} already. Choose another name.', about, context.region),
    };
  }
  if (name === nameTaken) {
    return {
      code: 'NameTaken',
      message: l10n.t('{0} exists already in {1}. Choose another name.', about, context.region),
      action: 'runWithOptions',
    };
  }
  if (status === 507 || /no space left|ENOSPC/iu.test(`${message} ${failure.code}`)) {
    return {
      code: 'DiskFull',
      message: l10n.t('The disk is full: {0} could not be written. Free some space and try again.', about),
    };
  }
  if (isNotFoundAnswer(failure)) {
    return { code: 'NotFound', message: l10n.t('{0} does not exist in {1}, or no longer.', about, context.region) };
  }
  if (status !== undefined && status < 500) {
    return {
      code: 'ServiceRefused',
      message: l10n.t('AWS refused {0}: {1}', context.action, sentence(message)),
      action: 'runWithOptions',
    };
  }
  if (status !== undefined) {
    return {
      code: 'ServiceRefused',
      message: l10n.t('{0} failed ({1}): {2} Try again.', context.action, name, sentence(message)),
      action: 'retry',
    };
  }
  return { code: 'Unexpected', message: l10n.t('{0} failed: {1}', context.action, message) };
}

function isNotFoundAnswer({ name, status, message }: Failure): boolean {
  return status === 404 || notFound.test(name) || (name === 'ValidationException' && unknownJob.test(message));
}

/** AWS's own text names the action and the resource; without it (a HEAD request has no body) the call does. */
function accessDenied(message: string, { action, resource, region, profile }: AwsCallContext): Explanation {
  const named = /not authorized to perform: (\S+)(?: on resource: (\S+))?/u.exec(message);
  return {
    code: 'AccessDenied',
    message: l10n.t(
      'The AWS profile {0} may not do {1} on {2}. Ask your administrator for that permission, or choose another connection.',
      profile ?? 'default',
      named?.[1] ?? action,
      named?.[2] ?? resource ?? region,
    ),
    action: 'selectConnection',
  };
}

function sentence(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}
