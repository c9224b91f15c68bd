import * as vscode from 'vscode';
import type { DocumentParameter } from '../../../core/scripts/documents/parameters.ts';
import { omit } from '../../kit/omit.ts';
import type { Field } from '../../kit/form/field.ts';
import type { RunOptions } from '../../kit/state/runStore.ts';

const flag = '-P';
/** As SageMaker has it for an argument. */
const longest = 256;

/** A field for each parameter of a document. They go to the job as arguments, `-P name:value`, as Quarto takes them. */
export function parameterFields(parameters: readonly DocumentParameter[]): Field[] {
  return parameters.map(({ name, value }) => ({
    label: name,
    icon: 'symbol-variable',
    fallback: value === '' ? vscode.l10n.t('as in the document') : value,
    show: (options) => valueOf(options, name) ?? '',
    edit: async (options) => {
      const text = await vscode.window.showInputBox({
        title: vscode.l10n.t('Parameter {0}', name),
        prompt: vscode.l10n.t('Empty: as the document has it'),
        placeHolder: value,
        value: valueOf(options, name) ?? '',
        ignoreFocusOut: true,
        validateInput: (typed) =>
          name.length + typed.length + 1 > longest
            ? vscode.l10n.t('is longer than the 256 characters that SageMaker allows')
            : undefined,
      });
      return text === undefined ? undefined : withValue(options, name, text);
    },
  }));
}

function wordsOf({ arguments: words }: RunOptions): string[] {
  return Array.isArray(words) ? words.map(String) : [];
}

function indexOf(words: readonly string[], name: string): number {
  return words.findIndex(
    (word, at) => words[at - 1] === flag && (word.startsWith(`${name}:`) || word.startsWith(`${name}=`)),
  );
}

function valueOf(options: RunOptions, name: string): string | undefined {
  const words = wordsOf(options);
  return words[indexOf(words, name)]?.slice(name.length + 1);
}

function withValue(options: RunOptions, name: string, value: string): RunOptions {
  const words = wordsOf(options);
  const at = indexOf(words, name);
  const others = at < 0 ? words : words.toSpliced(at - 1, 2);
  const changed = value === '' ? others : [...others, flag, `${name}:${value}`];
  return changed.length === 0 ? omit(options, 'arguments') : { ...options, arguments: changed };
}
