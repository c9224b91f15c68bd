import type { CodeNode } from './codeTree.ts';

export interface Argument {
  readonly name: string | undefined;
  readonly value: CodeNode;
}

/** Arguments by the parameters that take them. */
export interface Matched {
  readonly byName: ReadonlyMap<string, CodeNode>;
  /** What `...` takes. */
  readonly rest: readonly Argument[];
}

/** Gives arguments to parameters: by name, by the beginning of a name as R does, then in order. */
export function matched(args: readonly Argument[], parameters: readonly string[]): Matched {
  const byName = new Map<string, CodeNode>();
  const rest: Argument[] = [];
  const dots = parameters.indexOf('...');
  const partial = dots === -1 ? parameters : parameters.slice(0, dots);
  const unnamed: Argument[] = [];
  for (const item of args) {
    const { name, value } = item;
    if (name === undefined) {
      unnamed.push(item);
      continue;
    }
    const parameter = parameters.includes(name)
      ? name
      : partial.find((each) => name.length > 1 && each.startsWith(name) && !byName.has(each));
    if (parameter !== undefined && parameter !== '...') byName.set(parameter, value);
    else rest.push(item);
  }
  const open = parameters.filter((parameter) => !byName.has(parameter));
  for (const item of unnamed) {
    const parameter = open[0];
    if (parameter === undefined || parameter === '...') rest.push(item);
    else {
      byName.set(parameter, item.value);
      open.shift();
    }
  }
  return { byName, rest };
}
