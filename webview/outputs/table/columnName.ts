import type { Column } from '../../../src/protocol/outputs.ts';
import type { Translate } from '../context.ts';

/** What a column is called: a column that has no name of its own holds row names, or goes by its number. */
export function nameOf({ name, isRowNames }: Column, index: number, t: Translate): string {
  if (name !== '') return name;
  return isRowNames ? t('rowNames') : String(index + 1);
}
