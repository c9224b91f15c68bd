import * as l10n from '@vscode/l10n';
import { AppError } from '../../core/errors.ts';
import { readBuildFailure, type BuildFailure } from '../../core/images/buildOutput.ts';
import { troubleText } from '../../core/images/dockerfileProblem.ts';
import type { BuildRequest } from '../../core/ports/containerEngine.ts';
import type { ProcessResult } from '../../core/ports/processRunner.ts';
import type { Builder } from './builder.ts';
import { unlimited, type EngineCommand } from './engineCommand.ts';
import { engineDiskFull } from './engineErrors.ts';

/** Milliseconds in which a cancelled build removes what it works with. */
const grace = 10_000;

/** Builds an image without a name; its id is written to `idFile`. */
export function buildCommand(
  engine: string,
  builder: Builder,
  request: BuildRequest,
  idFile: string,
): EngineCommand<void> {
  const { dockerfile, context, buildArguments, target, platform, labels, cacheFrom, options } = request;
  const pairs = (flag: string, values: Readonly<Record<string, string>>): string[] =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  return {
    limit: unlimited,
    args: [
      'build',
      ...own[builder].args,
      ...pairs('--build-arg', { ...own[builder].buildArguments, ...buildArguments }),
      ...(target === undefined ? [] : ['--target', target]),
      ...(platform === undefined ? [] : ['--platform', platform]),
      ...pairs('--label', labels),
      ...cacheFrom.flatMap((reference) => ['--cache-from', reference]),
      ...options,
      '--iidfile',
      idFile,
      '--file',
      dockerfile,
      context,
    ],
    environment: own[builder].environment,
    grace,
    parse: () => undefined,
    explain: (result) => explainBuild(engine, request, result),
  };
}

interface Own {
  readonly args: readonly string[];
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** What each builder is told beside what is built. */
const own: Record<Builder, Own> = {
  buildx: {
    // Into the engine's images also from a builder in a container. Cache hints go with the image, for whoever builds it elsewhere.
    args: ['--progress=plain', '--load'],
    buildArguments: { BUILDKIT_INLINE_CACHE: '1' },
    // SageMaker takes an image, not the index that attestations make of it.
    environment: { DOCKER_BUILDKIT: '1', BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
  },
  buildkit: {
    args: ['--progress=plain'],
    buildArguments: { BUILDKIT_INLINE_CACHE: '1' },
    environment: { DOCKER_BUILDKIT: '1' },
  },
  classic: { args: ['--force-rm'], environment: { DOCKER_BUILDKIT: '0' } },
  // The format that every registry and SageMaker take.
  podman: { args: ['--format=docker', '--force-rm'], environment: {} },
  nerdctl: { args: ['--progress=plain'], environment: {} },
};

function explainBuild(engine: string, request: BuildRequest, { stdout, stderr }: ProcessResult): AppError | undefined {
  const said = `${stdout}\n${stderr}`;
  if (/no space left on device/iu.test(said))
    return engineDiskFull(engine, lineWith(said, /no space left on device/iu));
  if (/exec format error/iu.test(said)) return platformUnavailable(engine, request.platform);
  const failure = readBuildFailure(`${stdout}\n${stderr}`) ?? readBuildFailure(stderr);
  return failure && buildFailed(failure, request);
}

function buildFailed(failure: BuildFailure, { dockerfile, platform }: BuildRequest): AppError {
  switch (failure.kind) {
    case 'base':
      return new AppError(
        'BaseImageUnavailable',
        l10n.t(
          'The image {0}, which {1} starts from, could not be pulled: {2}. Check its name and tag, the network, and whether its registry wants you to log in.',
          platform === undefined ? failure.image : `${failure.image} (${platform})`,
          dockerfile,
          failure.message,
        ),
        { action: 'retry' },
      );
    case 'syntax':
      return new AppError(
        'BuildFailed',
        failure.line === undefined
          ? l10n.t('{0} cannot be read: {1}.', dockerfile, failure.message)
          : l10n.t('{0} cannot be read, line {1}: {2}.', dockerfile, failure.line, failure.message),
      );
    case 'step':
      if (failure.trouble) return new AppError('BuildFailed', troubleText(failure.trouble));
      return new AppError(
        'BuildFailed',
        l10n.t('The build stopped at "{0}": {1}. Its log tells more.', shortened(failure.text), failure.message),
      );
  }
}

/** The engine has no means to run programs for that platform. */
export function platformUnavailable(engine: string, platform: string | undefined): AppError {
  return new AppError(
    'PlatformUnavailable',
    l10n.t(
      '{0} on this machine cannot build for {1}: it cannot run programs for that processor, or the base image was not made for it. Choose a base image for that processor, or build on a machine that has it. Docker Desktop emulates other processors by itself; on Linux, who administers this machine can install emulation (QEMU with binfmt).',
      engine,
      platform ?? l10n.t('the platform of the base image'),
    ),
  );
}

function lineWith(text: string, pattern: RegExp): string {
  return (
    text
      .split('\n')
      .findLast((line) => pattern.test(line))
      ?.trim() ?? ''
  );
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
