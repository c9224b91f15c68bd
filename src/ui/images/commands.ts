import type { CommandHandler } from '../kit/commands.ts';
import { commandIds } from '../kit/ids.ts';
import type * as code from '../shell/onDemand.ts';
import type { Services } from '../kit/services.ts';
import type { SagemakerTasks } from '../shell/taskProvider.ts';
import type { ImagesView } from './tree/imagesView.ts';

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
  return async (...args) => handler(await import('../shell/onDemand.ts'))(...args);
}
