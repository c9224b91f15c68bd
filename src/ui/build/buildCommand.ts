import type { CommandHandler } from '../commands/registerCommands.ts';
import { requireTrust } from '../run/script.ts';
import { dockerfileOf } from './dockerfiles.ts';
import type { ImageTasks } from './imageTasks.ts';

/** Builds what was clicked, the open Dockerfile, or the workspace's. */
export function buildImageCommand(images: ImageTasks): CommandHandler {
  return async (...args) => {
    requireTrust();
    const dockerfile = await dockerfileOf(args);
    if (dockerfile) await images.start(images.definition(dockerfile), dockerfile);
  };
}
