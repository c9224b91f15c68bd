import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { resolvePath } from '../paths.ts';

/** What a Dockerfile says, as far as building it needs to know. */
export interface ParsedDockerfile {
  /** Names of its stages, in order; those without a name are left out. */
  readonly stages: readonly string[];
  /** What ARG names, in order, each once. */
  readonly arguments: readonly string[];
  /** Images that it starts from, stages of its own left out. */
  readonly bases: readonly string[];
  /** Paths and patterns below the context that COPY, ADD and mounts read; `.` where that cannot be told. */
  readonly sources: readonly string[];
  readonly instructions: readonly DockerfileInstruction[];
  /** The text as it is, a line each. */
  readonly lines: readonly string[];
}

export interface DockerfileInstruction {
  /** In capitals. */
  readonly keyword: string;
  /** The whole instruction on one line, as builders write it. */
  readonly text: string;
  /** First and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** Number of its stage, from 0; -1 before the first FROM. */
  readonly stage: number;
}

/** Reads a Dockerfile. What is wrong in it is the builder's to say: this never fails. */
export function parseDockerfile(text: string): ParsedDockerfile {
  const file = DockerfileParser.parse(text);
  const froms = file.getFROMs();
  const stages = froms.map((from) => from.getBuildStage());
  let stage = -1;
  const instructions = file.getInstructions().map((each): DockerfileInstruction => {
    const keyword = each.getKeyword().toUpperCase();
    if (keyword === 'FROM') stage += 1;
    const range = each.getRange();
    return { keyword, text: oneLine(each), line: range.start.line + 1, endLine: range.end.line + 1, stage };
  });
  const adds = file.getInstructions().filter((each) => each.getKeyword().toUpperCase() === 'ADD');
  const args = file.getInstructions().filter((each) => each.getKeyword().toUpperCase() === 'ARG');
  return {
    stages: stages.filter((name) => name !== null),
    arguments: [...new Set(args.flatMap((each) => each.getArguments().map((word) => nameOf(word.getValue()))))],
    bases: froms
      .map((from) => from.getImage())
      .filter((image) => image !== null)
      .filter((image) => !stages.includes(image)),
    sources: [
      ...new Set([
        ...[...file.getCOPYs(), ...adds].flatMap(sourcesOf),
        ...instructions.filter(({ keyword }) => keyword === 'RUN').flatMap(({ text }) => mountedBy(text)),
      ]),
    ],
    instructions,
    lines: text.split(/\r?\n/u),
  };
}

/** The instruction that a builder's text of a step stands for. */
export function findStep(
  { instructions }: ParsedDockerfile,
  text: string,
  place?: { readonly number: number; readonly of: 'file' | 'stage'; readonly stage?: string },
): DockerfileInstruction | undefined {
  const wanted = collapsed(text);
  const alike = instructions.filter((each) => collapsed(each.text) === wanted);
  if (alike.length === 1 || !place) return alike[0];
  const counted = place.of === 'file' ? instructions : layersOf(instructions, place.stage);
  const there = counted[place.number - 1];
  return there && (alike.length === 0 || alike.includes(there)) ? there : alike[0];
}

/** What BuildKit numbers in a stage: what makes a layer. Without a name it is the last. */
function layersOf(all: readonly DockerfileInstruction[], name: string | undefined): DockerfileInstruction[] {
  const named = all.find(
    ({ keyword, text }) =>
      keyword === 'FROM' && name !== undefined && text.toLowerCase().endsWith(` as ${name.toLowerCase()}`),
  );
  const numbered = /^stage-(\d+)$/u.exec(name ?? '')?.[1];
  const stage = named?.stage ?? (numbered === undefined ? (all.at(-1)?.stage ?? 0) : Number(numbered));
  return all.filter((each) => each.stage === stage && /^(?:FROM|RUN|COPY|ADD|WORKDIR)$/u.test(each.keyword));
}

function sourcesOf(instruction: Instruction): string[] {
  const text = instruction.getTextContent();
  // From another stage or image, or written in the Dockerfile itself.
  if (/\s--from=|\s<<-?["']?\w/u.test(text)) return [];
  const words = jsonWords(text) ?? instruction.getArguments().map((word) => word.getValue());
  return words
    .slice(0, -1)
    .filter((word) => !word.startsWith('--') && !/^(?:https?|git|ssh):|^git@/u.test(word))
    .map(belowContext);
}

/** `RUN --mount=type=bind,source=R,target=/R`: bind is the kind of a mount that names none, the whole context its source. */
function mountedBy(run: string): string[] {
  const flags = /^\w+((?:\s+--\S+)*)/u.exec(run)?.[1] ?? '';
  return [...flags.matchAll(/--mount=(\S+)/gu)].flatMap(([, mount = '']) => {
    const options = new Map(
      mount.split(',').map((each) => each.replace(/^"|"$/gu, '').split('=', 2) as [string, string]),
    );
    if (options.has('from') || (options.get('type') ?? 'bind') !== 'bind') return [];
    return [belowContext(options.get('source') ?? options.get('src') ?? '.')];
  });
}

/** Nothing lies above the context: to a builder it is the top. */
function belowContext(word: string): string {
  return word.includes('$') ? '.' : resolvePath('/', word).slice(1) || '.';
}

/** `COPY ["a", "b"]` */
function jsonWords(text: string): string[] | undefined {
  const list = /\[[^]*\]\s*$/u.exec(text)?.[0];
  if (list === undefined) return undefined;
  try {
    const words: unknown = JSON.parse(list);
    return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** Continued lines joined, comments between them gone. */
function oneLine(instruction: Instruction): string {
  return instruction
    .getTextContent()
    .split(/\r?\n/u)
    .filter((line, at) => at === 0 || !/^\s*#/u.test(line))
    .map((line) => line.replace(/[\\`]\s*$/u, ''))
    .join('');
}

function collapsed(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

function nameOf(argument: string): string {
  return argument.split('=', 1)[0] ?? argument;
}
