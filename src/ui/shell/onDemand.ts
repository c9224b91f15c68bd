// Loaded on first use: what a window needs only when somebody asks for it.
export { selectConnection } from '../connection/selectConnection.ts';
export { selectImage } from '../images/choice/selectImage.ts';
export { tellFailedBuild } from '../images/build/tellFailedBuild.ts';
export { cleanUpCommand } from '../images/cleanUpCommand.ts';
export { deleteImagesCommand } from '../images/deleteImagesCommand.ts';
export {
  copyImageUri,
  copyRepositoryUri,
  createRepository,
  openImageInConsole,
  runInImage,
  useImage,
} from '../images/imageCommands.ts';
