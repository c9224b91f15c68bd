/**
 * Texts that a script makes are read with holes in them: for what is only known when it runs, for a parameter of a function of the
 * script's own, and for the names of the files of a folder. They are marked by characters that no script holds.
 */
export const unknown = '\uFDD3';

/** More texts than this for one expression are not told apart. */
const most = 300;

/** A parameter whose value comes from the function's callers; `isQuoted` where the function takes the name that stands there. */
export interface ParameterHole {
  /** Of the function. */
  readonly scope: number;
  readonly parameter: string;
  readonly isQuoted: boolean;
}

export function parameterHole({ scope, parameter, isQuoted }: ParameterHole): string {
  return `\uFDD1${scope}${isQuoted ? '!' : ':'}${parameter}\uFDD1`;
}

/** The first parameter that a text waits for, with what stands before and behind. */
export function holeIn(text: string): (ParameterHole & { readonly mark: string }) | undefined {
  const [mark, scope, sign, parameter = ''] = /\uFDD1(\d+)([!:])([^\uFDD1]*)\uFDD1/u.exec(text) ?? [];
  return mark === undefined ? undefined : { scope: Number(scope), parameter, isQuoted: sign === '!', mark };
}

/** The hole that stands for each file of a listing, by the listing's number. */
export function listingHole(index: number): string {
  return `\uFDD2${index}\uFDD2`;
}

export function listingIn(text: string): { readonly index: number; readonly mark: string } | undefined {
  const [mark, index] = /\uFDD2(\d+)\uFDD2/u.exec(text) ?? [];
  return mark === undefined ? undefined : { index: Number(index), mark };
}

export function isKnown(text: string): boolean {
  return !/[\uFDD1-\uFDD3]/u.test(text);
}

/** Every text of the first list followed by every one of the next, and so on. */
export function joinedTexts(parts: readonly (readonly string[])[], separator = ''): string[] {
  let joined = parts[0] ?? [''];
  for (const part of parts.slice(1)) {
    if (joined.length * part.length > most) return [unknown];
    joined = joined.flatMap((start) => part.map((end) => `${start}${separator}${end}`));
  }
  return [...joined];
}

/**
 * A path of which only the end is known, as scripts have that ask where they are themselves (`file.path(here, "R/a.R")`): the end. Undefined
 * for what is not known otherwise.
 */
export function knownPath(text: string): string | undefined {
  const end = text.replace(/^.*\uFDD3[/\\]+/u, '');
  return end.includes(unknown) || end === '' ? undefined : end;
}
