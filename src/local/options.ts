import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runEngines, type RunEngine } from '../core/jobs/engine.ts';

export interface LocalOptions {
  readonly root: string;
  /** 0: any free port. */
  readonly port: number;
  readonly json: boolean;
  /** Started by an editor: announces itself and ends after idling. */
  readonly announce: boolean;
  /** Seconds; undefined: never ends by itself. */
  readonly idle: number | undefined;
  /** Jobs that run at once; undefined: as many as there are cores. */
  readonly maxJobs: number | undefined;
  /** Command or path of the container engine; empty: the first that answers. */
  readonly containerEngine: string;
  /** Internal: the container engine, or none, whose command line is to be answered; undefined when it is about something else. */
  readonly asEngine: string | undefined;
  /** What runs a job that names no engine. */
  readonly engine: RunEngine;
}

export const usage = `Usage: npm run local -- [options]                      Local SageMaker, until Ctrl-C
       npm run local -- [options] -- [COMMAND [ARGS]]  a command, or a shell, that takes it for AWS

  --root DIR     folder of its state (default: ${defaultRoot({ HOME: '~' })})
  --port N       port on 127.0.0.1 (default: any free one)
  --json         print one line of JSON once it listens, instead of shell exports
  --max-jobs N   jobs that run at once (default: one a core)
  --idle S       end after S seconds without a request or a job
  --engine E     what runs jobs that do not say: process, docker, or auto, which is docker where their
                 image is on this machine, else process (default: auto)
  --container-engine COMMAND
                 docker, podman, finch or a path (default: the first that is installed)

When it ends, the jobs that run end with it; those that wait run at the next start on the same folder.`;

const idleOfAnnounced = 15 * 60;

/** Splits a command line into options and what stands behind `--`: a command; empty for a shell; undefined without `--`. */
export function commandLine(args: readonly string[]): {
  args: readonly string[];
  command: readonly string[] | undefined;
} {
  const at = args.indexOf('--');
  return at < 0 ? { args, command: undefined } : { args: args.slice(0, at), command: args.slice(at + 1) };
}

/** Reads the command line. Throws an Error that says what is wrong with it; undefined when only help was asked for. */
export function parseOptions(args: readonly string[], env: NodeJS.ProcessEnv): LocalOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      root: { type: 'string' },
      port: { type: 'string' },
      json: { type: 'boolean', default: false },
      announce: { type: 'boolean', default: false },
      idle: { type: 'string' },
      'max-jobs': { type: 'string' },
      engine: { type: 'string', default: 'auto' },
      'container-engine': { type: 'string', default: '' },
      'as-engine': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    root: path.resolve(values.root ?? defaultRoot(env)),
    port: wholeNumber('--port', values.port, 0, 65_535) ?? 0,
    json: values.json,
    announce: values.announce,
    idle: wholeNumber('--idle', values.idle, 1, 7 * 24 * 3600) ?? (values.announce ? idleOfAnnounced : undefined),
    maxJobs: wholeNumber('--max-jobs', values['max-jobs'], 1, 1000),
    engine: engineNamed(values.engine),
    containerEngine: values['container-engine'],
    asEngine: values['as-engine'],
  };
}

function engineNamed(text: string): RunEngine {
  const engine = runEngines.find((each) => each === text);
  if (engine !== undefined) return engine;
  throw new Error(`--engine takes one of ${runEngines.join(', ')}, not "${text}".`);
}

function wholeNumber(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
}

/** Where a user's programs keep their state. */
function defaultRoot(env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] ?? homedir();
  const state = env['XDG_STATE_HOME'] ?? path.join(home, '.local', 'state');
  return path.join(state, 'sagemaker-runner');
}
