import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Announcement } from '../../adapters/process/announcement.ts';
import { KeyRing, type SessionKeys } from '../credentials/keyRing.ts';
import { localRole, sessionArn } from '../credentials/role.ts';
import type { LocalOptions } from '../options.ts';
import { caBundle } from './caBundle.ts';
import { createAuthority } from './certificates/authority.ts';
import { writeEngineCommands } from './engine/commands.ts';
import { regionOf, terminalVariables } from './environment.ts';
import { findLocal } from './findLocal.ts';
import { outerProxies } from './outerProxy.ts';
import { startTerminalProxy } from './proxy.ts';
import { runCommand } from './runCommand.ts';
import { startShell } from './shellStart.ts';
import { makeTerminalFolder } from './terminalFolder.ts';
import { forwardToLocal } from './toLocal.ts';
import { greeting } from './greeting.ts';

/** Milliseconds that a terminal's keys are good for; they are good for nothing but Local SageMaker. */
const keyLife = 7 * 24 * 3600 * 1000;

/**
 * Runs a command, or a shell, whose programs take Local SageMaker for AWS, to its end. Resolves with its exit code. The proxy is in this
 * process and everything else in its environment: nothing is left of it when it has ended, however that was.
 */
export async function runInTerminal(command: readonly string[], options: LocalOptions): Promise<number> {
  const { env } = process;
  const [program = defaultShell(env), ...args] = command;
  const local = findLocal(options);
  const announcement = await local();
  const authority = createAuthority(new Date());
  const proxy = await startTerminalProxy({ authority, outer: outerProxies(env), local: forwardToLocal(local) });
  const folder = await makeTerminalFolder(options.root);
  try {
    const [bundle, commands] = [path.join(folder, 'trusted.pem'), path.join(folder, 'bin')];
    await mkdir(commands);
    await writeFile(bundle, caBundle(env, authority.certificate));
    const { accountId } = announcement;
    const { root, containerEngine: wanted } = options;
    await writeEngineCommands({ folder: commands, root, accountId, wanted, env });
    const config = env['AWS_CONFIG_FILE'] ?? path.join(homedir(), '.aws', 'config');
    const region = regionOf(env, await readFile(config, 'utf8').catch(() => ''), announcement.region);
    const keys = sessionKeys(announcement);
    const variables = terminalVariables(env, { keys, region, proxy, bundle, commands }, path.delimiter);
    process.stderr.write(greeting(announcement, region, variables, env));
    const start = args.length > 0 ? undefined : await startShell(program, variables, folder, env);
    return await runCommand([program, ...(start?.args ?? args)], { ...env, ...variables, ...start?.environment });
  } finally {
    await proxy.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A session of Local's role: programs ask who they are to learn which role they have (the SageMaker SDK's `get_execution_role`). */
function sessionKeys({ accessKeyId, secretAccessKey, accountId }: Announcement): SessionKeys {
  const now = new Date();
  const ring = new KeyRing({ root: { accessKeyId, secretAccessKey }, accountId, isRunning: () => false });
  const role = localRole(accountId, now);
  const session = 'terminal';
  const caller = { arn: sessionArn(role.arn, session), userId: `${role.id}:${session}` };
  return ring.issue({ ...caller, isSession: true, imagesOnly: false }, new Date(now.getTime() + keyLife));
}

function defaultShell(env: NodeJS.ProcessEnv): string {
  return process.platform === 'win32' ? (env['ComSpec'] ?? 'cmd.exe') : (env['SHELL'] ?? '/bin/sh');
}
