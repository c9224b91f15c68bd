import type { IncomingMessage } from 'node:http';

/** An error as a registry says it. */
export interface RegistryError {
  readonly status: number;
  /** The registry protocol's own code: `DENIED`, `NAME_UNKNOWN` … */
  readonly code: string;
  readonly message: string;
}

/** What stands between the engine and the registry: each may be set and taken away at any time. */
export interface RegistryFaults {
  /** Answers in the registry's place what it gives an error for; `drop` breaks the connection. */
  refuse?: ((request: IncomingMessage) => RegistryError | 'drop' | undefined) | undefined;
  /** Breaks that many of the uploads that come, after so many bytes. */
  cutUploads?: { times: number; readonly afterBytes: number } | undefined;
}

/** Whether a request writes: a layer, a manifest. */
export const isPush = ({ method }: IncomingMessage): boolean =>
  method === 'POST' || method === 'PATCH' || method === 'PUT';

/** The tag that a request writes a manifest for. */
export const taggedBy = ({ method, url }: IncomingMessage): { repository: string; tag: string } | undefined => {
  const [, repository, tag] = /^\/v2\/(.+)\/manifests\/([^/?:]+)$/.exec(method === 'PUT' ? (url ?? '') : '') ?? [];
  return repository === undefined || tag === undefined ? undefined : { repository, tag };
};

/** The errors of ECR's own registry. */
export const ecrRefuses = {
  expired: {
    status: 403,
    code: 'DENIED',
    message: 'Your authorization token has expired. Reauthenticate and try again.',
  },
  immutable: (repository: string, tag: string): RegistryError => ({
    status: 400,
    code: 'TAG_INVALID',
    message: `The image tag '${tag}' already exists in the '${repository}' repository and cannot be overwritten because the tag is immutable.`,
  }),
  noRepository: (repository: string, account: string): RegistryError => ({
    status: 404,
    code: 'NAME_UNKNOWN',
    message: `The repository with name '${repository}' does not exist in the registry with id '${account}'`,
  }),
} as const;
