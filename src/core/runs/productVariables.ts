import { engineVariables } from './runEngine.ts';
import { launcherVariables } from './runOutputs.ts';

/** The variables of a job's environment that this product set: none of the user's. */
export const productVariables: readonly string[] = [...launcherVariables, ...Object.values(engineVariables)];
