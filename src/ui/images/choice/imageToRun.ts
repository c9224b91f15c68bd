import type { Connection } from '../../../core/connection.ts';
import { isAppError, type AppError } from '../../../core/errors.ts';
import { isImageHere, isOfRegistry } from '../../../app/images/isImageHere.ts';
import type { RunSpec } from '../../../core/runs/runSpec.ts';
import type { Language } from '../../../core/scripts/language.ts';
import { offerRebuild, type Rebuild } from '../build/rebuild.ts';
import type { Services } from '../../kit/services.ts';
import { askEngineSilent, askMissingImage } from './askMissingImage.ts';

export interface ImageToRunOptions {
  readonly image: string;
  readonly language: Language;
  readonly connection: Connection;
  /** What the run is to be run by; the connection's choice when absent. */
  readonly engine?: RunSpec['engine'];
  readonly services: Services;
  readonly rebuild: Rebuild;
}

/**
 * Before a run in an image: the user is asked when this machine does not have it, where the run would do without, and when what it was built
 * from has changed since. Returns the image to run in. `CancellationError` when nothing is to be run.
 */
export async function imageToRun(options: ImageToRunOptions): Promise<string> {
  const { image, services, rebuild } = options;
  if (!(await isWantedHere(options))) return offerRebuild(image, services, rebuild);
  for (;;) {
    const here = await isHere(image, services);
    if (here === true) return offerRebuild(image, services, rebuild);
    if (here === false) return askMissingImage(options);
    const instead = await askEngineSilent(here, options);
    if (instead !== undefined) return instead;
  }
}

/** An image of elsewhere that only the run itself names, one for AWS, is no must on Local. */
async function isWantedHere({ image, language, connection, engine, services }: ImageToRunOptions): Promise<boolean> {
  if (connection.kind !== 'local') return false;
  if (engine === 'docker' || services.settings.image(language) === image) return true;
  return isOfRegistry(await services.backends.get(connection), image);
}

/** Or why this machine's engine cannot be asked. */
async function isHere(image: string, { engines, logger }: Services): Promise<boolean | AppError> {
  try {
    return await isImageHere({ engines, image });
  } catch (error) {
    if (!isAppError(error)) throw error;
    logger.warn(`${image} cannot be looked for: ${error.message}`);
    return error;
  }
}
