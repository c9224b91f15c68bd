import path from 'node:path';

export interface LocalRootOptions {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const folder = 'sagemaker-runner';

/** Where the state of programs belongs on this system; every window of the user finds the same server there. */
export function defaultLocalRoot({ platform, environment, home }: LocalRootOptions): string {
  if (platform === 'win32')
    return path.join(environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), folder);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', folder);
  return path.join(environment['XDG_STATE_HOME'] ?? path.join(home, '.local', 'state'), folder);
}
