import type { DockerfileProblem } from '../../core/images/dockerfileProblem.ts';
import type { ImageSpec } from '../../core/images/imageSpec.ts';
import { targetPlatform } from '../../core/images/platform.ts';
import { repositoryName } from '../../core/images/repositoryName.ts';
import { baseName } from '../../core/paths.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ContainerEngine, EngineLogin } from '../../core/ports/containerEngine.ts';
import type { Files } from '../../core/ports/files.ts';
import type { ImageRegistry, Repository } from '../../core/ports/imageRegistry.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';
import { buildImage } from './buildImage.ts';
import { createRepository } from './createRepository.ts';
import { fingerprint, type Fingerprint } from './fingerprint.ts';
import { gitTag, type ImageTag } from './gitTag.ts';
import { pushImage, type PushStep } from './pushImage.ts';
import { isSameImage } from './sameImage.ts';

export type BuildStep =
  | { readonly kind: 'planning' }
  | { readonly kind: 'repository'; readonly name: string; readonly isNew: boolean; readonly scansOnPush: boolean }
  /** It is created once there is something to put into it. */
  | { readonly kind: 'noRepository'; readonly name: string }
  | { readonly kind: 'building'; readonly tag: string; readonly platform: string; readonly native: string }
  | PushStep;

export interface BuildAndPushImageOptions {
  readonly spec: ImageSpec;
  readonly engine: ContainerEngine;
  readonly registry: ImageRegistry;
  readonly processes: ProcessRunner;
  readonly files: Files;
  readonly clock: Clock;
  /** What jobs run on by default: decides the platform of an image that is pushed. */
  readonly instanceType: string;
  readonly onProgress?: (step: BuildStep) => void;
  /** Given what the engine prints. */
  readonly onOutput?: (text: string) => void;
  readonly onProblem?: (problem: DockerfileProblem) => void;
  readonly signal?: AbortSignal;
}

export interface BuiltImage {
  /** What a run names: `repository:tag`. */
  readonly uri: string;
  /** The registry's; the engine's id of the image when it was not pushed. */
  readonly digest: string;
  readonly platform: string;
  readonly isUnchanged: boolean;
  readonly fingerprint: Fingerprint;
}

/** The tag that always names the image that was built last. */
const movingTag = 'latest';

/**
 * From a Dockerfile to an image that jobs can run in. The repository is looked for before the build, so that a connection that does not
 * work is told before anybody waits, and created after it: a build that fails leaves nothing. An image has no tag before it is built whole.
 */
export async function buildAndPushImage(options: BuildAndPushImageOptions): Promise<BuiltImage> {
  const { spec, engine, registry, onProgress, signal } = options;
  onProgress?.({ kind: 'planning' });
  const native = (await engine.info(signal)).platform;
  const name = spec.repository ?? repositoryName(baseName(spec.context), baseName(spec.dockerfile));
  if (!spec.push) return keep(options, native, name);
  const there = await registry.findRepository(name, signal);
  onProgress?.(there ? repositoryStep(there, false, registry) : { kind: 'noRepository', name });
  const repositoryUri = there?.uri ?? (await registry.uriOf(name, signal));
  const secret = await registry.login(signal);
  const login = secret && (await engine.logIn(secret));
  try {
    const latest = there && (await registry.findImage(name, movingTag, signal));
    const { image, tag, ...made } = await build(options, {
      native,
      repositoryUri,
      isPushed: login !== undefined,
      cacheFrom: login && latest ? [`${repositoryUri}:${movingTag}`] : [],
      ...(login && { login }),
    });
    const isLatest = tag.from === 'date' && latest && (await isSameImage(image, latest, registry, signal));
    // A date is no reason for a further tag: an image that is there already goes by the tag it has.
    const own = (isLatest ? latest.tags.find((each) => each !== movingTag) : undefined) ?? tag.tag;
    const tags = spec.tags ?? [own, movingTag];
    const repository = there ?? (await newRepository(options, name));
    const pushed = await pushImage({ ...options, image, repository, tags, login });
    return { uri: `${repository.uri}:${tags[0] ?? own}`, platform: image.platform, ...pushed, ...made };
  } finally {
    await login?.dispose();
  }
}

async function newRepository(
  { registry, onProgress, signal }: BuildAndPushImageOptions,
  name: string,
): Promise<Repository> {
  const { repository, isNew } = await createRepository(registry, name, signal);
  onProgress?.(repositoryStep(repository, isNew, registry));
  return repository;
}

/** Nothing is scanned where nothing is pushed, whatever the repository says. */
function repositoryStep({ name, scansOnPush }: Repository, isNew: boolean, { isEngine }: ImageRegistry): BuildStep {
  return { kind: 'repository', name, isNew, scansOnPush: scansOnPush && !isEngine };
}

/** Only for this machine: the engine has it by the repository's name. */
async function keep(options: BuildAndPushImageOptions, native: string, name: string): Promise<BuiltImage> {
  const {
    image,
    tag,
    fingerprint: from,
  } = await build(options, {
    native,
    repositoryUri: name,
    isPushed: false,
    cacheFrom: [],
  });
  const tags = options.spec.tags ?? [tag.tag, movingTag];
  for (const each of tags) {
    options.onProgress?.({ kind: 'tagging', reference: `${name}:${each}` });
    await options.engine.tagImage(image.id, `${name}:${each}`, options.signal);
    options.onProgress?.({ kind: 'pushed', reference: `${name}:${each}` });
  }
  const uri = `${name}:${tags[0] ?? tag.tag}`;
  return { uri, digest: image.id, platform: image.platform, isUnchanged: false, fingerprint: from };
}

interface BuildPlan {
  readonly repositoryUri: string;
  readonly native: string;
  readonly isPushed: boolean;
  readonly cacheFrom: readonly string[];
  readonly login?: EngineLogin;
}

async function build(
  options: BuildAndPushImageOptions,
  { native, repositoryUri, isPushed, cacheFrom, login }: BuildPlan,
): Promise<{ image: Awaited<ReturnType<typeof buildImage>>; tag: ImageTag; fingerprint: Fingerprint }> {
  const { spec, processes, files, clock, instanceType, onProgress, signal } = options;
  // Both of the state that the build begins with: what changes meanwhile counts as changed afterwards.
  const from = await fingerprint({ ...spec, files, ...(signal && { signal }) });
  const tag = await gitTag({
    context: spec.context,
    fingerprint: from.content,
    processes,
    clock,
    ...(signal && { signal }),
  });
  const { platform: asked } = spec;
  const platform = targetPlatform({ instanceType, native, isPushed, ...(asked !== undefined && { asked }) });
  onProgress?.({ kind: 'building', tag: spec.tags?.[0] ?? tag.tag, platform, native });
  const image = await buildImage({
    ...options,
    platform,
    native,
    repositoryUri,
    fingerprint: from.content,
    cacheFrom,
    ...(login && { login }),
  });
  return { image, tag, fingerprint: from };
}
