import type { CommandHandler } from '../commands/registerCommands.ts';
import { commandIds } from '../ids.ts';
import type * as code from '../onDemand.ts';
import type { Services } from '../services.ts';
import type { SagemakerTasks } from '../tasks/taskProvider.ts';
import type { ImagesView } from './imagesView.ts';

/** What the commands of the Images view do. */
export function imagesCommands(services: Services, view: ImagesView, tasks: SagemakerTasks) {
  return {
    [commandIds.refreshImages]: () => {
      view.reset();
    },
    [commandIds.createRepository]: onDemand(({ createRepository }) => createRepository(services, view)),
    [commandIds.cleanUpImages]: onDemand(({ cleanUpCommand }) => cleanUpCommand(services, view)),
    [commandIds.copyImageUri]: onDemand(({ copyImageUri }) => copyImageUri(services)),
    [commandIds.copyRepositoryUri]: onDemand(({ copyRepositoryUri }) => copyRepositoryUri(services)),
    [commandIds.useImage]: onDemand(({ useImage }) => useImage(services)),
    [commandIds.runInImage]: onDemand(({ runInImage }) => runInImage(services, tasks)),
    [commandIds.deleteImage]: onDemand(({ deleteImagesCommand }) => deleteImagesCommand(services, view)),
    [commandIds.openImageInConsole]: onDemand(({ openImageInConsole }) => openImageInConsole(services)),
  } satisfies Record<string, CommandHandler>;
}

/** A command whose code is loaded when it is first run. */
function onDemand(handler: (loaded: typeof code) => CommandHandler): CommandHandler {
  return async (...args) => handler(await import('../onDemand.ts'))(...args);
}
