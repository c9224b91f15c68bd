import { engineVariables, runEngines, type RunEngine } from '../../core/jobs/engine.ts';

type Environment = Readonly<Record<string, string>>;

/** The engine that a request asks for; undefined when it asks for none, null for one that there is not. */
export function readEngineVariable(environment: Environment): RunEngine | undefined | null {
  const asked = environment[engineVariables.engine];
  if (asked === undefined || asked === '') return undefined;
  return runEngines.find((each) => each === asked) ?? null;
}

/** True when a request asks for the limits of its instance type. */
export function asksForLimits(environment: Environment): boolean {
  return environment[engineVariables.limits] === '1';
}

/** The variables of a request that are the job's. */
export function jobVariables(environment: Environment): Record<string, string> {
  const own: readonly string[] = Object.values(engineVariables);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.includes(name)));
}
