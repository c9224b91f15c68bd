import type { CommandHandler } from '../commands/registerCommands.ts';
import { commandIds } from '../ids.ts';
import type { Services } from '../services.ts';
import type { SagemakerTasks } from '../tasks/taskProvider.ts';
import { cleanUpCommand } from './cleanUpCommand.ts';
import { deleteImagesCommand } from './deleteImagesCommand.ts';
import { copyImageUri, createRepository, openImageInConsole, runInImage, useImage } from './imageCommands.ts';
import type { ImagesView } from './imagesView.ts';

/** What the commands of the Images view do. */
export function imagesCommands(services: Services, view: ImagesView, tasks: SagemakerTasks) {
  return {
    [commandIds.refreshImages]: () => {
      view.reset();
    },
    [commandIds.createRepository]: createRepository(services, view),
    [commandIds.cleanUpImages]: cleanUpCommand(services, view),
    [commandIds.copyImageUri]: copyImageUri(services),
    [commandIds.useImage]: useImage(services),
    [commandIds.runInImage]: runInImage(services, tasks),
    [commandIds.deleteImage]: deleteImagesCommand(services, view),
    [commandIds.openImageInConsole]: openImageInConsole(services),
  } satisfies Record<string, CommandHandler>;
}
