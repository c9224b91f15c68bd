import path from 'node:path';
import { ensureChromium, headlessShell } from '../chromium.ts';
import { installDebian } from '../debian.ts';
import { run } from '../processes.ts';
import { installWorkbench } from '../workbench/install.ts';
import { workbenchVersions } from '../workbench/versions.ts';

interface Program {
  readonly package: string;
  /** A command that succeeds when it is there. */
  readonly check: readonly [string, ...string[]];
  readonly without: string;
}

const programs: readonly Program[] = [
  { package: 'r-base-core', check: ['Rscript', '--version'], without: 'tests that run R' },
  { package: 'bubblewrap', check: ['bwrap', '--version'], without: "tests of jobs' own /opt/ml" },
  { package: 'awscli', check: ['/usr/bin/aws', '--version'], without: 'Local SageMaker driven by the AWS CLI' },
  {
    package: 'python3-boto3',
    check: ['/usr/bin/python3', '-c', 'import boto3'],
    without: 'Local SageMaker driven by boto3',
  },
  {
    package: 'r-cran-rmarkdown',
    check: ['Rscript', '-e', 'stopifnot(requireNamespace("rmarkdown"))'],
    without: 'documents in R Markdown',
  },
  { package: 'pandoc', check: ['pandoc', '--version'], without: 'documents in R Markdown' },
  {
    package: 'python3-nbconvert',
    check: ['/usr/bin/python3', '-c', 'import nbconvert'],
    without: 'notebooks',
  },
  {
    package: 'python3-ipykernel',
    check: ['/usr/bin/python3', '-c', 'import ipykernel'],
    without: 'notebooks',
  },
  { package: 'zsh', check: ['zsh', '--version'], without: 'local terminals with zsh' },
  { package: 'fish', check: ['fish', '--version'], without: 'local terminals with fish' },
  {
    package: 'fonts-dejavu-core',
    check: ['test', '-d', '/usr/share/fonts/truetype/dejavu'],
    without: 'text in pictures',
  },
];

export interface Needs {
  /** Why nothing can run in a browser, if so. */
  readonly noBrowser: string | undefined;
  /** What is missing on this machine, and what is left out for it. */
  readonly missing: readonly string[];
}

/** Installs what the tests run: VS Code's servers, Chromium and Debian packages; says what it could not. */
export async function prepare(browser: boolean, log: (line: string) => void): Promise<Needs> {
  const absent: Program[] = [];
  for (const program of programs) {
    const [command, ...args] = program.check;
    if ((await run(command, args)).code !== 0) absent.push(program);
  }
  const packages = absent.map((program) => program.package);
  const failure = absent.length === 0 ? undefined : await installDebian(packages, log);
  const missing =
    failure === undefined
      ? []
      : absent.map(({ package: name, without }) => `${without}: ${name} is missing (${failure})`);
  if (!browser) return { noBrowser: undefined, missing };
  const chromium = await ensureChromium(log);
  if ('path' in chromium && path.basename(chromium.path) === 'chromium') await installDebian([headlessShell], log);
  if ('missing' in chromium) return { noBrowser: chromium.missing, missing };
  await installWorkbench(workbenchVersions.current, log);
  await installWorkbench(workbenchVersions.oldest, log);
  return { noBrowser: undefined, missing };
}
