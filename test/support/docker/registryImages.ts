import * as z from 'zod';
import type { RegistryImages, RepositoryImage } from '../../../src/local/registry/registryImages.ts';
import type { Registry } from './registry.ts';

const accept = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
].join(', ');
const sized = z.object({ digest: z.string(), size: z.number() });
const manifestShape = z.object({ config: sized.optional(), layers: z.array(sized).default([]) });

/** The images of a real registry, as Local's ECR asks for them. */
export function registryImages(registry: Registry, password: () => string): RegistryImages {
  const { host } = registry;
  const hosts = { in: () => host, owns: (name: string) => name === host };
  /** A registry does not tell which manifests have lost their tags: what was seen is remembered. */
  const seen = new Map<string, Map<string, Date>>();

  const read = async (repository: string, reference: string) => {
    const answer = await registry.get(`/v2/${repository}/manifests/${reference}`, { accept });
    const digest = answer.headers.get('docker-content-digest');
    if (!answer.ok || digest === null) return undefined;
    return { digest, mediaType: answer.headers.get('content-type') ?? '', text: await answer.text() };
  };
  const json = async <T>(at: string, shape: z.ZodType<T>): Promise<T | undefined> => {
    const answer = await registry.get(at);
    return answer.ok ? shape.parse(await answer.json()) : undefined;
  };
  /** When an image was built: when it was pushed is not told. */
  const created = async (repository: string, config: string | undefined): Promise<Date> => {
    const shape = z.object({ created: z.coerce.date() });
    return (
      (config === undefined ? undefined : await json(`/v2/${repository}/blobs/${config}`, shape))?.created ?? new Date()
    );
  };
  const list = async (repository: string): Promise<RepositoryImage[]> => {
    const tags = await json(`/v2/${repository}/tags/list`, z.object({ tags: z.array(z.string()).nullable() }));
    const known = seen.get(repository) ?? new Map<string, Date>();
    seen.set(repository, known);
    const found = new Map<string, RepositoryImage & { tags: string[] }>();
    for (const reference of [...(tags?.tags ?? []), ...known.keys()]) {
      const manifest = await read(repository, reference);
      if (manifest === undefined) continue;
      const { digest, mediaType, text } = manifest;
      const { config, layers } = manifestShape.parse(JSON.parse(text));
      const pushed = known.get(digest) ?? (await created(repository, config?.digest));
      known.set(digest, pushed);
      const size = [...layers, ...(config ? [config] : [])].reduce((sum, part) => sum + part.size, 0);
      const image = found.get(digest) ?? { digest, mediaType, size, pushed, tags: [] };
      if (reference !== digest) image.tags.push(reference);
      found.set(digest, image);
    }
    return [...found.values()].sort((a, b) => b.pushed.getTime() - a.pushed.getTime());
  };
  const remove: RegistryImages['remove'] = async (repository, digest) => {
    const authorization = `Basic ${Buffer.from(`${registry.user}:${registry.password}`).toString('base64')}`;
    const url = `http://${host}/v2/${repository}/manifests/${digest}`;
    const answer = await fetch(url, { method: 'DELETE', headers: { authorization } });
    return answer.ok ? 'removed' : 'absent';
  };

  return {
    hosts,
    repositories: async () =>
      (await json('/v2/_catalog', z.object({ repositories: z.array(z.string()) })))?.repositories ?? [],
    list,
    manifest: async (repository, digest) => (await read(repository, digest))?.text,
    untag: async (repository, tag) => {
      const image = (await list(repository)).find(({ tags }) => tags.includes(tag));
      if (image === undefined) return 'absent';
      if (image.tags.length > 1) throw new Error('A registry takes no single tag away');
      return remove(repository, image.digest);
    },
    remove,
    authorize: (now) => ({
      username: registry.user,
      password: password(),
      expires: new Date(now.getTime() + 12 * 3600 * 1000),
      endpoint: `http://${host}`,
    }),
  };
}
