import * as vscode from 'vscode';
import { optionProblem, type WrittenOptions } from '../../../core/runs/runSchema.ts';
import type { RunOptions } from '../state/runStore.ts';
import { omit } from '../omit.ts';

/** One option of a run in the form. */
export interface Field {
  readonly label: string;
  readonly icon: string;
  /** What holds when nothing is chosen, in words. */
  readonly fallback: string;
  /** The value as the form shows it; empty when the default holds. */
  show(options: RunOptions): string;
  /** Lets the user change it. Undefined when they leave it as it is. */
  edit(options: RunOptions): Promise<RunOptions | undefined>;
}

/** Without the member when the value is undefined. */
export function withMember(options: RunOptions, name: string, value: unknown): RunOptions {
  const rest = omit(options, name);
  return value === undefined ? rest : { ...rest, [name]: value };
}

export interface TextFieldOptions extends LineFieldOptions {
  readonly member: keyof WrittenOptions;
}

export interface LineFieldOptions {
  readonly member: string;
  readonly label: string;
  readonly icon: string;
  readonly fallback: string;
  readonly prompt: string;
  readonly placeHolder: string;
  /** The member's value as text. */
  readonly format: (value: unknown) => string;
  /** The text as the member's value, or what is wrong with it. An empty text stands for the default and is not parsed. */
  readonly parse: (text: string) => Parsed;
  /** What is wrong with a value that a task may have, such as a folder that is not there. */
  readonly check?: (text: string) => Promise<string | undefined>;
}

type Parsed = { readonly value: unknown } | { readonly problem: string };

/** What is wrong with a member's value; undefined when nothing is. */
type Check = (value: unknown) => string | undefined;

/** An option of a run that is typed in one line: what SageMaker would refuse is refused here. */
export function inputBoxField(field: TextFieldOptions): Field {
  return lineField(field, (value) => optionProblem(field.member, value));
}

/** An option that is typed in one line. */
export function lineField(field: LineFieldOptions, problemOf: Check): Field {
  const { member, label, icon, fallback, prompt, placeHolder, format } = field;
  const show = (options: RunOptions): string => (options[member] === undefined ? '' : format(options[member]));
  return {
    label,
    icon,
    fallback,
    show,
    edit: async (options) => {
      const text = await vscode.window.showInputBox({
        title: label,
        prompt,
        placeHolder,
        value: show(options),
        ignoreFocusOut: true,
        validateInput: async (value) => {
          const parsed = parseValue(field, value.trim(), problemOf);
          return 'problem' in parsed ? parsed.problem : field.check?.(value.trim());
        },
      });
      if (text === undefined) return undefined;
      const parsed = parseValue(field, text.trim(), problemOf);
      return 'problem' in parsed ? undefined : withMember(options, member, parsed.value);
    },
  };
}

/** The value as a task may have it. */
function parseValue({ label, parse }: LineFieldOptions, text: string, problemOf: Check): Parsed {
  if (text === '') return { value: undefined };
  const parsed = parse(text);
  if ('problem' in parsed) return parsed;
  const problem = problemOf(parsed.value);
  if (problem === undefined) return parsed;
  // What is wrong with one entry names it; what is wrong with the whole begins with the verb.
  return { problem: /^(must|is|has|holds)\b/u.test(problem) ? `${label}: ${problem}` : problem };
}

/** An option that is a whole number between two limits. */
export function numberField(
  field: Omit<TextFieldOptions, 'format' | 'parse'> & {
    readonly least: number;
    readonly most: number;
    readonly factor?: number;
  },
): Field {
  const { least, most, factor = 1, ...rest } = field;
  return inputBoxField({
    ...rest,
    format: (value) => (typeof value === 'number' ? String(value / factor) : ''),
    parse: (text) => {
      const number = Number(text);
      const fits = Number.isInteger(number * factor) && number >= least && number <= most;
      return fits ? { value: number * factor } : { problem: vscode.l10n.t('A number from {0} to {1}', least, most) };
    },
  });
}
