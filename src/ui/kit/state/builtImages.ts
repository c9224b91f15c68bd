import type { Memento } from 'vscode';
import type { Fingerprint } from '../../../app/images/fingerprint.ts';

/** An image that this workspace built, and what from. */
export interface BuiltFrom {
  /** Of a task of kind `image`, without type and kind. */
  readonly members: Record<string, unknown>;
  /** Absolute paths. */
  readonly dockerfile: string;
  readonly context: string;
  readonly workspaceFolder: string | undefined;
  readonly digest: string;
  readonly fingerprint: Fingerprint;
  /** True when the user does not want to be asked whether it is to be built again. */
  readonly isQuiet?: boolean;
}

const key = 'images.built';
const languagesKey = 'images.languages';
const scriptsKey = 'images.scripts';
const kept = 100;

/** What the workspace remembers of the images that it built. */
export class BuiltImages {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  find(uri: string): BuiltFrom | undefined {
    return this.#all().find(([name]) => name === uri)?.[1];
  }

  async save(uri: string, from: BuiltFrom): Promise<void> {
    const others = this.#all().filter(([name]) => name !== uri);
    await this.#state.update(key, [[uri, from], ...others].slice(0, kept));
  }

  /** The language that the user chose for a Dockerfile whose own text does not tell. */
  language(dockerfile: string): string | undefined {
    return this.#state.get<Record<string, string>>(languagesKey, {})[dockerfile];
  }

  async saveLanguage(dockerfile: string, language: string): Promise<void> {
    await this.#state.update(languagesKey, {
      ...this.#state.get<Record<string, string>>(languagesKey, {}),
      [dockerfile]: language,
    });
  }

  /** The script that a Dockerfile was last created or changed for; its path. */
  script(dockerfile: string): string | undefined {
    return this.#state.get<[string, string][]>(scriptsKey, []).find(([name]) => name === dockerfile)?.[1];
  }

  async saveScript(dockerfile: string, script: string): Promise<void> {
    const others = this.#state.get<[string, string][]>(scriptsKey, []).filter(([name]) => name !== dockerfile);
    await this.#state.update(scriptsKey, [[dockerfile, script], ...others].slice(0, kept));
  }

  #all(): [string, BuiltFrom][] {
    return this.#state.get<[string, BuiltFrom][]>(key, []);
  }
}
