import { stat } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../context.ts';
import { figure, type Row } from '../figure.ts';
import { run } from '../../support/processes.ts';

/** MB; test/package holds the VSIX to it. */
const limit = 1.75;

/** The size of what a user downloads. It is the same each time: measured once. */
export const vsix: Row = {
  name: 'vsix',
  async measure() {
    const { code, output } = await run('npm', ['run', 'package'], { cwd: root });
    if (code !== 0) throw new Error(`npm run package failed:\n${output}`);
    const { size } = await stat(path.join(root, 'dist', 'sagemaker-runner.vsix'));
    return [
      figure({ what: 'VSIX', unit: 'MB', runs: [size / 1e6], target: `${limit} MB`, reached: (own) => own <= limit }),
    ];
  },
};
