import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, type Bench } from '../context.ts';
import { alternately, figure, type Row } from '../figure.ts';
import { startHost } from '../host.ts';
import type { Activation } from '../suites/activation.ts';

const limit = 25;
const codeLimit = 30;
const own = 'sagemaker-runner.sagemaker-runner';
const empty = 'bench.empty';

/** What every window pays for having the extension installed. Each run is a new extension host. */
export const activation: Row = {
  name: 'activation',
  async measure(bench) {
    await bench.build();
    const workspace = path.join(bench.folder, 'workspace');
    await mkdir(workspace);
    const { run } = await startHost(bench);
    const activate = (extension: string, id: string) => async (): Promise<Activation> =>
      (await run('activation', { workspace, extension }, id)) as Activation;
    const activateOwn = activate(await sleepingCopy(bench), own);
    const activateEmpty = activate(await emptyExtension(bench), empty);
    // The first window of a new workbench fills its caches.
    await activateOwn();
    const { first, second } = await alternately(Math.min(bench.runs, 5), activateOwn, activateEmpty);
    bench.log(`loaded at activation: ${first[0]?.files.map((file) => path.basename(file)).join(', ') ?? ''}`);
    const times = (of: readonly Activation[]): number[] => of.map(({ milliseconds }) => milliseconds);
    return [
      figure({
        what: 'activation in the extension host',
        unit: 'ms',
        runs: times(first),
        yardstick: { what: 'an empty extension', runs: times(second) },
        target: `${limit} ms`,
        reached: (median) => median <= limit,
      }),
      figure({
        what: 'code loaded at activation',
        unit: 'kB',
        runs: first.map(({ bytes }) => bytes / 1000),
        target: `${codeLimit} kB`,
        reached: (median) => median > 0 && median < codeLimit,
      }),
    ];
  },
};

/** The extension as it is packaged, only that nothing but the measurement activates it. */
async function sleepingCopy(bench: Bench): Promise<string> {
  const folder = path.join(bench.folder, 'extension');
  await mkdir(folder);
  const parts = (await readdir(root)).filter((name) => /^(dist|media|l10n|package\.nls.*)$/.test(name));
  for (const part of parts) await cp(path.join(root, part), path.join(folder, part), { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  return folder;
}

async function emptyExtension(bench: Bench): Promise<string> {
  const folder = path.join(bench.folder, 'empty');
  const manifest = {
    name: 'empty',
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.104.0' },
    main: './main.js',
  };
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  await writeFile(path.join(folder, 'main.js'), 'exports.activate = () => undefined;\n');
  return folder;
}
