import { AppError } from '../../core/errors.ts';
import type { JobId } from '../../core/jobs/jobRef.ts';
import { kindOfContent, mediaTypeOf } from '../../core/outputs/fileKind.ts';
import type { TextEncodingName } from '../../core/outputs/textEncoding.ts';
import type { Backend } from '../../core/ports/backend.ts';
import type { TableCopies } from '../../core/ports/tableCopies.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { listJobOutputs } from '../../app/outputs/listJobOutputs.ts';
import { readTextStretch } from '../../app/outputs/readTextStretch.ts';
import type { EventName, EventOf, JobOutputs, OutputFile, TableChoice } from '../../protocol/outputs.ts';
import { JobWatch } from './jobWatch.ts';
import type { Handlers } from './requestLoop.ts';
import { Tables } from './tables.ts';
import * as l10n from '@vscode/l10n';

/** What is done with a file outside of the webview. */
export interface FileActions {
  save(backend: Backend, file: OutputFile): Promise<void>;
  saveAll(backend: Backend, outputs: JobOutputs): Promise<void>;
  openInEditor(backend: Backend, file: OutputFile): Promise<void>;
  /** `outputs`: those of its job, to which a document may refer. */
  openExternally(backend: Backend, file: OutputFile, outputs: JobOutputs): Promise<void>;
  /** Tells the user why one of these, or what leads to it, came to nothing: the page has no place for it. */
  showFailure(error: unknown): void;
}

/** What the user said of the format of a script's tables. */
export interface TableChoices {
  of(job: JobId, path: string): TableChoice | undefined;
  save(job: JobId, path: string, choice: TableChoice): Promise<void>;
}

export interface AnswersOptions {
  /** Made on first use; asked again after it failed. */
  readonly backend: () => Promise<Backend>;
  /** The jobs whose outputs the webview may ask for. */
  readonly jobs: readonly JobId[];
  readonly actions: FileActions;
  readonly choices: TableChoices;
  readonly copies: TableCopies;
  readonly logger: Logger;
}

type OutputsHandlers = Omit<Handlers, 'openRuns' | 'showRuns'>;

/** Images and PDFs are handed over whole, up to this size. */
const largestWhole = 100 * 1024 * 1024;
const headSize = 4096;
const empty = {};

/** Answers to the requests of one webview. It may only ask for files that were listed for its own jobs. */
export class Answers {
  readonly handlers: OutputsHandlers;
  readonly #options: AnswersOptions;
  readonly #outputs = new Map<string, JobOutputs>();
  readonly #encodings = new Map<string, TextEncodingName>();
  readonly #tables: Tables;
  readonly #watch: JobWatch;

  constructor(options: AnswersOptions, tell: <K extends EventName>(name: K, payload: EventOf<K>) => void) {
    this.#options = options;
    this.#tables = new Tables(options.copies, tell, (error) => {
      options.logger.error('outputs: reading a table', error);
    });
    this.#watch = new JobWatch({
      backend: options.backend,
      list: (job) => this.#list(job),
      onChange: (outputs) => {
        tell('outputs', outputs);
      },
      onError: (error) => {
        options.logger.error('outputs: listing again', error);
      },
    });
    this.handlers = this.#handlers();
  }

  setVisible(visible: boolean): void {
    this.#watch.setVisible(visible);
  }

  dispose(): void {
    this.#watch.dispose();
    this.#tables.dispose();
  }

  #handlers(): OutputsHandlers {
    const { actions, backend, choices } = this.#options;
    return {
      list: async ({ job }, signal) => {
        const outputs = await this.#list(job, signal);
        this.#watch.seen(outputs);
        return outputs;
      },
      bytes: ({ uri }, signal) => this.#bytes(this.#file(uri), signal),
      text: async ({ uri, start, length }, signal) => {
        const { size } = this.#file(uri);
        const { objects } = await backend();
        const encoding = start === 0 ? undefined : this.#encodings.get(uri);
        const read = await readTextStretch({ objects, uri, size, start, length, encoding, signal });
        this.#encodings.set(uri, read.encoding);
        return { text: read.text, next: read.next, size };
      },
      sniff: async ({ uri }, signal) => ({ kind: kindOfContent(await this.#head(this.#file(uri), signal)) }),
      openTable: async ({ uri, choice, sheet }, signal) => {
        const { job, file } = this.#find(uri);
        const place = sheet === undefined ? file.path : `${file.path} ${sheet}`;
        if (choice) await choices.save(job, place, choice);
        const { objects } = await backend();
        const { size } = file;
        return this.#tables.open({ objects, uri, size, sheet, choice: choice ?? choices.of(job, place), signal });
      },
      rows: (params) => this.#tables.rows(params),
      view: (params) => this.#tables.view(params),
      copy: (params) => this.#tables.copy(params),
      closeTable: ({ table }) => {
        this.#tables.close(table);
        return Promise.resolve(empty);
      },
      save: ({ uri }) => this.#act(async () => actions.save(await backend(), this.#file(uri))),
      saveAll: ({ job }) => this.#act(async () => actions.saveAll(await backend(), this.#listed(job))),
      openInEditor: ({ uri }) => this.#act(async () => actions.openInEditor(await backend(), this.#file(uri))),
      openExternally: ({ uri }) =>
        this.#act(async () => actions.openExternally(await backend(), this.#file(uri), await this.#allBeside(uri))),
    };
  }

  async #act(action: () => Promise<void>): Promise<typeof empty> {
    try {
      await action();
    } catch (error) {
      this.#options.actions.showFailure(error);
      throw error;
    }
    return empty;
  }

  async #list(key: string, signal?: AbortSignal): Promise<JobOutputs> {
    const job = this.#options.jobs.find((each) => each.key() === key);
    if (!job) throw notListed(key);
    const backend = await this.#options.backend();
    const outputs = await listJobOutputs({ backend, job, ...(signal && { signal }) });
    this.#outputs.set(key, outputs);
    return outputs;
  }

  async #bytes(file: OutputFile, signal: AbortSignal): Promise<{ bytes: Uint8Array; type: string }> {
    if (file.size > largestWhole) {
      throw new AppError(
        'LimitExceeded',
        l10n.t('{0} is too large to be shown here. Save it and open it from there.', file.path),
      );
    }
    const { objects } = await this.#options.backend();
    const bytes = file.size === 0 ? new Uint8Array() : await objects.read(file.uri, undefined, signal);
    // A copy: a Buffer would be turned into JSON on its way, and a part of a larger one would take all of it along.
    return { bytes: new Uint8Array(bytes), type: mediaTypeOf(file.path, bytes) };
  }

  async #head(file: OutputFile, signal: AbortSignal): Promise<Uint8Array> {
    const { objects } = await this.#options.backend();
    const end = Math.min(file.size, headSize) - 1;
    return end < 0 ? new Uint8Array() : objects.read(file.uri, { start: 0, end }, signal);
  }

  #listed(job: string): JobOutputs {
    const outputs = this.#outputs.get(job);
    if (!outputs) throw notListed(job);
    return outputs;
  }

  #file(uri: string): OutputFile {
    return this.#find(uri).file;
  }

  /** All outputs of the job that wrote the file, however many there are. */
  async #allBeside(uri: string): Promise<JobOutputs> {
    const { job, outputs } = this.#find(uri);
    if (!outputs.groups.some(({ truncated }) => truncated)) return outputs;
    return listJobOutputs({ backend: await this.#options.backend(), job, limit: Number.POSITIVE_INFINITY });
  }

  #find(uri: string): { readonly job: JobId; readonly file: OutputFile; readonly outputs: JobOutputs } {
    for (const [key, outputs] of this.#outputs) {
      const file = outputs.groups.flatMap(({ files }) => files).find((candidate) => candidate.uri === uri);
      const job = this.#options.jobs.find((each) => each.key() === key);
      if (file && job) return { job, file, outputs };
    }
    throw notListed(uri);
  }
}

function notListed(name: string): AppError {
  return new AppError('NotFound', l10n.t('{0} is not among the outputs. Refresh the panel.', name));
}
