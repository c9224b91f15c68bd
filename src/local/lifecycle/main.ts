import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Announcement } from '../../adapters/process/announcement.ts';
import type { LocalOptions } from '../options.ts';
import { readAnnouncement } from './announce.ts';
import { watchIdle, type IdleWatch } from './idle.ts';
import { startLocalSageMaker } from './localSageMaker.ts';
import { asJson, asShellExports } from './present.ts';
import { lockRoot } from './rootLock.ts';
import { createStderrLogger } from './stderrLogger.ts';

/** Milliseconds that the server which holds the state folder has to announce itself. */
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
  const lock = lockRoot(options.root);
  if (lock === undefined) {
    const other = await readAnnouncement(options.root, announcementLimit);
    if (other === undefined) {
      logger.error(
        `Another process holds ${options.root} and does not answer. End it, or choose another folder with --root.`,
      );
      return 1;
    }
    logger.info(`Local SageMaker runs already on ${options.root}: process ${other.pid}, ${other.endpoint}`);
    print(other);
    return 0;
  }
  let idle: IdleWatch | undefined;
  try {
    const signal = nextSignal();
    const server = await startLocalSageMaker({
      root: options.root,
      port: options.port,
      maxJobs: options.maxJobs ?? availableParallelism(),
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
    lock.release();
  }
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
