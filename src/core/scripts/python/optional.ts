import { ancestorsOf, fieldOf, type CodeNode } from '../codeTree.ts';

const importErrors = /\b(ImportError|ModuleNotFoundError|Exception|BaseException)\b/u;

/**
 * What an import is to the script: `optional` where it goes on when the module is missing, `ignored` where it is for type checkers only.
 */
export function importPresence(node: CodeNode): 'needed' | 'optional' | 'ignored' {
  let below = node;
  for (const above of ancestorsOf(node)) {
    if (above.type === 'try_statement' && below.field === 'body' && toleratesFailure(above)) return 'optional';
    // The other way, tried when the first import failed.
    if (above.type === 'except_clause' && importErrors.test(above.text)) return 'optional';
    if (above.type === 'if_statement') {
      const condition = fieldOf(above, 'condition')?.text ?? '';
      if (/\bTYPE_CHECKING\b/u.test(condition) && below.field === 'consequence') return 'ignored';
      if (/\bsys\.version_info\b|\bsys\.platform\b|\bfind_spec\b/u.test(condition)) return 'optional';
    }
    if (above.type === 'with_statement' && /\bsuppress\([^)]*(ImportError|ModuleNotFoundError)/u.test(above.text))
      return 'optional';
    below = above;
  }
  return 'needed';
}

/** Whether an import that fails in the statement is caught, and nothing then ends the script. */
function toleratesFailure(statement: CodeNode): boolean {
  const handlers = statement.children.filter(({ type }) => type === 'except_clause');
  const catching = handlers.filter((handler) => {
    const value = fieldOf(handler, 'value');
    return value === undefined || importErrors.test(value.text);
  });
  return catching.length > 0 && !catching.every(ends);
}

/** Whether the script ends there, or installs what was missing: it needs it then. */
function ends(handler: CodeNode): boolean {
  if (/\bpip[\d.]*\b[^\n]*\binstall\b/u.test(handler.text)) return true;
  const block = handler.children.find(({ type }) => type === 'block');
  const last = block?.children.at(-1);
  return (
    last !== undefined && (last.type === 'raise_statement' || /^(sys\.exit|exit|quit|os\._exit)\s*\(/u.test(last.text))
  );
}
