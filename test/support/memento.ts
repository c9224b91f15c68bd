import type { Memento } from 'vscode';

/** State as VS Code keeps it: as JSON. */
export function memento(stored: Readonly<Record<string, unknown>> = {}): Memento & { readonly stored: () => unknown } {
  const values = new Map(Object.entries(stored));
  const get = (key: string, otherwise?: unknown): unknown => values.get(key) ?? otherwise;
  return {
    get: get as Memento['get'],
    keys: () => [...values.keys()],
    update: (key, value) => {
      values.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
    stored: () => Object.fromEntries(values),
  };
}
