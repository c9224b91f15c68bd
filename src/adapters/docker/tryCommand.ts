import type { ProcessResult } from '../../core/ports/processRunner.ts';
import type { EngineCommand } from './engineCommand.ts';
import { engineLacksImage } from './engineErrors.ts';

/** Codes by which an engine says that itself failed, and that the image has no such program. */
const [engineFailed, notExecutable, notThere] = [125, 126, 127];

/** Milliseconds that a program which is tried may take: the first start of a large image is slow. */
const tryLimit = 180_000;

/** Runs a program of an image to its end, without a network, in a container of a name that goes with it. Nothing is pulled. */
export function tryCommand(
  engine: string,
  name: string,
  image: string,
  command: readonly [string, ...string[]],
): EngineCommand<ProcessResult> {
  const [program, ...args] = command;
  let ended: ProcessResult | undefined;
  return {
    limit: tryLimit,
    args: [
      'run',
      '--rm',
      '--name',
      name,
      '--network',
      'none',
      '--pull',
      'never',
      '--entrypoint',
      program,
      image,
      ...args,
    ],
    accept: (result) => {
      ended = result;
      return result.exitCode !== undefined && (result.exitCode !== engineFailed || hasNoProgram(result));
    },
    explain: ({ stderr }) =>
      /no such image|unable to find image|image not known/iu.test(stderr) ? engineLacksImage(engine, image) : undefined,
    parse: (stdout) => {
      if (ended === undefined) return { exitCode: 0, stdout, stderr: '' };
      const code = ended.exitCode ?? engineFailed;
      const exitCode = code === notExecutable || hasNoProgram(ended) ? notThere : code;
      return { exitCode, stdout, stderr: ended.stderr };
    },
  };
}

function hasNoProgram({ exitCode, stderr }: ProcessResult): boolean {
  return (
    exitCode !== 0 &&
    /executable file .*not found|no such file or directory.*(exec|OCI runtime)|(exec|OCI runtime).*no such file/iu.test(
      stderr,
    )
  );
}
