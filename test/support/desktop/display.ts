import { spawn } from 'node:child_process';
import { findCommand } from '../../../src/adapters/process/findCommand.ts';
import { installDebian } from '../debian.ts';

/** A display to show windows on, or why there is none. */
export type Display =
  { readonly variables: Readonly<Record<string, string>>; stop(): void } | { readonly missing: string };

/** The display there is, else on Linux a virtual one (Xvfb), which is installed where it may be. */
export async function openDisplay(log: (line: string) => void): Promise<Display> {
  const { DISPLAY, WAYLAND_DISPLAY, PATH = '' } = process.env;
  if (process.platform !== 'linux' || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined)
    return { variables: {}, stop: () => undefined };
  if ((await findCommand('Xvfb', PATH)) === undefined) {
    const failure = await installDebian(['xvfb', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1'], log);
    if (failure !== undefined) return { missing: `there is no display, and no Xvfb for a virtual one (${failure})` };
  }
  return startXvfb();
}

/** Xvfb chooses a number that is free, and writes it to its descriptor 3 once it is ready. */
function startXvfb(): Promise<Display> {
  const options = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = (): void => void child.kill('SIGTERM');
  process.once('exit', stop);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({ missing: `Xvfb cannot be started (${error.message})` });
    });
    child.once('exit', (code, signal) => {
      resolve({ missing: `Xvfb ended with ${String(code ?? signal)}` });
    });
    child.stdio[3]?.once('data', (number: Buffer) => {
      resolve({ variables: { DISPLAY: `:${number.toString().trim()}` }, stop });
    });
  });
}
