import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { MachinePackages } from '../../../../src/core/dockerfile/plan.ts';
import { noteText, writeDockerfile } from '../../../../src/core/dockerfile/writeDockerfile.ts';
import type { CodeNeeds, PackageNeed } from '../../../../src/core/scripts/needs.ts';

const place = { file: 'script.R', line: 1 };
const need = (name: string, more: Partial<PackageNeed> = {}): PackageNeed => ({ name, places: [place], ...more });
const machine = (
  runtime: string,
  packages: Record<string, [version: string, fromSystem: boolean]> = {},
): MachinePackages => ({
  runtime,
  packages: new Map(Object.entries(packages).map(([name, [version, fromSystem]]) => [name, { version, fromSystem }])),
});
const needs = (language: CodeNeeds['language'], packages: PackageNeed[], more: Partial<CodeNeeds> = {}): CodeNeeds => ({
  language,
  packages,
  listed: 0,
  unresolved: [],
  read: [],
  scripts: [`script.${language === 'r' ? 'R' : 'py'}`],
  ...more,
});
const write = (of: CodeNeeds, on?: MachinePackages, programs: string[] = []) =>
  writeDockerfile({ needs: of, machine: on, programs });
const text = (...args: Parameters<typeof write>): string => write(...args).dockerfile.text;

/** Lines of a file as a Dockerfile's `sed` leaves them. */
function filtered(dockerfile: string, path: string, lines: readonly string[]): string[] {
  const [, command = ''] = /((?:sed -E -i)(?:.*\\\n)*?.*) \\\n && /u.exec(dockerfile) ?? [];
  const input = `${lines.join('\n')}\n`;
  const script = command.replace(' -i ', ' ').replaceAll(path, '');
  return execFileSync('/bin/sh', ['-c', script], { input, encoding: 'utf8' }).trimEnd().split('\n');
}

describe('the Dockerfile of an R script', () => {
  it('takes Debian’s R and binaries where this machine’s R is Debian’s', () => {
    const packages = [need('jsonlite'), need('data.table'), need('praise')];
    const dockerfile = text(needs('r', packages), machine('4.2.2', { jsonlite: ['1.8.4', true] }));
    expect(dockerfile).toContain('ARG BASE=debian:bookworm-slim\nFROM ${BASE}\n');
    expect(dockerfile).toContain('r-base-core');
    expect(dockerfile).toContain('      r-cran-data.table r-cran-jsonlite r-cran-praise \\\n');
    expect(dockerfile).not.toContain('CRAN=');
  });

  it('takes from CRAN, in this machine’s version, what was installed from there, with the libraries it needs', () => {
    const packages = [need('xml2'), need('fortunes')];
    const dockerfile = text(needs('r', packages), machine('4.2.2', { xml2: ['1.3.6', false] }));
    expect(dockerfile).toContain('r-base-dev libxml2-dev');
    expect(dockerfile).toContain('remotes::install_version("xml2", "1.3.6", upgrade = "never")');
    expect(dockerfile).toContain('install.packages("remotes")');
    expect(dockerfile).toContain('install.packages("fortunes")');
    expect(dockerfile).toContain('No version is known of fortunes');
    expect(dockerfile).not.toContain('r-cran-xml2');
  });

  it('takes the image of exactly this machine’s R where Debian has another', () => {
    const dockerfile = text(needs('r', [need('sf'), need('MASS')]), machine('4.4.2', { sf: ['1.0-19', false] }));
    expect(dockerfile).toContain('ARG BASE=rocker/r-ver:4.4.2\n');
    expect(dockerfile).toContain('libgdal-dev libgeos-dev libproj-dev');
    expect(dockerfile).toContain('remotes::install_version("sf", "1.0-19", upgrade = "never", repos = latest)');
    expect(dockerfile).not.toContain('MASS');
  });

  it('takes a newer R than this machine’s where the project asks for one', () => {
    const dockerfile = text(
      needs('r', [need('zoo')], { minimum: '4.10.0' }),
      machine('4.2.2', { zoo: ['1.8-11', true] }),
    );
    expect(dockerfile).toMatch(/ARG BASE=rocker\/r-ver:4\.\d+\.\d+\n/u);
  });

  it('brings the libraries of what a package needs in turn', () => {
    const dockerfile = text(needs('r', [need('tigris'), need('ggraph')]), machine('4.4.2'));
    expect(dockerfile).toMatch(/libgdal-dev.* libglpk-dev/su);
  });

  it('takes the R that the project asks for, though it is newer than any that is known here', () => {
    const dockerfile = text(needs('r', [], { minimum: '5.1' }), machine('4.2.2'));
    expect(dockerfile).toContain('ARG BASE=rocker/r-ver:5.1.0\n');
    expect(dockerfile).toContain('# The project asks for R 5.1 or newer.');
  });

  it('takes versions that are newer than the image from today’s CRAN, not from that of its day', () => {
    const packages = [need('dplyr'), need('zoo', { constraint: '>=1.8' }), need('praise')];
    const dockerfile = text(needs('r', packages), machine('4.3.1', { dplyr: ['1.2.0', false] }));
    expect(dockerfile).toContain('ARG CRAN_MIRROR=\n');
    expect(dockerfile).toContain('sub("/[0-9]{4}-[0-9]{2}-[0-9]{2}", "/latest", latest)');
    expect(dockerfile).toContain('remotes::install_version("dplyr", "1.2.0", upgrade = "never", repos = latest)');
    expect(dockerfile).toContain('install.packages("zoo", repos = latest)');
    expect(dockerfile).toContain('install.packages("praise")');
    expect(dockerfile).toContain('stopifnot(packageVersion("zoo") >= "1.8")');
  });

  it('leaves a lock file its own repositories', () => {
    const source = { kind: 'renv.lock', path: 'renv.lock' } as const;
    const own = text(needs('r', [need('zoo')], { listed: 1, source: { ...source, hasRepositories: true } }));
    expect(own).toContain('if (nzchar(Sys.getenv("CRAN_MIRROR"))) options(renv.config.repos.override =');
    expect(text(needs('r', [need('zoo')], { listed: 1, source }))).toContain(
      "-e 'options(renv.config.repos.override = latest)'",
    );
  });

  it('takes Debian’s binary only where it is known to be new enough', () => {
    const packages = [need('dplyr', { constraint: '>=1.1.0' }), need('zoo', { constraint: '>=1.8' })];
    const dockerfile = text(needs('r', packages), machine('4.2.2', { dplyr: ['1.0.10', true], zoo: ['1.8-11', true] }));
    expect(dockerfile).toContain('r-cran-zoo');
    expect(dockerfile).not.toContain('r-cran-dplyr');
    expect(dockerfile).toContain('install.packages("dplyr")');
    const pinned = text(needs('r', packages), machine('4.2.2', { dplyr: ['1.1.4', false] }));
    expect(pinned).toContain('remotes::install_version("dplyr", "1.1.4", upgrade = "never")');
    expect(pinned).toContain('install.packages("zoo")');
  });

  it('restores a lock file, and says what it forgets', () => {
    const source = { kind: 'renv.lock', path: 'renv.lock' } as const;
    const packages = [need('renv', { version: '1.0.7' }), need('curl', { version: '5.2.0' }), need('zoo')];
    const { dockerfile, ignoreFile, notes } = write(
      needs('r', packages, { listed: 2, source, runtime: '4.3.1' }),
      machine('4.2.2'),
    );
    expect(dockerfile.text).toContain('ARG BASE=rocker/r-ver:4.3.1\n');
    expect(dockerfile.text).toContain('COPY renv.lock /tmp/renv.lock\n');
    expect(dockerfile.text).toContain('remotes::install_version("renv", "1.0.7", upgrade = "never", repos = latest)');
    expect(dockerfile.text).toContain('libcurl4-openssl-dev');
    expect(dockerfile.text).toContain('install.packages("zoo")');
    expect(notes.map(noteText)).toEqual([
      expect.stringContaining('script.R:1 zoo: renv.lock does not list it') as string,
    ]);
    expect(ignoreFile.text.split('\n')).toEqual(
      expect.arrayContaining(['*', '!renv.lock', '!sagemaker-entrypoint.sh']),
    );
  });

  it('takes from Bioconductor and GitHub what comes from there', () => {
    const packages = [
      need('limma', { origin: { kind: 'bioconductor' } }),
      need('mine', { origin: { kind: 'github', reference: 'me/mine@v1' } }),
    ];
    const dockerfile = text(needs('r', packages), machine('4.4.2'));
    expect(dockerfile).toContain('BiocManager::install("limma", ask = FALSE, update = FALSE)');
    expect(dockerfile).toContain('remotes::install_github("me/mine@v1", upgrade = "never")');
    expect(dockerfile).toContain('for (name in c("limma", "mine")) loadNamespace(name)');
  });

  it('leaves out an optional package unless it is installed here, and says so', () => {
    const packages = [need('arrow', { optional: true }), need('zoo', { optional: true })];
    const { dockerfile, notes } = write(needs('r', packages), machine('4.2.2', { zoo: ['1.8-11', true] }));
    expect(dockerfile.text).toContain('r-cran-zoo');
    expect(notes.map(({ text: name }) => name)).toEqual(['arrow']);
    expect(dockerfile.text).toContain('#   script.R:1 arrow: ');
  });

  it('copies the programs of training jobs and endpoints', () => {
    const { dockerfile, ignoreFile } = write(needs('r', []), machine('4.2.2'), ['train.R', 'R/help.R']);
    expect(dockerfile.text).toContain('\nCOPY train.R /opt/program/\nCOPY R/help.R /opt/program/R/\n');
    expect(ignoreFile.text).toContain('!R/help.R');
  });
});

describe('the Dockerfile of a Python script', () => {
  it('pins what runs here', () => {
    const dockerfile = text(
      needs('python', [need('pandas', { module: 'pandas' })]),
      machine('3.11.7', { pandas: ['2.1.4', false] }),
    );
    expect(dockerfile).toContain('ARG BASE=python:3.11-slim-bookworm\n');
    expect(dockerfile).toContain('RUN python3 -m pip install --no-cache-dir \\\n      pandas==2.1.4\n');
  });

  it('lets pip read requirements.txt and what it brings in', () => {
    const source = { kind: 'requirements.txt', path: 'requirements.txt', includes: ['deps/base.txt'] } as const;
    const packages = [need('opencv-python', { version: '4.9.0.80' }), need('psycopg[binary]'), need('requests')];
    const dockerfile = text(needs('python', packages, { listed: 2, source }), machine('3.12.1'));
    expect(dockerfile).toContain(
      'COPY requirements.txt /tmp/requirements/\nCOPY deps/base.txt /tmp/requirements/deps/\n',
    );
    expect(dockerfile).toContain('pip install --no-cache-dir -r /tmp/requirements/requirements.txt \\\n');
    expect(dockerfile).toContain('libgl1 libglib2.0-0');
    expect(dockerfile).toContain('      requests\n');
  });

  it('leaves out lines of folders and files of a machine, as the image does not have them', () => {
    const source = { kind: 'requirements.txt', path: 'requirements.txt', hasLocal: true } as const;
    const dockerfile = text(needs('python', [need('numpy')], { listed: 1, source }));
    const lines = [
      '-e .',
      '--editable=./lib',
      '-e git+https://example.org/tool#egg=tool',
      './libs/x.whl \\',
      '    --hash=sha256:abc',
      'libs/y-1.0.tar.gz',
      'file:///z.whl',
      'numpy==1.26.4 \\',
      '    --hash=sha256:def',
      'pandas[excel] @ file:///croot/pandas ; python_version > "3"',
      'https://example.org/w.whl',
      'mine @ https://example.org/mine.whl',
      'zope.interface',
      '--extra-index-url https://example.org/simple',
    ];
    expect(filtered(dockerfile, '/tmp/requirements/requirements.txt', lines)).toEqual([
      '-e git+https://example.org/tool#egg=tool',
      expect.stringMatching(/^numpy==1.26.4 +--hash=sha256:def$/u),
      'pandas[excel] ; python_version > "3"',
      'https://example.org/w.whl',
      'mine @ https://example.org/mine.whl',
      'zope.interface',
      '--extra-index-url https://example.org/simple',
    ]);
  });

  it('the same in environment.yml', () => {
    const source = {
      kind: 'environment.yml',
      path: 'environment.yml',
      includes: ['more.txt'],
      hasLocal: true,
    } as const;
    const dockerfile = text(needs('python', [need('numpy')], { listed: 1, source }));
    const lines = ['  - r-envstats', '  - python', '    - -r more.txt', `    - "-e ."`, '    - ./x.whl', '    - tqdm'];
    expect(filtered(dockerfile, '/tmp/environment.yml', lines)).toEqual([
      '  - r-envstats',
      '  - python',
      '    - pip',
      '    - pip',
      '    - pip',
      '    - tqdm',
    ]);
    expect(dockerfile).toContain('COPY more.txt /tmp/requirements/\n');
    expect(dockerfile).toContain('python -m pip install --no-cache-dir -r /tmp/requirements/more.txt');
  });

  it('keeps constraints, in quotes', () => {
    const packages = [
      need('numpy', { constraint: '>=1.26,<2' }),
      need('tomli', { version: '2.0.1', marker: 'python_version < "3.11"' }),
      need('tool', { origin: { kind: 'url', reference: 'git+https://github.com/me/tool@v1' } }),
    ];
    const dockerfile = text(
      needs('python', packages, { minimum: '3.12' }),
      machine('3.10.1', { numpy: ['1.0', false] }),
    );
    expect(dockerfile).toContain(
      `"numpy>=1.26,<2" "tomli==2.0.1 ; python_version < '3.11'" "tool @ git+https://github.com/me/tool@v1"`,
    );
    expect(dockerfile).toMatch(/apt-get install .*\n +git /u);
    expect(dockerfile).toContain('python:3.12-slim');
  });

  it('installs no stranger’s package for a module that is not known', () => {
    const packages = [need('helpers', { module: 'helpers' }), need('pandas'), need('inhouse')];
    const written = write(needs('python', packages), machine('3.11.7', { inhouse: ['1.2', false] }));
    expect(written.dockerfile.text).toContain('      pandas inhouse==1.2\n');
    expect(written.dockerfile.text).toContain('\n# RUN python3 -m pip install --no-cache-dir helpers\n');
    expect(written.notes.map((note) => note.text)).toEqual(['helpers']);
    expect(written.packages.map(({ name }) => name)).toEqual(['pandas', 'inhouse']);
    expect(text(needs('python', packages, { listed: 1 }))).toContain('helpers');
  });

  it('asks apt for no questions', () => {
    expect(text(needs('r', []), machine('4.2.2'))).toContain('\nFROM ${BASE}\nARG DEBIAN_FRONTEND=noninteractive\n');
  });

  it('lets conda read environment.yml', () => {
    const source = { kind: 'environment.yml', path: 'environment.yml' } as const;
    const dockerfile = text(needs('python', [need('numpy')], { listed: 1, source }));
    expect(dockerfile).toContain('FROM ${BASE}\n\nUSER root\n');
    expect(dockerfile).toContain('micromamba install -y -n base -f /tmp/environment.yml');
  });
});

describe('what a hostile project says', () => {
  it.each([
    need("x'); system('id"),
    need('x', { version: '1"; id' }),
    need('x', { origin: { kind: 'github', reference: 'a/b$(id)' } }),
    need('x', { constraint: '>=1`id`' }),
    need('x', { marker: 'python_version < "$(id)"' }),
    need('x', { marker: 'python_version < "3"\nRUN id' }),
    need('x', { marker: 'python_version <<id' }),
  ])('never becomes a command: %o', (hostile) => {
    for (const language of ['r', 'python'] as const) {
      const { dockerfile, notes } = write(needs(language, [hostile]), machine(language === 'r' ? '4.4.2' : '3.12.0'));
      const commands = dockerfile.text.split('\n').filter((line) => !line.startsWith('#'));
      expect(commands.join('\n')).not.toMatch(/\bid\b/u);
      expect(notes).toHaveLength(1);
    }
  });

  it('never becomes a command: the version of renv', () => {
    const source = { kind: 'renv.lock', path: 'renv.lock' } as const;
    const renv = need('renv', { version: `1"); system("id` });
    const dockerfile = text(needs('r', [renv], { listed: 1, source }), machine('4.4.2'));
    expect(dockerfile).not.toContain('system(');
    expect(dockerfile).toContain('install.packages("renv")');
  });

  it('has nobody’s password', () => {
    const reference = 'git+https://me:secret@example.org/x';
    const tool = need('tool', { origin: { kind: 'url', reference } });
    const unresolved = [{ text: `-e ${reference} odd`, place, reason: 'x' }];
    const { dockerfile, notes } = write(needs('python', [tool], { unresolved }), machine('3.12.0'));
    expect(dockerfile.text + notes.map(noteText).join('\n')).not.toContain('secret');
    expect(notes).toHaveLength(2);
  });

  it('never makes a line: names of files, and what else there may be', () => {
    const { dockerfile, ignoreFile, notes } = write(needs('r', []), machine('4.4.2'), ['train.R', 'a\n!b.R']);
    expect(dockerfile.text + ignoreFile.text).not.toContain('\n!b.R');
    expect(ignoreFile.text).toContain('!train.R');
    expect(notes).toHaveLength(1);
    expect(() => text(needs('r', [], { runtime: '4.3.1\nRUN id' }), machine('4.4.2'))).toThrow('control character');
  });

  it('stays in its comment', () => {
    const unresolved = [{ text: 'library(\nRUN id', place: { file: 'a\nRUN id.R', line: 1 }, reason: 'x\u2028RUN id' }];
    const lines = text(needs('r', [], { unresolved, scripts: ['b\nRUN id.R'] }), machine('4.2.2')).split('\n');
    expect(lines.filter((line) => line.startsWith('RUN id'))).toEqual([]);
  });
});
