import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFiles } from '../../../../src/adapters/files/index.ts';
import { findUnsent } from '../../../../src/app/workingDirectory/findUnsent.ts';

let project: string;

beforeAll(async () => {
  project = await fs.mkdtemp(path.join(await fs.realpath(os.tmpdir()), 'unsent-'));
  for (const folder of ['steps', 'data/my tables']) await fs.mkdir(path.join(project, folder), { recursive: true });
  for (const file of ['data/in.csv', 'data/my tables/a b.xlsx', 'steps/fit.R', 'steps/own.csv'])
    await fs.writeFile(path.join(project, file), 'x\n');
});
afterAll(() => fs.rm(project, { recursive: true }));

/** What is offered for a failure, from the project on. `sent` and `worked` as they were. */
async function offered(reason: string, sent = 'steps', worked = ''): Promise<string | undefined> {
  const found = await findUnsent({
    files: createFiles(),
    reason,
    script: path.join(project, 'steps/fit.R'),
    code: path.join(project, sent),
    environment: worked === '' ? {} : { SAGEMAKER_RUNNER_WORKING_DIRECTORY: worked },
    workspaceFolder: project,
    home: os.homedir(),
  });
  if (!found) return undefined;
  const told = (folder: string): string => path.relative(project, folder) || '.';
  return `${told(found.target)}: ${told(found.code)} in ${told(found.workingDirectory)}`;
}

const fromOwn = 'data/in.csv: . in steps';
const fromProject = 'data/in.csv: . in .';

it.each([
  [
    'Error in file(file, "rt") : cannot open the connection: cannot open file \'../data/in.csv\': No such file or directory',
    fromOwn,
  ],
  [
    'Error in file(file, "rt") : cannot open the connection: cannot open file \'data/in.csv\': No such file or directory',
    fromProject,
  ],
  ["Error: '../data/in.csv' does not exist in current working directory ('/opt/ml/processing/input/code').", fromOwn],
  [
    "Error in data.table::fread(\"data/in.csv\") : File 'data/in.csv' does not exist or is non-readable. getwd()=='/opt/ml/processing/input/code'",
    fromProject,
  ],
  ['Error: `path` does not exist: ‘../data/my tables/a b.xlsx’', 'data/my tables/a b.xlsx: . in steps'],
  ["FileNotFoundError: [Errno 2] No such file or directory: 'data/in.csv'", fromProject],
  ["FileNotFoundError: [Errno 2] No such file or directory: '../data'", 'data: . in steps'],
  ['FileNotFoundError: ../data/in.csv not found.', fromOwn],
  ['FileNotFoundError: No such file or directory (os error 2): data/in.csv', fromProject],
])('offers the folder that has what was missing: %s', async (reason, right) => {
  expect(await offered(reason)).toBe(right);
});

it('offers nothing for what it cannot mend', async () => {
  const missing = (path: string): string => `FileNotFoundError: [Errno 2] No such file or directory: '${path}'`;
  // On no machine; sent as it is; an absolute path; another failure.
  expect(await offered(missing('../data/none.csv'))).toBeUndefined();
  expect(await offered(missing('own.csv'))).toBeUndefined();
  expect(await offered(missing('/etc/hostname'))).toBeUndefined();
  expect(await offered("ValueError: 'data/in.csv' has no rows")).toBeUndefined();
  expect(await offered(missing('../data/in.csv'), '.', 'steps')).toBeUndefined();
  // Sent, but the script worked elsewhere.
  expect(await offered(missing('own.csv'), '.')).toBe('steps/own.csv: . in steps');
});
