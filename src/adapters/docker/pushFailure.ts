import * as l10n from '@vscode/l10n';
import { AppError, type AppErrorOptions, type ErrorCode } from '../../core/errors.ts';
import { engineDiskFull } from './engineErrors.ts';

const immutable = /\b(?:is|are|as) immutable\b|ImageTagAlreadyExists|cannot be overwritten/iu;
const forbidden = /not authorized to perform/iu;
const absent = /repository .*does not exist|name unknown|NAME_UNKNOWN/iu;
const serverStatus = /http status:? 5\d\d\b|status code:? 5\d\d\b|\b5\d\d (?:internal|bad gateway|service|gateway)/iu;
const network =
  /connection reset|broken pipe|\bEOF\b|i\/o timeout|no such host|network is unreachable|no route to host|connection refused|tls handshake|dial tcp|request canceled|use of closed|timeout|timed out/iu;
/** A status stands where statuses do: `401` may be part of an account, a port or a digest. */
const expired =
  /token has expired|\bunauthorized\b|no basic auth credentials|authentication required|\b(?:http status|status code|status):? 401\b/iu;
const denied = /\bdenied\b|\bforbidden\b|\b(?:http status|status code|status):? 403\b/iu;
const server = /\bunknown: |internal server error/iu;
const diskFull = /no space left on device/iu;
/** The engine's own end of the line, and no registry's. */
const engineGone = /docker daemon|\.sock/iu;

type Reason = Extract<
  ErrorCode,
  | 'CredentialsExpired'
  | 'RepositoryImmutable'
  | 'AccessDenied'
  | 'NotFound'
  | 'NetworkUnreachable'
  | 'ServiceRefused'
  | 'DiskFull'
>;

/** In the order that they are tried: what names its reason first, then the network, whose addresses hold any digits. */
const reasons: readonly (readonly [RegExp, Reason])[] = [
  [immutable, 'RepositoryImmutable'],
  [forbidden, 'AccessDenied'],
  [absent, 'NotFound'],
  [serverStatus, 'ServiceRefused'],
  [network, 'NetworkUnreachable'],
  [expired, 'CredentialsExpired'],
  [denied, 'AccessDenied'],
  [server, 'ServiceRefused'],
  [diskFull, 'DiskFull'],
];

/** Why a push failed, as registries say it. Undefined when the engine itself is what failed, or nothing is known of the reason. */
export function pushFailure(engine: string, reference: string, said: string): AppError | undefined {
  // Names are the user's, and mean nothing here.
  const plain = said.replaceAll(reference, '').replaceAll(reference.replace(/:[^/:]*$/u, ''), '');
  if (engineGone.test(plain)) return undefined;
  const reason = reasons.find(([pattern]) => pattern.test(plain))?.[1];
  if (reason === undefined) return undefined;
  return reason === 'DiskFull'
    ? engineDiskFull(engine, said)
    : new AppError(reason, messages[reason](reference, said, engine), actions[reason]);
}

/** What passes, or passes with a new login, is worth another try. */
const actions: Readonly<Partial<Record<Reason, AppErrorOptions>>> = {
  RepositoryImmutable: { action: 'buildWithOptions' },
  NetworkUnreachable: { action: 'retry' },
  CredentialsExpired: { action: 'retry' },
  ServiceRefused: { action: 'retry' },
};

type Message = (reference: string, said: string, engine: string) => string;

const messages: Record<Exclude<Reason, 'DiskFull'>, Message> = {
  RepositoryImmutable: (reference, said) =>
    l10n.t(
      'The repository of {0} is immutable: a tag there stays with its image. Give this one a tag of its own: Build Image with Options… → Tags (in a folder under git, a commit does). It said: {1}',
      reference,
      said,
    ),
  NotFound: (reference, said) => l10n.t('The repository of {0} is not there any more. It said: {1}', reference, said),
  CredentialsExpired: (reference, said) =>
    l10n.t(
      'The registry no longer took the login while {0} was pushed. Build again: layers that arrived are kept. It said: {1}',
      reference,
      said,
    ),
  AccessDenied: (reference, said) =>
    l10n.t(
      'You may not push to {0}. Ask who administers the account for ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:BatchCheckLayerAvailability and ecr:PutImage on it. It said: {1}',
      reference,
      said,
    ),
  ServiceRefused: (reference, said) =>
    l10n.t(
      'The registry failed while {0} was pushed. Try again: layers that arrived are kept. It said: {1}',
      reference,
      said,
    ),
  NetworkUnreachable: (reference, said, engine) =>
    l10n.t(
      'The network was lost while {0} was pushed, also after {1} tried again. Build again once it is back: layers that arrived are kept. It said: {2}',
      reference,
      engine,
      said,
    ),
};
