import { hostOfStream } from '../../core/logs/streamName.ts';
import type { Backend } from '../../core/ports/backend.ts';
import type { LogEvent } from '../../core/ports/jobLogs.ts';
import { retried, type RetryOptions } from './retried.ts';

export interface HostEvents {
  readonly host: string;
  readonly events: readonly LogEvent[];
}

/** Reads the streams of one job, each from where it stopped. */
export interface LogReader {
  /** All that has come since the last read, page by page, hosts in turn. */
  read(): AsyncGenerator<HostEvents, void>;
}

export interface LogReaderOptions extends RetryOptions {
  readonly backend: Backend;
  readonly group: string;
  readonly prefix: string;
  /** How many streams the job will have: one for each instance. */
  readonly hosts: number;
}

export function createLogReader(options: LogReaderOptions): LogReader {
  const { backend, group, prefix, hosts, signal } = options;
  /** Where each stream goes on; undefined before its first page. */
  const tokens = new Map<string, string | undefined>();

  async function findStreams(): Promise<void> {
    if (tokens.size >= hosts) return;
    for (const stream of await retried(() => backend.logs.streams(group, prefix, signal), options)) {
      if (!tokens.has(stream)) tokens.set(stream, undefined);
    }
  }

  /** One page; undefined when the stream has nothing new. An empty page with another token is not the end: more may follow. */
  async function next(stream: string): Promise<HostEvents | undefined> {
    const token = tokens.get(stream);
    const page = await retried(() => backend.logs.events(group, stream, token, signal), options);
    tokens.set(stream, page.nextToken === '' ? undefined : page.nextToken);
    if (page.events.length === 0 && page.nextToken === (token ?? '')) return undefined;
    return { host: hostOfStream(stream), events: page.events };
  }

  return {
    async *read() {
      await findStreams();
      let open = [...tokens.keys()];
      let coming = open.map(next);
      while (open.length > 0) {
        const pages = await Promise.all(coming);
        open = open.filter((_, index) => pages[index] !== undefined);
        // What follows is asked for while these pages are shown.
        coming = open.map(next);
        // What fails is thrown when its turn comes.
        for (const page of coming) page.catch(() => undefined);
        for (const page of pages) if (page !== undefined && page.events.length > 0) yield page;
      }
    },
  };
}
