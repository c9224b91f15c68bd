import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Announcement } from '../../adapters/process/announcement.ts';
import type { LocalOptions } from '../options.ts';
import { readAnnouncement } from './announce.ts';
import { watchIdle, type IdleWatch } from './idle.ts';
import { startLocalSageMaker } from './localSageMaker.ts';
import { asJson, asShellExports } from './present.ts';
import { lockRoot, type RootLock } from './rootLock.ts';
import { createStderrLogger } from './stderrLogger.ts';

/** Milliseconds that the server which holds the state folder has to announce itself, or to end. */
const announcementLimit = 10_000;
/** Milliseconds between asking a stopped job to end and ending it. SageMaker gives more, on machines that nobody waits at. */
const grace = 30_000;

/** Runs Local SageMaker until a signal or idling ends it. Resolves with the exit code. */
export async function main(options: LocalOptions): Promise<number> {
  const logger = createStderrLogger();
  const print = (announcement: Announcement): void => {
    if (!options.announce)
      process.stdout.write(`${options.json ? asJson(announcement) : asShellExports(announcement)}\n`);
  };
  mkdirSync(options.root, { recursive: true, mode: 0o700 });
  const holder = await lockOrFind(options.root);
  if (holder === undefined) {
    logger.error(
      `Another process holds ${options.root} and does not answer. End it, or choose another folder with --root.`,
    );
    return 1;
  }
  if ('pid' in holder) {
    if (options.port !== 0 && new URL(holder.endpoint).port !== String(options.port)) {
      logger.error(
        `Local SageMaker runs already on ${options.root}: process ${holder.pid}, ${holder.endpoint}. Leave --port out to use that one, ` +
          `end it, or choose another folder with --root.`,
      );
      return 1;
    }
    logger.info(`Local SageMaker runs already on ${options.root}: process ${holder.pid}, ${holder.endpoint}`);
    print(holder);
    return 0;
  }
  let idle: IdleWatch | undefined;
  try {
    const signal = nextSignal();
    const server = await startLocalSageMaker({
      root: options.root,
      port: options.port,
      maxJobs: options.maxJobs ?? availableParallelism(),
      engine: options.engine,
      containerEngine: options.containerEngine,
      grace,
      logger,
      onRequest: (active) => idle?.requests(active),
    });
    const { version, endpoint } = server.announcement;
    logger.info(`Local SageMaker ${version} on ${options.root} listens at ${endpoint}`);
    print(server.announcement);
    const idled = new Promise<string>((resolve) => {
      const { idle: limit } = options;
      if (limit === undefined) return;
      idle = watchIdle(
        limit * 1000,
        () => server.activeJobs(),
        () => {
          resolve(`idle for ${limit} s`);
        },
      );
    });
    logger.info(`ending: ${await Promise.race([signal, idled])}`);
    await server.stop();
    return 0;
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    logger.error(`Port ${options.port} is taken. End what listens there, or leave --port out: any free port will do.`);
    return 1;
  } finally {
    idle?.stop();
    holder.release();
  }
}

/**
 * The lock of a state folder, or the server that has it. One that has not announced itself yet may still do so; one that is ending
 * gives the lock up. Two that try at the very same moment may both fail, so each tries again, and not in step. Undefined when the
 * time is up.
 */
async function lockOrFind(root: string): Promise<RootLock | Announcement | undefined> {
  for (const begun = Date.now(); Date.now() - begun < announcementLimit;) {
    const found = lockRoot(root) ?? (await readAnnouncement(root));
    if (found !== undefined) return found;
    await sleep(20 + Math.random() * 60);
  }
  return undefined;
}

/** The first of the signals that ask a process to end. A second one ends it at once. */
function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve(signal);
      });
    }
  });
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
