import { errorText, isAppError } from '../../../core/errors.ts';
import type { ContainerState } from '../../../core/ports/containers.ts';
import type { HostEnd } from '../jobEngine.ts';
import type { Limits } from './limits.ts';
import { firstBytes } from './firstBytes.ts';

/** What is known of a container before it starts. */
export interface ContainerFacts {
  /** Of the engine. */
  readonly engine: string;
  /** As the request names it. */
  readonly image: string;
  /** `linux/amd64`. */
  readonly imagePlatform: string;
  readonly enginePlatform: string;
  /** What it runs first. */
  readonly program: string;
  readonly limits: Limits | undefined;
  /** The host's log file. */
  readonly log: string;
}

/** Bytes of a log in which a program says that it cannot be run on this machine at all. */
const startSize = 4096;

/** How a container ended that did not end well. What it says goes to the job's log where the container itself had no say. */
export function containerEnd(facts: ContainerFacts, state: ContainerState, say: (line: string) => void): HostEnd {
  const code = state.exitCode === 0 ? 1 : state.exitCode;
  if (state.ranOutOfMemory) return { code, reason: outOfMemory(facts, code) };
  if (isForeign(facts, state)) return { code, reason: foreignPlatform(facts) };
  if (state.hasStarted) return { code };
  const { program, image, engine } = facts;
  if (/executable file not found|no such file or directory|stat .*: not a directory/iu.test(state.error)) {
    say(`${program}: not found in the image ${image}`);
    return { code: 127 };
  }
  if (/permission denied|is a directory/iu.test(state.error)) {
    say(`${program}: may not be executed in the image ${image}`);
    return { code: 126 };
  }
  return { code, reason: `InternalServerError: ${engine} could not start the container: ${shortened(state.error)}` };
}

/** The end of a container that the engine does not know any more, or that it does not answer for. */
export function lostContainer({ engine }: ContainerFacts, code: number, error: unknown): HostEnd {
  const why =
    error === undefined
      ? 'the container was removed, or the engine was restarted.'
      : isAppError(error)
        ? error.message
        : `it does not answer (${errorText(error)}).`;
  return {
    code: code === 0 ? 1 : code,
    reason: `InternalServerError: ${engine} lost the container while the job ran: ${why} Run the job again.`,
  };
}

function outOfMemory({ limits }: ContainerFacts, code: number): string {
  const where =
    limits?.memory === undefined
      ? 'The memory of this machine ran out.'
      : `The container was killed at its limit of ${limits.text}. Or run it without the limits of its instance type.`;
  return (
    'ClientError: Please use an instance type with more memory, or reduce the size of the data processed on an instance. ' +
    `${where} Exit code: ${code}`
  );
}

/** True for a container whose programs are another processor's. With an emulator they run; without one they fail at once. */
function isForeign({ imagePlatform, enginePlatform, log }: ContainerFacts, { error }: ContainerState): boolean {
  if (imagePlatform === enginePlatform) return false;
  return /exec format error|no matching manifest|does not match/iu.test(error + firstBytes(log, startSize));
}

function foreignPlatform({ image, imagePlatform, enginePlatform, engine }: ContainerFacts): string {
  return (
    `ClientError: The image ${image} is made for ${imagePlatform}, and ${engine} on this machine runs ${enginePlatform}. ` +
    `Build the image for ${enginePlatform}, or install an emulator for ${imagePlatform} (qemu-user-static).`
  );
}

/** The last part of an error that one layer after the other has put its own words before. */
function shortened(error: string): string {
  return (
    error
      .replace(/^.*(?:OCI runtime create failed|unable to start container process):\s*/su, '')
      .replace(/: unknown$/u, '')
      .trim() || 'it does not say why'
  );
}
