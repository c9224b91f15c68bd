import * as l10n from '@vscode/l10n';
import { AppError } from '../../core/errors.ts';
import type { ProcessResult } from '../../core/ports/processRunner.ts';
import { unlimited, type EngineCommand } from './engineCommand.ts';
import { engineDiskFull } from './engineErrors.ts';

export function pushImage(engine: string, reference: string): EngineCommand<void> {
  return {
    limit: unlimited,
    args: ['image', 'push', reference],
    hasTerminal: true,
    parse: () => undefined,
    explain: ({ stdout, stderr }) => explainPush(engine, reference, lastWords({ stdout, stderr })),
  };
}

export function pullImage(reference: string): EngineCommand<void> {
  return { limit: unlimited, args: ['image', 'pull', reference], hasTerminal: true, parse: () => undefined };
}

const expired = /token has expired|unauthorized|no basic auth credentials|authentication required|401/iu;
const immutable = /immutable/iu;
const denied = /not authorized to perform|requested access to the resource is denied|denied|403/iu;
const absent = /repository .*does not exist|name unknown|NAME_UNKNOWN/iu;
const network =
  /connection reset|broken pipe|\bEOF\b|i\/o timeout|no such host|network is unreachable|no route to host|connection refused|tls handshake|dial tcp|request canceled|use of closed|timeout/iu;
const server = /unexpected http status: 5\d\d|unknown: |internal server error|5\d\d /iu;
/** The engine's own end of the line, and no registry's. */
const engineGone = /docker daemon|\.sock/iu;

/** Why a push failed, as registries say it. Undefined when the engine itself is what failed. */
function explainPush(engine: string, reference: string, said: string): AppError | undefined {
  if (engineGone.test(said)) return undefined;
  const [code, message] = reason(engine, reference, said);
  if (code === undefined) return undefined;
  return code === 'DiskFull' ? engineDiskFull(engine, said) : new AppError(code, message);
}

type Reason =
  | readonly [
      (
        | 'CredentialsExpired'
        | 'RepositoryImmutable'
        | 'AccessDenied'
        | 'NotFound'
        | 'NetworkUnreachable'
        | 'ServiceRefused'
        | 'DiskFull'
      ),
      string,
    ]
  | readonly [undefined, ''];

function reason(engine: string, reference: string, said: string): Reason {
  if (immutable.test(said)) return ['RepositoryImmutable', immutableText(reference, said)];
  if (absent.test(said)) {
    return ['NotFound', l10n.t('The repository of {0} is not there any more. It said: {1}', reference, said)];
  }
  if (expired.test(said)) {
    return [
      'CredentialsExpired',
      l10n.t(
        'The registry no longer took the login while {0} was pushed. Build again: layers that arrived are kept. It said: {1}',
        reference,
        said,
      ),
    ];
  }
  if (denied.test(said)) {
    return [
      'AccessDenied',
      l10n.t(
        'You may not push to {0}. Ask who administers the account for ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:BatchCheckLayerAvailability and ecr:PutImage on it. It said: {1}',
        reference,
        said,
      ),
    ];
  }
  if (server.test(said)) {
    return [
      'ServiceRefused',
      l10n.t(
        'The registry failed while {0} was pushed. Try again: layers that arrived are kept. It said: {1}',
        reference,
        said,
      ),
    ];
  }
  if (network.test(said)) {
    return [
      'NetworkUnreachable',
      l10n.t(
        'The network was lost while {0} was pushed, also after {1} tried again. Build again once it is back: layers that arrived are kept. It said: {2}',
        reference,
        engine,
        said,
      ),
    ];
  }
  return /no space left on device/iu.test(said) ? ['DiskFull', ''] : [undefined, ''];
}

function immutableText(reference: string, said: string): string {
  return l10n.t(
    'The repository of {0} is immutable: a tag there stays with its image. Commit your changes, so that the image gets a tag of its own, or name one. It said: {1}',
    reference,
    said,
  );
}

/** Without the drawing of a terminal. */
function lastWords({ stdout, stderr }: Pick<ProcessResult, 'stdout' | 'stderr'>): string {
  // eslint-disable-next-line no-control-regex -- What moves a terminal's cursor begins with the control character ESC.
  const plain = `${stdout}\n${stderr}`.replaceAll(/\u001B\[[0-9;?]*[A-Za-z]/gu, '').replaceAll('\r', '\n');
  return plain.trim().split('\n').at(-1)?.trim() ?? '';
}
