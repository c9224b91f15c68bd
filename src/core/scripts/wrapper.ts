import { holeIn, joinedTexts } from './holes.ts';
import type { Place } from './place.ts';

/** A function of the script's own that loads a package, or runs a file, that its callers name. */
export interface Wrapper {
  readonly name: string;
  /** In the language's order; `...` for those that take what is left. */
  readonly parameters: readonly string[];
  readonly defaults: ReadonlyMap<string, readonly string[]>;
  /** The package or path, with holes for parameters. */
  readonly template: string;
  readonly does: 'load' | 'run';
  readonly optional: boolean;
  readonly place: Place;
}

export function isSameWrapper(a: Wrapper, b: Wrapper): boolean {
  return a.name === b.name && a.template === b.template && a.does === b.does && a.optional === b.optional;
}

/**
 * What a wrapper loads or runs when its parameters have these texts. `textsOf` gives those of a parameter, undefined for one that the call
 * leaves to its default.
 */
export function wrapped(
  { template, defaults }: Wrapper,
  textsOf: (parameter: string, isQuoted: boolean) => readonly string[] | undefined,
): string[] {
  const hole = holeIn(template);
  if (!hole) return [template];
  const { mark, parameter, isQuoted } = hole;
  const texts = textsOf(parameter, isQuoted) ?? defaults.get(parameter) ?? [];
  const at = template.indexOf(mark);
  const [before, behind] = [template.slice(0, at), template.slice(at + mark.length)];
  // What stands behind may wait for another parameter.
  const rest = holeIn(behind) ? wrapped({ ...emptied, template: behind, defaults }, textsOf) : [behind];
  return joinedTexts([[before], texts, rest]);
}

const emptied: Wrapper = {
  name: '',
  parameters: [],
  defaults: new Map(),
  template: '',
  does: 'load',
  optional: false,
  place: { file: '', line: 1 },
};
