import { dockerNeeds, noEngine } from './needs.ts';

/** Before the tests with Docker: the engine, or why they are skipped. */
export default async function setup(): Promise<void> {
  const missing = await dockerNeeds((line) => {
    console.log(line);
  });
  if (missing !== undefined) process.env[noEngine] = missing;
}
