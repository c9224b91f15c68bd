import type { CommandHandler } from '../kit/commands.ts';
import { commandIds } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import type { SagemakerTasks } from '../shell/taskProvider.ts';
import type { ImagesView } from './tree/imagesView.ts';

/** What the commands of the Images view do. */
export function imagesCommands(services: Services, view: ImagesView, tasks: SagemakerTasks) {
  const load = () => import('./imageCommands.ts');
  return {
    [commandIds.refreshImages]: () => {
      view.reset();
    },
    [commandIds.createRepository]: onDemand(load, ({ createRepository }) => createRepository(services, view)),
    [commandIds.cleanUpImages]: onDemand(
      () => import('./cleanUpCommand.ts'),
      ({ cleanUpCommand }) => cleanUpCommand(services, view),
    ),
    [commandIds.copyImageUri]: onDemand(load, ({ copyImageUri }) => copyImageUri(services)),
    [commandIds.copyRepositoryUri]: onDemand(load, ({ copyRepositoryUri }) => copyRepositoryUri(services)),
    [commandIds.useImage]: onDemand(load, ({ useImage }) => useImage(services)),
    [commandIds.runInImage]: onDemand(load, ({ runInImage }) => runInImage(services, tasks)),
    [commandIds.deleteImage]: onDemand(
      () => import('./deleteImagesCommand.ts'),
      ({ deleteImagesCommand }) => deleteImagesCommand(services, view),
    ),
    [commandIds.openImageInConsole]: onDemand(load, ({ openImageInConsole }) => openImageInConsole(services)),
  } satisfies Record<string, CommandHandler>;
}

/** A command whose code is loaded when it is first run. */
function onDemand<Code>(load: () => Promise<Code>, handler: (loaded: Code) => CommandHandler): CommandHandler {
  return async (...args) => handler(await load())(...args);
}
