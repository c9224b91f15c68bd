import type { CommandHandler } from '../../kit/contribution.ts';
import { requireTrust } from '../../kit/script.ts';
import { dockerfileOf } from './dockerfiles.ts';
import type { Services } from '../../kit/services.ts';
import type { ImageTasks } from './imageTasks.ts';

/** Builds what was clicked, the open Dockerfile, or the workspace's. */
export function buildImageCommand(images: ImageTasks): CommandHandler {
  return async (...args) => {
    requireTrust();
    const dockerfile = await dockerfileOf(args);
    if (dockerfile) await images.start(images.definition(dockerfile), dockerfile);
  };
}

/** Shows how the image is built, as it was last time, and builds it. */
export function buildImageWithOptionsCommand(services: Services, images: ImageTasks): CommandHandler {
  return async (...args) => {
    requireTrust();
    const dockerfile = await dockerfileOf(args);
    if (!dockerfile) return;
    const { editImage } = await import('./editImage.ts');
    const options = await editImage(dockerfile, services);
    if (options) await images.start({ ...images.definition(dockerfile), ...options }, dockerfile);
  };
}
