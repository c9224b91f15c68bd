// Runs a script as a job to its end.
import { answer, argument, completed, localBackend, submit, type Program } from './product.ts';

export interface RunArgument extends Program {
  readonly stateFolder: string;
}

const { stateFolder, ...program } = argument as RunArgument;
const backend = await localBackend(stateFolder);
const name = await submit(backend, program);
await completed(backend, name);
answer(name);
