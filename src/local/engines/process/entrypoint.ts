import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { JobRecord } from '../../store/jobs.ts';
import { onHost, type HostFolder } from '../../files/jobFolder.ts';

/** The command line of a job: its entrypoint, then its arguments. */
export function commandLine({ request: { AppSpecification } }: JobRecord): string[] {
  return [...(AppSpecification?.ContainerEntrypoint ?? []), ...(AppSpecification?.ContainerArguments ?? [])];
}

/** True when the first word of a command line can be run in the job. */
export async function canRun(program: string, folder: HostFolder, searchPath: string): Promise<boolean> {
  const candidates = program.includes('/')
    ? [onHost(folder, program) ?? program]
    : searchPath.split(':').map((place) => path.join(place, program));
  for (const candidate of candidates) {
    if (
      await access(candidate, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return true;
  }
  return false;
}
