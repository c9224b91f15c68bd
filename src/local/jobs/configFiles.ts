import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JobPlan } from '../contracts/contract.ts';
import type { HostFolder } from '../files/jobFolder.ts';

/** Writes what a host finds in /opt/ml/config, and its /etc/hosts: this machine's, and a loopback address for each host of the job. */
export async function writeConfigFiles(plan: JobPlan, folder: HostFolder): Promise<void> {
  const config = path.join(folder.ml, 'config');
  await mkdir(config, { recursive: true });
  for (const [name, text] of Object.entries(plan.configFiles(folder.host)))
    await writeFile(path.join(config, name), text);
  const machine = await readFile('/etc/hosts', 'utf8').catch(() => '127.0.0.1 localhost\n::1 localhost\n');
  const lines = plan.hosts.map((host, index) => `127.0.0.${index + 1} ${host}\n`);
  await writeFile(folder.hosts, [machine.trimEnd(), '\n', ...lines].join(''));
}
