import type { Memento } from 'vscode';
import * as z from 'zod/mini';
import type { JobId } from '../../core/jobs/jobRef.ts';
import { jobTitle } from '../../core/jobs/jobName.ts';
import { tableChoice, type TableChoice } from '../../protocol/outputs.ts';
import type { TableChoices } from './answers.ts';

const key = 'outputs.tableChoices';
const kept = 300;

const stored = z.catch(z.array(z.tuple([z.string(), tableChoice])), []);

/** What the user said of the format of tables, by script and path: it holds for the same table of the script's next run. */
export class RememberedTableChoices implements TableChoices {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  of(job: JobId, path: string): TableChoice | undefined {
    const name = nameOf(job, path);
    return this.#read().find(([each]) => each === name)?.[1];
  }

  async save(job: JobId, path: string, choice: TableChoice): Promise<void> {
    const name = nameOf(job, path);
    const others = this.#read().filter(([each]) => each !== name);
    const isAny = Object.keys(choice).length > 0;
    await this.#state.update(key, [...(isAny ? [[name, choice]] : []), ...others].slice(0, kept));
  }

  #read(): [string, TableChoice][] {
    return z.parse(stored, this.#state.get(key));
  }
}

/** All jobs of a script have the name of it. */
function nameOf(job: JobId, path: string): string {
  return `${jobTitle(job.name)}/${path}`;
}
