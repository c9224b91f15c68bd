import type { Row } from '../figure.ts';
import { vsix } from './vsix.ts';

/** In the order of the table. */
export const rows: readonly Row[] = [vsix];
