import { ancestorsOf, fieldOf, walk, type CodeNode } from '../codeTree.ts';
import { argument, callOf, type RCall } from './call.ts';

/** Calls that leave an attempt to load a package what it is. */
const wrappers = new Set([
  'suppressPackageStartupMessages',
  'suppressWarnings',
  'suppressMessages',
  'withCallingHandlers',
  'invisible',
  'quietly',
  'isTRUE',
]);

const loads = new Set(['library', 'require', 'requireNamespace', 'loadNamespace', 'attachNamespace']);

/** Calls of a handler after which the script does not go on, or that install what was missing: it needs the package then. */
const needsIt =
  /^(q|quit|stop|stopifnot|abort|cli_abort|install\.packages|install|install_\w+|pkg_install|pak|p_load)$/u;

/** Whether the script goes on without the package: what needs it is asked for first, or may fail. */
export function isOptional(node: CodeNode): boolean {
  // What is tried is the load itself: a script that is tried as a whole needs all that it loads.
  let isTried = loads.has(callOf(node)?.name ?? '');
  let below = node;
  for (const above of ancestorsOf(node)) {
    const call = callOf(above);
    if (isTried && call && ['try', 'tryCatch'].includes(call.name) && isArgument(call, 'expr', node))
      return goesOn(call);
    isTried &&= passesOn(above, call);
    if (above.type === 'if_statement' && asksForPackage(fieldOf(above, 'condition'))) {
      // `if (!require(x)) install.packages("x")` needs it all the same.
      return !isNegated(fieldOf(above, 'condition')) && below.field !== 'alternative';
    }
    below = above;
  }
  return false;
}

/** Whether nothing but loads, and values, is in what the node is. */
function passesOn(node: CodeNode, call: RCall | undefined): boolean {
  if (call) return wrappers.has(call.name);
  if (node.type === 'braced_expression') return node.children.every(isSmall);
  return ['argument', 'arguments', 'parenthesized_expression'].includes(node.type);
}

function isSmall(node: CodeNode): boolean {
  const call = callOf(node);
  if (!call)
    return ['true', 'false', 'null', 'identifier', 'string', 'float', 'integer', 'comment', '{', '}'].includes(
      node.type,
    );
  return loads.has(call.name) || (wrappers.has(call.name) && call.args.every(({ value }) => isSmall(value)));
}

function isArgument(call: RCall, name: string, node: CodeNode): boolean {
  const value = argument(call, name, 0);
  return value !== undefined && holds(value, node);
}

function holds(outer: CodeNode, inner: CodeNode): boolean {
  let found = false;
  walk(outer, (node) => {
    found ||= node === inner;
    return !found;
  });
  return found;
}

/** Whether a failed load is caught, and nothing then ends the script. */
function goesOn({ name, args }: RCall): boolean {
  if (name === 'try') return true;
  const handlers = args.filter((item) =>
    ['error', 'warning', 'condition', 'packageNotFoundError'].includes(item.name ?? ''),
  );
  return handlers.length > 0 && !handlers.some(({ value }) => ends(value));
}

function ends(handler: CodeNode): boolean {
  let found = needsIt.test(handler.text);
  walk(handler, (node) => {
    found ||= needsIt.test(callOf(node)?.name ?? '');
    return !found;
  });
  return found;
}

function asksForPackage(condition: CodeNode | undefined): boolean {
  return (
    condition !== undefined &&
    /\b(requireNamespace|require|is_installed|is\.installed|nzchar)\s*\(/u.test(condition.text)
  );
}

function isNegated(condition: CodeNode | undefined): boolean {
  return condition !== undefined && /^!|\bis(?:FALSE)\s*\(/u.test(condition.text.trim());
}
