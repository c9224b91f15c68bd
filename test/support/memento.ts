import type { Memento } from 'vscode';

/** State as VS Code keeps it: as JSON. */
export function memento(stored: Readonly<Record<string, unknown>> = {}): Memento {
  const values = new Map(Object.entries(stored));
  return {
    get: <T>(key: string, otherwise?: T) => (values.get(key) as T | undefined) ?? otherwise,
    keys: () => [...values.keys()],
    update: (key, value) => {
      values.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
}
