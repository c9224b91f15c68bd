const longest = 256;
const shortest = 2;

/**
 * A name that Amazon ECR takes for a repository, from the folder that the image is built from and, for a Dockerfile with a name of its own
 * (`Dockerfile.gpu`, `gpu.Dockerfile`), from that.
 */
export function repositoryName(folder: string, dockerfile: string): string {
  const variant = /^(?:Dockerfile|Containerfile)\.(.+)$|^(.+)\.(?:Dockerfile|Containerfile)$/iu.exec(dockerfile);
  const parts = [folder, variant?.[1] ?? variant?.[2] ?? ''].map(valid).filter((part) => part !== '');
  const name = parts
    .join('-')
    .slice(0, longest)
    .replace(/[._-]+$/u, '');
  return name.length >= shortest ? name : `image-${name}`.replace(/-$/u, '');
}

/** `(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*`, 2 to 256 characters, as CreateRepository of ECR has it. */
export function isRepositoryName(name: string): boolean {
  const part = '[a-z0-9]+(?:[._-][a-z0-9]+)*';
  return name.length >= shortest && name.length <= longest && new RegExp(`^${part}(?:/${part})*$`, 'u').test(name);
}

/** A tag of an image, as registries take it. */
export function isImageTag(tag: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/u.test(tag);
}

function valid(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/gu, '-')
    .replaceAll(/([._-])[._-]+/gu, '$1')
    .replaceAll(/^[._-]+|[._-]+$/gu, '');
}
