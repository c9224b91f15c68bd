import type { CodeNode } from '../../ports/codeParser.ts';
import { fieldOf } from '../codeTree.ts';
import { callOf } from './call.ts';

/** Whether the script goes on without the package: what needs it is asked for first, or may fail. */
export function isOptional(node: CodeNode, ancestors: readonly CodeNode[]): boolean {
  for (let at = ancestors.length - 1, below = node; at >= 0; below = ancestors[at] ?? below, at--) {
    const above = ancestors[at];
    if (!above) continue;
    const call = callOf(above);
    if (call && ['try', 'tryCatch'].includes(call.name)) return true;
    if (above.type === 'if_statement' && asksForPackage(fieldOf(above, 'condition'))) {
      // `if (!require(x)) install.packages("x")` needs it all the same.
      return !isNegated(fieldOf(above, 'condition')) && below.field !== 'alternative';
    }
  }
  return false;
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
