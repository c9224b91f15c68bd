import { AppError } from '../../../src/core/errors.ts';
import type { ImageRegistry, RegistryImage, Repository } from '../../../src/core/ports/imageRegistry.ts';
import { imageIdOf } from '../../../src/adapters/aws/ecrShapes.ts';
import type { Registry } from './registry.ts';

/** Amazon ECR as pushing sees it: repositories that are made, and logins; the images lie in a real registry. */
export interface RegistryDouble extends ImageRegistry {
  /** The repositories that there are. */
  readonly made: Map<string, Repository>;
  /** Logins that were given out. */
  logins: number;
  /** What may be done. */
  mayCreate: boolean;
}

const manifests = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
].join(', ');

export function registryDouble(registry: Registry): RegistryDouble {
  const made = new Map<string, Repository>();
  const find = async (repository: string, reference: string): Promise<RegistryImage | undefined> => {
    const answer = await registry.get(`/v2/${repository}/manifests/${reference}`, { accept: manifests });
    if (!answer.ok) return undefined;
    const tags = [];
    const list: unknown = await (await registry.get(`/v2/${repository}/tags/list`)).json();
    const digest = answer.headers.get('docker-content-digest') ?? '';
    for (const tag of tagsOf(list)) {
      const other = await registry.get(`/v2/${repository}/manifests/${tag}`, { accept: manifests });
      if (other.headers.get('docker-content-digest') === digest) tags.push(tag);
    }
    return { repository, digest, tags, size: undefined, pushed: undefined, scan: undefined };
  };
  return {
    isEngine: false,
    made,
    logins: 0,
    mayCreate: true,
    async *repositories() {
      await Promise.resolve();
      yield* made.values();
    },
    findRepository: (name) => Promise.resolve(made.get(name)),
    uriOf: (repository) => Promise.resolve(`${registry.host}/${repository}`),
    createRepository(name) {
      if (!this.mayCreate) {
        const said = `User: arn:aws:iam::123456789012:user/ann is not authorized to perform: ecr:CreateRepository on resource: ${name}`;
        return Promise.reject(new AppError('AccessDenied', said));
      }
      const repository: Repository = {
        name,
        arn: `arn:aws:ecr:eu-west-1:123456789012:repository/${name}`,
        uri: `${registry.host}/${name}`,
        created: new Date(),
        isImmutable: false,
        scansOnPush: true,
      };
      made.set(name, repository);
      return Promise.resolve(repository);
    },
    deleteRepository: () => Promise.resolve(),
    async *images() {
      await Promise.resolve();
      yield* [];
    },
    findImage: find,
    async imageId(repository, digest) {
      const answer = await registry.get(`/v2/${repository}/manifests/${digest}`, { accept: manifests });
      return imageIdOf(await answer.text());
    },
    deleteImage: () => Promise.resolve(),
    scan: () => Promise.resolve(undefined),
    login() {
      this.logins += 1;
      const { host, user, password } = registry;
      return Promise.resolve({ host, username: user, password, expires: undefined });
    },
    consoleUrl: () => undefined,
  };
}

function tagsOf(list: unknown): string[] {
  const tags: unknown = typeof list === 'object' && list !== null ? Reflect.get(list, 'tags') : undefined;
  return Array.isArray(tags) ? tags.map(String) : [];
}
