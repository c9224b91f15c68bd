import * as vscode from 'vscode';
import { withMember, type Field } from './field.ts';

/** A way to get a further entry, such as choosing a folder. */
export interface EntrySource<T> {
  readonly label: string;
  readonly icon: string;
  ask(): Promise<readonly T[]>;
}

export interface ListFieldOptions<T> {
  readonly member: string;
  readonly label: string;
  readonly icon: string;
  readonly fallback: string;
  readonly placeHolder: string;
  readonly read: (value: unknown) => readonly T[];
  readonly write: (entries: readonly T[]) => unknown;
  readonly describe: (entry: T) => string;
  /** What happens to an entry, beside it. */
  readonly tell?: (entries: readonly T[], at: number) => string;
  readonly sources: readonly EntrySource<T>[];
}

type ListItem<T> = vscode.QuickPickItem & {
  readonly entry?: T;
  readonly source?: EntrySource<T>;
  readonly done?: true;
};

/** An option with any number of entries: choosing one takes it out, further items add more. */
export function listField<T>(field: ListFieldOptions<T>): Field {
  return {
    label: field.label,
    icon: field.icon,
    fallback: field.fallback,
    show: (options) => field.read(options[field.member]).map(field.describe).join(', '),
    edit: async (options) => {
      let entries = field.read(options[field.member]);
      for (;;) {
        const picked = await pick(field, entries);
        if (!picked || picked.done === true) break;
        if (picked.entry !== undefined) entries = entries.filter((entry) => entry !== picked.entry);
        else if (picked.source) entries = [...entries, ...(await picked.source.ask())];
      }
      return withMember(options, field.member, entries.length === 0 ? undefined : field.write(entries));
    },
  };
}

async function pick<T>(field: ListFieldOptions<T>, entries: readonly T[]): Promise<ListItem<T> | undefined> {
  const items: ListItem<T>[] = [
    ...entries.map((entry, at) => ({
      label: `$(${field.icon}) ${field.describe(entry)}`,
      description: [...(field.tell ? [field.tell(entries, at)] : []), vscode.l10n.t('choose to remove')].join(' · '),
      entry,
    })),
    ...(entries.length > 0 ? [{ label: '', kind: vscode.QuickPickItemKind.Separator }] : []),
    ...field.sources.map((source) => ({ label: `$(${source.icon}) ${source.label}`, source })),
    { label: `$(check) ${vscode.l10n.t('Done')}`, done: true },
  ];
  return vscode.window.showQuickPick(items, {
    title: field.label,
    placeHolder: field.placeHolder,
    ignoreFocusOut: true,
  });
}
