import { OutputPaths } from '../../../../src/core/outputs/outputPaths.ts';
import { detectEncoding } from '../../../../src/core/outputs/textEncoding.ts';
import type { OutputFile } from '../../../../src/protocol/outputs.ts';
import type { ViewerOptions } from '../../context.ts';
import { cssReferences, withReferences } from './cssReferences.ts';

/** Pictures and styles of one document, in bytes. */
const mostBytes = 128 * 1024 * 1024;
/** Style sheets that are put together for one document, however they import each other. */
const mostSheets = 500;

interface Bytes {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** The files that a document refers to, at addresses that last as long as the document is looked at. */
export class ReferredFiles {
  /** What it refers to and can not be shown: as it is written. */
  readonly missing = new Set<string>();
  readonly paths: OutputPaths;
  readonly #options: ViewerOptions;
  readonly #read = new Map<string, Promise<Bytes | undefined>>();
  readonly #pictures = new Map<string, string>();
  readonly #urls: string[] = [];
  #bytes = 0;
  #sheets = 0;

  constructor(options: ViewerOptions) {
    this.#options = options;
    this.paths = new OutputPaths(options.outputs);
  }

  /** Address for a reference in `from`; undefined when it leads to nothing that can be shown. `data:` is its own. */
  async address(reference: string, from: OutputFile): Promise<string | undefined> {
    const written = reference.trim();
    if (written === '' || /^(?:data:|#)/iu.test(written)) return written;
    const file = this.paths.referred(written, from);
    const read = file && (await this.#bytesOf(file));
    if (!file || !read) {
      this.missing.add(written);
      return undefined;
    }
    const known = this.#pictures.get(file.uri) ?? this.#keep(read.bytes, read.type);
    this.#pictures.set(file.uri, known);
    return known + (/#.*$/su.exec(written)?.[0] ?? '');
  }

  /** Address of a style sheet, in which what it refers to has addresses, too. `within`: the files that lead to it. */
  async styleAddress(reference: string, within: readonly OutputFile[]): Promise<string | undefined> {
    const [from] = within.slice(-1);
    const file = from && this.paths.referred(reference.trim(), from);
    if (!file && /^\s*data:/iu.test(reference)) return reference;
    // Two that import each other: for a browser, too, the second time is one too many.
    if (file && within.includes(file)) return undefined;
    const css = file && this.#sheets++ < mostSheets ? await this.text(file) : undefined;
    if (!file || css === undefined) {
      this.missing.add(reference.trim());
      return undefined;
    }
    return this.#keep(new TextEncoder().encode(await this.style(css, [...within, file])), 'text/css;charset=utf-8');
  }

  /** A style sheet's text with addresses that work; `within`: the file that it stands in, after those that lead there. */
  async style(css: string, within: readonly OutputFile[]): Promise<string> {
    const references = cssReferences(css);
    const addresses = references.map(async ({ url, isImport }) => {
      const [from] = within.slice(-1);
      return isImport || !from ? this.styleAddress(url, within) : this.address(url, from);
    });
    return withReferences(css, references, await Promise.all(addresses));
  }

  /** Text of a file; undefined where it can not be had. */
  async text(file: OutputFile): Promise<string | undefined> {
    const read = await this.#bytesOf(file);
    if (!read) return undefined;
    const { encoding, markLength } = detectEncoding(read.bytes);
    return new TextDecoder(encoding).decode(read.bytes.subarray(markLength));
  }

  dispose(): void {
    for (const url of this.#urls.splice(0)) URL.revokeObjectURL(url);
  }

  #bytesOf(file: OutputFile): Promise<Bytes | undefined> {
    const known = this.#read.get(file.uri);
    if (known) return known;
    if (this.#bytes + file.size > mostBytes) return Promise.resolve(undefined);
    this.#bytes += file.size;
    const { context, signal } = this.#options;
    const read = context.host.request('bytes', { uri: file.uri }, signal).catch(() => undefined);
    this.#read.set(file.uri, read);
    return read;
  }

  #keep(bytes: Uint8Array, type: string): string {
    const url = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type }));
    this.#urls.push(url);
    return url;
  }
}
