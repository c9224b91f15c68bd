import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { abortable } from '../../core/abortable.ts';
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
  /** The product's: a running server of an older one is replaced. Any server will do when absent. */
  readonly version?: string;
  /**
   * Command or path of the container engine; empty for the first that there is. A running server with another is replaced; any will do when
   * absent.
   */
  readonly containerEngine?: () => string;
}

export interface FindLocalServerOptions extends LocalServerOptions {
  /** True when the server of the announcement answers a request that is signed with its keys. */
  readonly verify: (announcement: Announcement) => Promise<boolean>;
  /** True when a job runs or waits there. */
  readonly isBusy: (announcement: Announcement) => Promise<boolean>;
  readonly logger: Logger;
}

/** Milliseconds that a start may take. */
const startLimit = 15_000;
const pollInterval = 15;
/** Milliseconds that a server may take to end. */
const endLimit = 20_000;
/** Bytes of the log beyond which a start begins it anew. */
const logLimit = 1_000_000;

/** Names the server of a root folder; makes it when there is none. */
export type LocalServer = (signal?: AbortSignal) => Promise<Announcement>;

/**
 * Finds the running server of a root folder, else starts one that outlives this process. However many ask at once, one start is
 * pending. Two windows may still start two: the server's own lock lets one win, and the other finds it announced.
 * `LocalServerFailed` tells why a start failed, with the end of the server's log. Who aborts waits no longer; the start goes on for others.
 */
export function createLocalServer(options: FindLocalServerOptions): LocalServer {
  let pending: Promise<Announcement> | undefined;
  return async (signal) => {
    signal?.throwIfAborted();
    pending ??= findOrStart(options).finally(() => {
      pending = undefined;
    });
    return abortable(pending, signal);
  };
}

async function findOrStart(options: FindLocalServerOptions): Promise<Announcement> {
  const running = await announced(options);
  if (running && !(await ended(running, options))) return running;
  const started = Date.now();
  await fs.mkdir(options.root, { recursive: true, mode: 0o700 });
  const { child, logStart } = await start(options);
  const endOfChild = endOf(child);
  while (Date.now() - started < startLimit) {
    const announcement = await announced(options);
    if (announcement) {
      options.logger.info(
        `Local SageMaker started in ${Date.now() - started} ms: process ${announcement.pid}, port ${announcement.port}`,
      );
      return announcement;
    }
    const end = endOfChild();
    if (end !== undefined && end !== 0)
      throw await failed(options, logStart, l10n.t('it ended at once ({0})', String(end)));
    await sleep(pollInterval);
  }
  throw await failed(options, logStart, l10n.t('it did not answer within {0} seconds', startLimit / 1000));
}

async function announced({ root, verify }: FindLocalServerOptions): Promise<Announcement | undefined> {
  const text = await fs.readFile(path.join(root, 'server.json'), 'utf8').catch(() => undefined);
  const announcement = text === undefined ? undefined : parseAnnouncement(text);
  return announcement && (await verify(announcement)) ? announcement : undefined;
}

/**
 * Ends a server that an older version of the extension started, or that uses another container engine than the settings name now, so that
 * this version's own can take its place: false when it stays, because it is as wanted, because its jobs would end with it, or because it
 * may not be ended. One that takes too long to end is told of by the start of the next. Newer ones stay: windows of both versions may be
 * open, and must not end each other's servers by turns. Its announcement has been proven by a signed request, so the process is ours to end.
 */
async function ended(running: Announcement, options: FindLocalServerOptions): Promise<boolean> {
  const { isBusy, logger } = options;
  const unlike = difference(running, options);
  if (unlike === undefined) return false;
  const what = `Local SageMaker ${running.version} (process ${running.pid}) runs, ${unlike}`;
  if (await isBusy(running)) {
    logger.warn(`${what}. It has jobs, so it goes on; it will be replaced once it has none.`);
    return false;
  }
  logger.info(`${what}: replacing it`);
  try {
    process.kill(running.pid, 'SIGTERM');
    // The next one can start only when this one has given its lock up.
    const asked = Date.now();
    while (Date.now() - asked < endLimit) {
      await sleep(pollInterval);
      process.kill(running.pid, 0);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return true;
    logger.warn(`It cannot be ended, so it goes on: ${String(error)}`);
    return false;
  }
  logger.warn(`It has not ended within ${endLimit / 1000} seconds`);
  return true;
}

/** In what a server is not the one that is wanted; undefined when it will do. */
function difference(running: Announcement, { version, containerEngine }: FindLocalServerOptions): string | undefined {
  if (version !== undefined && isOlder(running.version, version)) return `this is ${version}`;
  const engine = containerEngine?.() ?? running.containerEngine;
  if (engine === running.containerEngine) return undefined;
  const name = (command: string): string => command || 'the first container engine that there is';
  return `with ${name(running.containerEngine)}; the settings name ${name(engine)}`;
}

/** True for a lower `major.minor.patch`. */
function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}

const logName = 'server.log';

interface Started {
  readonly child: ChildProcess;
  /** Where in the log its own lines begin; in bytes. */
  readonly logStart: number;
}

async function start(options: FindLocalServerOptions): Promise<Started> {
  const { root, program, executable, args = [] } = options;
  const engine = options.containerEngine?.() ?? '';
  const engineArgs = engine === '' ? [] : ['--container-engine', engine];
  const file = path.join(root, logName);
  // Appended to: two windows may start one each, and the one that finds the other's running must not take its log away.
  const size = (await fs.stat(file).catch(() => undefined))?.size ?? 0;
  const log = await fs.open(file, 'a', 0o600);
  try {
    if (size > logLimit) await log.truncate();
    const child = spawn(executable, [program, '--root', root, '--announce', ...args, ...engineArgs], {
      cwd: root,
      detached: true,
      windowsHide: true,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    return { child, logStart: size > logLimit ? 0 : size };
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

async function failed({ root, logger }: FindLocalServerOptions, logStart: number, reason: string): Promise<AppError> {
  const log = path.join(root, logName);
  const written = (await fs.readFile(log).catch(() => Buffer.alloc(0))).subarray(logStart).toString();
  const tail = written.trim().split('\n').slice(-5).join('\n');
  logger.error(`Local SageMaker did not start: ${reason}\n${tail}`);
  const message = l10n.t(
    'Local SageMaker did not start: {0}. Its log is {1}. Try again, or run the doctor.',
    reason,
    log,
  );
  return new AppError('LocalServerFailed', tail === '' ? message : `${message}\n${tail}`, { action: 'runDoctor' });
}
