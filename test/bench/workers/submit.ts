// A window's first run and those after it: how long from the click's handler until the job is created.
import { timed } from '../figure.ts';
import { answer, argument, completed, localBackend, submit, type Program } from './product.ts';

export interface SubmitArgument extends Program {
  readonly stateFolder: string;
  readonly again: number;
}

/** Milliseconds. */
export interface SubmitAnswer {
  readonly first: number;
  readonly again: readonly number[];
}

const { stateFolder, again, ...program } = argument as SubmitArgument;
let name = '';
const first = await timed(async () => {
  name = await submit(await localBackend(stateFolder), program);
});
const backend = await localBackend(stateFolder);
await completed(backend, name);
const later: number[] = [];
for (let turn = 0; turn < again; turn++) {
  later.push(
    await timed(async () => {
      name = await submit(backend, program);
    }),
  );
  await completed(backend, name);
}
answer({ first, again: later } satisfies SubmitAnswer);
