import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../core/errors.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { parseAnnouncement, type Announcement } from './announcement.ts';

export interface LocalServerOptions {
  /** Folder of the state; windows with the same root share one server. */
  readonly root: string;
  /** Absolute path of `dist/local.js`. */
  readonly program: string;
  /** What runs it: `process.execPath`, started with ELECTRON_RUN_AS_NODE=1. */
  readonly executable: string;
  /** Further arguments, such as `--idle 60`. */
  readonly args?: readonly string[];
}

export interface FindLocalServerOptions extends LocalServerOptions {
  /** True when the server of the announcement answers a request that is signed with its keys. */
  readonly verify: (announcement: Announcement) => Promise<boolean>;
  readonly logger: Logger;
}

/** Milliseconds that a start may take. */
const startLimit = 15_000;
const pollInterval = 15;

/** Names the server of a root folder; makes it when there is none. */
export type LocalServer = (signal?: AbortSignal) => Promise<Announcement>;

/**
 * Finds the running server of a root folder, else starts one that outlives this process. However many ask at once, one start is
 * pending. Two windows may still start two: the server's own lock lets one win, and the other finds it announced.
 * `LocalServerFailed` tells why a start failed, with the end of the server's log.
 */
export function createLocalServer(options: FindLocalServerOptions): LocalServer {
  let pending: Promise<Announcement> | undefined;
  return async (signal) => {
    signal?.throwIfAborted();
    pending ??= findOrStart(options).finally(() => {
      pending = undefined;
    });
    return pending;
  };
}

async function findOrStart(options: FindLocalServerOptions): Promise<Announcement> {
  const running = await announced(options);
  if (running) return running;
  const started = Date.now();
  await fs.mkdir(options.root, { recursive: true, mode: 0o700 });
  const child = await start(options);
  const ended = endOf(child);
  while (Date.now() - started < startLimit) {
    const announcement = await announced(options);
    if (announcement) {
      options.logger.info(
        `Local SageMaker started in ${Date.now() - started} ms: process ${announcement.pid}, port ${announcement.port}`,
      );
      return announcement;
    }
    const end = ended();
    if (end !== undefined && end !== 0) throw await failed(options, l10n.t('it ended at once ({0})', String(end)));
    await sleep(pollInterval);
  }
  throw await failed(options, l10n.t('it did not answer within {0} seconds', startLimit / 1000));
}

async function announced({ root, verify }: FindLocalServerOptions): Promise<Announcement | undefined> {
  const text = await fs.readFile(path.join(root, 'server.json'), 'utf8').catch(() => undefined);
  const announcement = text === undefined ? undefined : parseAnnouncement(text);
  return announcement && (await verify(announcement)) ? announcement : undefined;
}

const logName = 'server.log';

async function start({ root, program, executable, args = [] }: FindLocalServerOptions): Promise<ChildProcess> {
  const log = await fs.open(path.join(root, logName), 'w', 0o600);
  try {
    const child = spawn(executable, [program, '--root', root, '--announce', ...args], {
      cwd: root,
      detached: true,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

/** How the process ended: its exit code, signal or the reason that it could not start; undefined while it runs. */
function endOf(child: ChildProcess): () => number | string | undefined {
  let end: number | string | undefined;
  child.once('error', (error) => {
    end = error.message;
  });
  child.once('exit', (code, signal) => {
    end ??= code ?? signal ?? 'unknown';
  });
  return () => end;
}

async function failed({ root, logger }: FindLocalServerOptions, reason: string): Promise<AppError> {
  const log = path.join(root, logName);
  const tail = (await fs.readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n');
  logger.error(`Local SageMaker did not start: ${reason}\n${tail}`);
  const message = l10n.t(
    'Local SageMaker did not start: {0}. Its log is {1}. Try again, or run the doctor.',
    reason,
    log,
  );
  return new AppError('LocalServerFailed', tail === '' ? message : `${message}\n${tail}`, { action: 'runDoctor' });
}
