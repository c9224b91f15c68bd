import { isAppError, type AppError } from '../../core/errors.ts';
import type { ContainerEngine, ContainerEngines, EngineDiskUsage } from '../../core/ports/containerEngine.ts';

/** Where Local's images are, or why they cannot be seen. */
export type ImageStorage =
  { readonly engine: ContainerEngine; readonly usage: EngineDiskUsage } | { readonly problem: AppError };

/** What this machine's engine keeps; a machine without one, or with one that does not answer, is told as a problem. */
export async function imageStorage(engines: ContainerEngines, signal?: AbortSignal): Promise<ImageStorage> {
  try {
    const engine = await engines.find(signal);
    return { engine, usage: await engine.diskUsage(signal) };
  } catch (error) {
    if (isAppError(error)) return { problem: error };
    throw error;
  }
}
