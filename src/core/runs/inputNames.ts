import { jobBase } from '../jobs/jobName.ts';
import { baseName } from '../paths.ts';
import type { RunInput } from './runSpec.ts';

/** The inputs that every run has, beside those its user gives it. */
export const ownInputs: readonly string[] = ['code', 'entrypoint'];

/** The longest name of a task's input is 63 characters; a number may follow. */
const longestBase = 60;

/**
 * The inputs' names, in order. An input without one is called after its file or folder (`data/survey 1.csv` gives `survey-1`), so that
 * the script finds it below `/opt/ml/processing/input/` where its user would look; a number keeps two of a name apart.
 */
export function inputNames(inputs: readonly RunInput[]): string[] {
  const taken = new Set([...ownInputs, ...inputs.flatMap(({ name }) => name ?? [])]);
  return inputs.map((input) => {
    if (input.name !== undefined) return input.name;
    const base = jobBase(baseName(input.source.replace(/[\\/]+$/u, ''))).slice(0, longestBase);
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}-${count}`;
    taken.add(name);
    return name;
  });
}
