import fs from 'node:fs/promises';
import path from 'node:path';
import { isRunning, waitFor } from './processes.ts';

/**
 * Ends every Local SageMaker whose root is somewhere below a folder: it outlives its window by design, and its tests' must not. Its
 * announcement says its process.
 */
export async function stopLocal(folder: string): Promise<void> {
  const entries = await fs.readdir(folder, { recursive: true }).catch(() => []);
  for (const entry of entries.filter((name) => path.basename(name) === 'server.json')) {
    const announced: unknown = JSON.parse(await fs.readFile(path.join(folder, entry), 'utf8'));
    const pid = typeof announced === 'object' && announced !== null && 'pid' in announced ? announced.pid : undefined;
    if (typeof pid !== 'number' || !isRunning(pid)) continue;
    process.kill(pid, 'SIGTERM');
    await waitFor('Local SageMaker to end', 10_000, () => (isRunning(pid) ? undefined : true)).catch(() =>
      process.kill(pid, 'SIGKILL'),
    );
  }
}
