import { fieldOf, walk, type CodeNode } from '../codeTree.ts';

/** Modules that pandas imports by itself when a function is called, by the function. */
const engines: Readonly<Record<string, string>> = {
  read_excel: 'openpyxl',
  to_excel: 'openpyxl',
  ExcelWriter: 'openpyxl',
  read_parquet: 'pyarrow',
  to_parquet: 'pyarrow',
  read_feather: 'pyarrow',
  to_feather: 'pyarrow',
  read_orc: 'pyarrow',
  read_hdf: 'tables',
  to_hdf: 'tables',
  read_html: 'lxml',
  read_xml: 'lxml',
  to_xml: 'lxml',
  to_markdown: 'tabulate',
  read_sql: 'sqlalchemy',
  to_sql: 'sqlalchemy',
  read_spss: 'pyreadstat',
};

/** What the calls of a script make pandas import, each once. */
export function enginesOf(root: CodeNode): { readonly module: string; readonly node: CodeNode }[] {
  const found = new Map<string, CodeNode>();
  walk(root, (node) => {
    if (node.type !== 'call') return undefined;
    const called = fieldOf(node, 'function');
    const method = called?.type === 'attribute' ? (fieldOf(called, 'attribute')?.text ?? '') : '';
    const module = Object.hasOwn(engines, method) ? engines[method] : undefined;
    if (module !== undefined && !found.has(module)) found.set(module, node);
    return undefined;
  });
  return [...found].map(([module, node]) => ({ module, node }));
}
