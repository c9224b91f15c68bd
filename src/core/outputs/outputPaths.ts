import { containerPaths } from '../aws/container.ts';
import type { JobOutputs, OutputFile } from './jobOutputs.ts';

/** Stands for the job's container: what lies elsewhere has another host. */
const container = 'http://container.invalid';

/** The places that a job's outputs had in its container, by which its documents refer to each other. */
export class OutputPaths {
  readonly #files = new Map<string, OutputFile>();
  readonly #paths = new Map<string, string>();

  constructor({ groups }: JobOutputs) {
    for (const { folder, files } of groups) {
      const isScripts = folder === containerPaths.output || folder === containerPaths.collected;
      for (const file of files) {
        const path = `${folder}/${file.path}`;
        this.#paths.set(file.uri, path);
        this.#files.set(path.normalize(), file);
        // What came from the working directory is known by its place there, too.
        if (isScripts) this.#files.set(`${containerPaths.code}/${file.path}`.normalize(), file);
      }
    }
  }

  /** Absolute path of a file in the container; undefined for a file of other outputs. */
  pathOf(file: OutputFile): string | undefined {
    return this.#paths.get(file.uri);
  }

  /** The file at an absolute path of the container. */
  at(path: string): OutputFile | undefined {
    return this.#files.get(path.normalize());
  }

  /** The file that a document's reference leads to, as a browser reads references: relative, with `%20`, a query or backslashes. */
  referred(reference: string, from: OutputFile): OutputFile | undefined {
    const base = this.pathOf(from);
    if (base === undefined) return undefined;
    const url = resolve(reference, base);
    // A name can hold a percent sign itself, and whoever wrote the reference did not escape it.
    const literally = resolve(reference.replaceAll('%', '%25'), base);
    return [url, literally].flatMap((path) => (path === undefined ? [] : (this.at(path) ?? []))).at(0);
  }
}

function resolve(reference: string, base: string): string | undefined {
  const from = container + base.split('/').map(encodeURIComponent).join('/');
  const url = URL.parse(reference, from);
  if (!url || (url.origin !== container && url.protocol !== 'file:')) return undefined;
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return url.pathname;
  }
}
