import * as l10n from '@vscode/l10n';
import { AppError, isAppError } from '../../core/errors.ts';
import { readBuildFailure } from '../../core/images/buildOutput.ts';
import { parseDockerfile } from '../../core/images/dockerfile.ts';
import { dockerfileProblem, type DockerfileProblem } from '../../core/images/dockerfileProblem.ts';
import { fingerprintLabel, repositoryLabel } from '../../core/images/labels.ts';
import type { ImageSpec } from '../../core/images/imageSpec.ts';
import { baseName } from '../../core/paths.ts';
import type { ContainerEngine, EngineCallOptions, EngineImage } from '../../core/ports/containerEngine.ts';
import type { Files } from '../../core/ports/files.ts';

export interface BuildImageOptions extends EngineCallOptions {
  readonly spec: ImageSpec;
  readonly engine: ContainerEngine;
  readonly files: Files;
  /** What it is to run on; the engine's own platform is `native`. */
  readonly platform: string;
  readonly native: string;
  /** What the image is called, without tag. */
  readonly repositoryUri: string;
  readonly fingerprint: string;
  readonly cacheFrom: readonly string[];
  readonly onProblem?: (problem: DockerfileProblem) => void;
}

/** Characters of a build's output that are looked at when it fails. */
const lookedAt = 400_000;

/** Builds an image that has no name yet. A failure that lies in the Dockerfile is also told with its lines. */
export async function buildImage(options: BuildImageOptions): Promise<EngineImage> {
  const { spec, engine, files, platform, native, cacheFrom, onOutput, login, signal } = options;
  let output = '';
  try {
    const id = await engine.buildImage(
      {
        ...spec,
        labels: { [repositoryLabel]: options.repositoryUri, [fingerprintLabel]: options.fingerprint },
        cacheFrom,
        ...withPlatform(platform, native),
      },
      {
        onOutput: (text) => {
          output = (output + text).slice(-lookedAt);
          onOutput?.(text);
        },
        ...(login && { login }),
        ...(signal && { signal }),
      },
    );
    return await built(engine, id, platform, spec, signal);
  } catch (error) {
    if (isAppError(error) && (error.code === 'BuildFailed' || error.code === 'BaseImageUnavailable'))
      await reportProblem(options, output, files);
    throw error;
  }
}

/** Builders are not asked for what they do anyway: older ones only know that on trial. */
function withPlatform(platform: string, native: string): { platform?: string } {
  return platform === native ? {} : { platform };
}

/** A builder may take a base image for another platform without a word. */
async function built(
  engine: ContainerEngine,
  id: string,
  platform: string,
  spec: ImageSpec,
  signal: AbortSignal | undefined,
): Promise<EngineImage> {
  const image = await engine.findImage(id, signal);
  if (!image)
    throw new AppError('EngineFailed', l10n.t('{0} built an image and does not have it any more.', engine.name));
  if (processorOf(platform) === processorOf(image.platform)) return image;
  throw new AppError(
    'PlatformUnavailable',
    l10n.t(
      '{0} was to be built for {1}, but came out for {2}: its base image, as {3} has it, is for that. Choose a base image for {1}, or remove this one from {3} so that the right one is pulled, and build again.',
      baseName(spec.dockerfile),
      platform,
      image.platform,
      engine.name,
    ),
  );
}

async function reportProblem({ spec, onProblem }: BuildImageOptions, output: string, files: Files): Promise<void> {
  const failure = readBuildFailure(output);
  if (!failure || !onProblem) return;
  onProblem(dockerfileProblem(parseDockerfile(await files.readText(spec.dockerfile)), failure));
}

/** Without the variant: engines do not always tell it. */
function processorOf(platform: string): string {
  return platform.split('/').slice(0, 2).join('/');
}
