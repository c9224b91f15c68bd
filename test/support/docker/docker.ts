import { run, type Finished } from '../processes.ts';

/** Runs the docker command to its end, whatever that is. */
export const tryDocker = (args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Finished> =>
  run('docker', args, { env });

/** Runs the docker command and gives what it printed, trimmed. Throws with the output when it fails. */
export async function docker(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { code, output } = await tryDocker(args, env);
  if (code !== 0) throw new Error(`docker ${args.join(' ')} ended with ${code}:\n${output}`);
  return output.trim();
}

export const hasImage = async (image: string): Promise<boolean> =>
  (await tryDocker(['image', 'inspect', image])).code === 0;

let names = 0;

/** A name for an image, container or network of this process alone. Whoever takes it removes what bears it. */
export function ownName(what: string): string {
  names += 1;
  return `sagemaker-runner-test-${what}-${process.pid}-${names}`;
}
