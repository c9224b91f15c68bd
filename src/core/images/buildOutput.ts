import { readPackageTrouble, type PackageTrouble } from './packageTrouble.ts';
import { stepReason } from './stepReason.ts';

/** Why a build failed, as its builder told. */
export type BuildFailure =
  /** The Dockerfile cannot be read. */
  | { readonly kind: 'syntax'; readonly message: string; readonly line?: number; readonly instruction?: string }
  /** An instruction failed. */
  | {
      readonly kind: 'step';
      /** What the step printed last that tells why, with its exit code; the builder's words where it printed nothing that does. */
      readonly message: string;
      /** The instruction as the builder writes it: on one line, its variables perhaps replaced. */
      readonly text: string;
      readonly line?: number;
      /** Its place: among all instructions of the Dockerfile, or among those of a stage that make a layer; from 1. */
      readonly place?: { readonly number: number; readonly of: 'file' | 'stage'; readonly stage?: string };
      /** Packages that the step was to install and did not find. */
      readonly trouble?: PackageTrouble;
    }
  /** A base image could not be had. */
  | { readonly kind: 'base'; readonly message: string; readonly image: string };

const syntaxError = /dockerfile parse error(?: on)? line (\d+): ([^\n]*)/u;
/** Without the parsed step that some versions print behind it. */
const podmanSyntax = /unknown instruction: "?([A-Za-z]+)"?/iu;
const podmanStep = /building at STEP "([^]*?)": ([^\n]*)/u;
/** Where newer BuildKit shows the lines around the error. */
const shownPlace = /^\S+:(\d+)\n-{10,}$/mu;
const baseTrouble =
  /pull access denied|manifest unknown|manifest for \S+ not found|failed to resolve|failed to do request|no such host|error pinging|dial tcp|handshake timeout|request canceled|toomanyrequests|unauthorized|initializing source|not found/iu;

/** As `plainReason` has it. */
const isExitCode = /^exit code \d+$/u;

/** Reads what BuildKit, Docker's older builder or Podman printed. Undefined when it is none of their ways to say that a build failed. */
export function readBuildFailure(output: string): BuildFailure | undefined {
  const text = output.replaceAll('\r\n', '\n');
  const syntax = last(text, syntaxError);
  if (syntax) return { kind: 'syntax', line: Number(syntax[1]), message: syntax[2] ?? '' };
  const failure = buildKitFailure(text) ?? podmanFailure(text) ?? classicFailure(text);
  if (failure?.kind !== 'step') return failure;
  const printed = outputOfLastStep(text);
  const trouble = readPackageTrouble(printed);
  if (trouble) return { ...failure, trouble };
  // A builder that says more than how the command ended knows itself what is wrong.
  const reason = isExitCode.test(failure.message) ? stepReason(printed) : undefined;
  return reason === undefined ? failure : { ...failure, message: `${reason} (${failure.message})` };
}

/** What the step that failed printed, without what builders put before its lines. */
function outputOfLastStep(text: string): string {
  // eslint-disable-next-line no-control-regex -- colours begin with it.
  const plain = text.replaceAll(/\u001b\[[\d;]*m/gu, '');
  const number = last(plain, /^#(\d+) ERROR: /mu)?.[1];
  if (number !== undefined) {
    const lines = [...plain.matchAll(new RegExp(`^#${number} [\\d.]+ (.*)$`, 'gmu'))];
    return lines.map(([, line = '']) => line).join('\n');
  }
  return plain.slice(last(plain, /^(?:\[[^\]]*\] )?(?:Step|STEP) \d+\/\d+ ?: .*$/mu)?.index ?? 0);
}

/** `#8 [stage 4/4] RUN false` … `#8 ERROR: …` */
function buildKitFailure(text: string): BuildFailure | undefined {
  const failed = last(text, /^#(\d+) ERROR: (.*)$/mu);
  if (!failed) return undefined;
  const [, number = '', message = ''] = failed;
  const [, name = ''] = new RegExp(`^#${number} (\\[.*)$`, 'mu').exec(text) ?? [];
  const metadata = /^\[internal\] load metadata for (\S+)/u.exec(name)?.[1];
  if (metadata !== undefined) return { kind: 'base', image: withoutHub(metadata), message };
  const step = /^\[(?:(\S+) )?(\d+)\/\d+\] (.*)$/u.exec(name);
  if (!step) return undefined;
  const [, stage, at, instruction = ''] = step;
  const base = /^FROM (\S+)/u.exec(instruction)?.[1];
  if (base !== undefined) return { kind: 'base', image: withoutHub(base), message };
  const line = shownPlace.exec(text)?.[1];
  return {
    kind: 'step',
    message: plainReason(message),
    text: instruction,
    ...(line !== undefined && { line: Number(line) }),
    place: { number: Number(at), of: 'stage', ...(stage !== undefined && { stage }) },
  };
}

function podmanFailure(text: string): BuildFailure | undefined {
  const failed = podmanStep.exec(text);
  const [, step = '', message = ''] = failed ?? [];
  const syntax = podmanSyntax.exec(message);
  if (syntax) return { kind: 'syntax', message: syntax[0], instruction: syntax[1] ?? '' };
  if (failed) return { kind: 'step', text: step, message: plainReason(message) };
  const begun = last(text, /^(?:\[[^\]]*\] )?STEP \d+\/\d+: FROM (\S+)/mu)?.[1];
  const said = last(text, /^Error: (.*)$/mu)?.[1];
  if (said === undefined) return undefined;
  const unknown = podmanSyntax.exec(said);
  if (unknown) return { kind: 'syntax', message: said, instruction: unknown[1] ?? '' };
  return begun !== undefined && baseTrouble.test(said) ? { kind: 'base', image: begun, message: said } : undefined;
}

/** `Step 4/4 : RUN false`, then the reason as the last line. */
function classicFailure(text: string): BuildFailure | undefined {
  const step = last(text, /^Step (\d+)\/\d+ : (.*)$/mu);
  if (!step) return undefined;
  const [, number = '', instruction = ''] = step;
  const message = text.trimEnd().split('\n').at(-1) ?? '';
  const base = /^FROM (?:--\S+ )*(\S+)/iu.exec(instruction)?.[1];
  if (base !== undefined) return baseTrouble.test(message) ? { kind: 'base', image: base, message } : undefined;
  if (/^(?:Successfully|Removing intermediate| --->)/u.test(message)) return undefined;
  return {
    kind: 'step',
    message: plainReason(message),
    text: instruction,
    place: { number: Number(number), of: 'file' },
  };
}

/** The reason without the command, which people see anyway. */
function plainReason(message: string): string {
  const number = /(?:returned a non-zero code:|exit code:|exit status) (\d+)/u.exec(message)?.[1];
  return number === undefined ? message : `exit code ${number}`;
}

function withoutHub(image: string): string {
  return image.replace(/^docker\.io\/(?:library\/)?/u, '');
}

function last(text: string, pattern: RegExp): RegExpExecArray | undefined {
  return [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))].at(-1);
}
