/** What the editor can offer as a button beside an error. The user interface maps each to a command. */
export type ErrorAction =
  | 'selectConnection'
  | 'selectImage'
  | 'openSettings'
  | 'runDoctor'
  | 'runWithOptions'
  | 'showLog'
  | 'retry'
  | 'signIn'
  | 'createDockerfile'
  | 'buildWithOptions'
  | 'cleanUpImages';

/** Every failure a person may see has one of these codes; tests and the user interface tell errors apart by it. */
export type ErrorCode =
  | 'InterpreterNotFound'
  | 'SettingWrong'
  | 'UnsupportedScript'
  | 'ScriptNotFound'
  | 'FileChanged'
  | 'FolderUnreadable'
  | 'CodeFolderEmpty'
  | 'CodeFolderTooLarge'
  | 'CodeSymlinkEscapes'
  | 'InvalidArgument'
  | 'ImageRequired'
  | 'RoleRequired'
  | 'CredentialsMissing'
  | 'CredentialsExpired'
  | 'AccessDenied'
  | 'RegionUnknown'
  | 'NetworkUnreachable'
  | 'BucketMissing'
  | 'BucketNotOwned'
  | 'NotFound'
  | 'NameTaken'
  | 'Throttled'
  | 'LimitExceeded'
  | 'FileUnreadable'
  | 'DiskFull'
  | 'LocalServerFailed'
  | 'EngineMissing'
  | 'EngineStopped'
  | 'EngineNotPermitted'
  | 'EngineFailed'
  | 'ImageNotFound'
  | 'ImageInUse'
  | 'RepositoryNotEmpty'
  | 'RepositoryImmutable'
  | 'BuildFailed'
  | 'BaseImageUnavailable'
  | 'PlatformUnavailable'
  | 'DockerfileMissing'
  | 'PackagesNotInstalled'
  | 'WorkspaceUntrusted'
  | 'ServiceRefused'
  | 'Unexpected';

export interface AppErrorOptions {
  readonly cause?: unknown;
  readonly action?: ErrorAction;
  /** A notification has told of it: whoever was waiting says so where they wait, without another. */
  readonly isTold?: boolean;
}

/** An error whose message says what happened, why, and what to do. Cancelling is not an error: see `isAbort`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly action: ErrorAction | undefined;
  readonly isTold: boolean;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.action = options.action;
    this.isTold = options.isTold ?? false;
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}

/** True for what `AbortSignal` throws: the user cancelled, nothing went wrong. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The text of anything thrown, for a log or as the tail of a message. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
