import { dockerNeeds } from '../support/docker/needs.ts';
import type { Bench } from './context.ts';
import { LeftOut } from './figure.ts';

/** Makes a Docker engine reachable for this row and its workers, with the tests' images; leaves the row out where there is none. */
export async function requireEngine(bench: Bench): Promise<void> {
  const missing = await dockerNeeds(bench.log);
  if (missing !== undefined) throw new LeftOut(missing);
}
