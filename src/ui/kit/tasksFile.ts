import { applyEdits, modify, parseTree, findNodeAtLocation, getNodeValue, type FormattingOptions } from 'jsonc-parser';

const formatting: FormattingOptions = { insertSpaces: true, tabSize: 2 };
const emptyFile = '{\n  "version": "2.0.0",\n  "tasks": []\n}\n';

/** The text of a tasks.json with one task more, comments and order kept. A label that is taken gets a number. */
export function addTask(
  text: string,
  label: string,
  definition: Record<string, unknown>,
): { text: string; label: string } {
  const before = text.trim() === '' ? emptyFile : text;
  const taken = labelsOf(before);
  let unused = label;
  for (let number = 2; taken.includes(unused); number += 1) unused = `${label} (${number})`;
  const task = { label: unused, ...definition, problemMatcher: [] };
  const edits = modify(before, ['tasks', -1], task, { formattingOptions: formatting, isArrayInsertion: true });
  return { text: applyEdits(before, edits), label: unused };
}

function labelsOf(text: string): unknown[] {
  const root = parseTree(text);
  const tasks = root && findNodeAtLocation(root, ['tasks']);
  return (tasks?.children ?? []).map((task) => {
    const label = findNodeAtLocation(task, ['label']);
    const value: unknown = label && getNodeValue(label);
    return value;
  });
}
