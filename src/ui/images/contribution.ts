import { onDemand, type CommandHandler, type Contribution } from '../kit/contribution.ts';
import { commandIds, viewIds, type ImageCommand } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import { buildImageCommand, buildImageWithOptionsCommand } from './build/buildCommand.ts';
import { DockerfileProblems } from './build/dockerfileProblems.ts';
import { ImageTasks } from './build/imageTasks.ts';
import { dockerfileCommands } from './dockerfile/commands.ts';
import type { DockerfileDocuments } from './dockerfile/documents.ts';
import { ImagesView, type ImagesTree } from './tree/imagesView.ts';

export interface ImagesContribution extends Contribution<ImageCommand, typeof viewIds.images> {
  readonly tasks: ImageTasks;
}

/** Images: their view, building them, and the Dockerfiles that they are built from. */
export function contributeImages(
  services: Services,
  tree: ImagesTree,
  documents: DockerfileDocuments,
): ImagesContribution {
  const view = new ImagesView(services, tree);
  const problems = new DockerfileProblems();
  const tasks = new ImageTasks(services, problems);
  return {
    tasks,
    commands: {
      ...viewCommands(services, view),
      ...dockerfileCommands(services, documents),
      [commandIds.selectImage]: onDemand(
        () => import('./choice/selectImage.ts'),
        ({ selectImage }) => selectImage(services),
      ),
      [commandIds.buildImage]: buildImageCommand(tasks),
      [commandIds.buildImageWithOptions]: buildImageWithOptionsCommand(services, tasks),
    },
    views: { [viewIds.images]: view },
    parts: [problems],
  };
}

/** What the commands of the Images view do. */
function viewCommands(services: Services, view: ImagesView) {
  const load = () => import('./imageCommands.ts');
  return {
    [commandIds.refreshImages]: () => {
      view.reset();
    },
    [commandIds.createRepository]: onDemand(load, ({ createRepositoryCommand }) =>
      createRepositoryCommand(services, view),
    ),
    [commandIds.copyImageUri]: onDemand(load, ({ copyImageUri }, node) => copyImageUri(node, services)),
    [commandIds.copyRepositoryUri]: onDemand(load, ({ copyRepositoryUri }, node) => copyRepositoryUri(node, services)),
    [commandIds.useImage]: onDemand(load, ({ useImage }, node) => useImage(node, services)),
    [commandIds.openImageInConsole]: onDemand(load, ({ openImageInConsole }, node) =>
      openImageInConsole(node, services),
    ),
    [commandIds.cleanUpImages]: onDemand(
      () => import('./cleanUpCommand.ts'),
      ({ cleanUpImages }) => cleanUpImages(services, view),
    ),
    [commandIds.deleteImage]: onDemand(
      () => import('./deleteImagesCommand.ts'),
      ({ deleteClickedImages }, ...args) => deleteClickedImages(args, services, view),
    ),
  } satisfies Record<string, CommandHandler>;
}
