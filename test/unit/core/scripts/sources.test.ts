import { describe, expect, it } from 'vitest';
import { readDescription } from '../../../../src/core/scripts/sources/description.ts';
import { readEnvironment } from '../../../../src/core/scripts/sources/environmentYml.ts';
import { poetryConstraint, readPyproject } from '../../../../src/core/scripts/sources/pyproject.ts';
import { readRenvLock } from '../../../../src/core/scripts/sources/renvLock.ts';
import { readRequirements } from '../../../../src/core/scripts/sources/requirements.ts';
import type { SourceNeeds } from '../../../../src/core/scripts/sources/source.ts';

/** `name`, `name==version`, `name>=constraint`, with the origin behind. */
const shown = ({ packages }: SourceNeeds): string[] =>
  packages.map(({ name, version, constraint, origin }) => {
    const from = origin === undefined ? '' : origin.kind === 'bioconductor' ? ' bioconductor' : ` ${origin.reference}`;
    return `${name}${version === undefined ? (constraint ?? '') : `==${version}`}${from}`;
  });

describe('renv.lock', () => {
  const lock = {
    R: { Version: '4.3.1', Repositories: [{ Name: 'CRAN', URL: 'https://cloud.r-project.org' }] },
    Packages: {
      dplyr: { Package: 'dplyr', Version: '1.1.4', Source: 'Repository', Repository: 'CRAN', Requirements: ['R'] },
      limma: { Package: 'limma', Version: '3.58.1', Source: 'Bioconductor' },
      mine: {
        Package: 'mine',
        Version: '0.1',
        Source: 'GitHub',
        RemoteType: 'github',
        RemoteUsername: 'me',
        RemoteRepo: 'repo',
        RemoteSha: 'abc123',
      },
      odd: { Package: 'odd', Version: '1', Source: 'Local' },
      stats: { Package: 'stats', Version: '4.3.1' },
    },
  };

  it('tells R’s version, and each package’s with where it comes from', () => {
    const read = readRenvLock(JSON.stringify(lock), 'renv.lock');
    expect(read.runtime).toBe('4.3.1');
    expect(shown(read)).toEqual(['dplyr==1.1.4', 'limma==3.58.1 bioconductor', 'mine==0.1 me/repo@abc123']);
    expect(read.unresolved.map(({ text }) => text)).toEqual(['odd']);
  });

  it.each([
    ['https://cloud.r-project.org', undefined],
    ['https://packagemanager.posit.co/cran/2024-01-05', undefined],
    ['https://packages.example.org/cran', true],
  ])('tells whether its repositories are its own: %s', (URL, own) => {
    const text = JSON.stringify({ R: { Repositories: [{ Name: 'CRAN', URL }] } });
    expect(readRenvLock(text, 'renv.lock').hasRepositories).toBe(own);
  });

  it.each(['{', '{"Packages": 1}'])('that is none is said: %s', (text) => {
    expect(readRenvLock(text, 'renv.lock')).toMatchObject({ packages: [], unresolved: [{ text: 'renv.lock' }] });
  });
});

describe('DESCRIPTION', () => {
  it('tells what the project imports, from where, and which R it takes', () => {
    const read = readDescription(
      [
        'Package: study',
        'Depends: R (>= 4.1.0), methods',
        'Imports:',
        '    dplyr (>= 1.1.0),',
        '    mine,',
        '    other, stats',
        'Suggests: testthat',
        'Remotes: me/mine@v1, gitlab::them/other',
      ].join('\n'),
      'DESCRIPTION',
    );
    expect(read).toMatchObject({ own: 'study', minimum: '4.1.0' });
    expect(shown(read)).toEqual(['dplyr>=1.1.0', 'mine me/mine@v1', 'other https://gitlab.com/them/other']);
  });
});

describe('requirements.txt', () => {
  it.each([
    ['numpy==1.26.4', ['numpy==1.26.4']],
    ['Pandas >= 2.0, < 3  # tables', ['pandas>=2.0,<3']],
    ['scikit_learn~=1.4 ; python_version >= "3.9"', ['scikit-learn~=1.4']],
    ['psycopg[binary]', ['psycopg[binary]']],
    ['x==1.0 \\\n    --hash=sha256:abc \\\n    --hash=sha256:def\ny', ['x==1.0', 'y']],
    ['mine @ https://example.org/mine-1.0.whl', ['mine https://example.org/mine-1.0.whl']],
    ['git+https://github.com/me/tool.git@v1', ['tool git+https://github.com/me/tool.git@v1']],
    ['-e git+https://github.com/me/tool#egg=tool_x', ['tool-x git+https://github.com/me/tool#egg=tool_x']],
    ['--index-url https://example.org\n--no-binary :all:\n\n# comment', []],
  ])('%s', (text, expected) => {
    const read = readRequirements(text, 'requirements.txt');
    expect(shown(read)).toEqual(expected);
    expect(read.unresolved).toEqual([]);
  });

  it('names the files that it brings in, and apart from them those that limit versions', () => {
    expect(readRequirements('-r base.txt\n-c ../limits.txt\n--requirement=more.txt', 'r.txt')).toMatchObject({
      includes: ['base.txt', 'more.txt'],
      constraints: ['../limits.txt'],
    });
  });

  it('a file of somebody’s machine stands for the package', () => {
    const read = readRequirements('numpy @ file:///croot/numpy-1.26.whl\n', 'requirements.txt');
    expect(shown(read)).toEqual(['numpy']);
    expect(read).toMatchObject({ hasLocal: true, unresolved: [{ text: 'numpy' }] });
  });

  it.each(['./lib', '-e .', 'lib/x.whl', 'what is this'])('says what it cannot bring: %s', (text) => {
    const read = readRequirements(`numpy\n${text}`, 'requirements.txt');
    expect(shown(read)).toEqual(['numpy']);
    expect(read.hasLocal).toBe(text === 'what is this' ? undefined : true);
    expect(read.unresolved).toMatchObject([{ text, place: { file: 'requirements.txt', line: 2 } }]);
  });
});

describe('pyproject.toml', () => {
  it('tells the standard dependencies', () => {
    const text =
      '[project]\nname = "My.Study"\nrequires-python = ">=3.10,<4"\ndependencies = [\n  "numpy>=1.26",\n  "boto3==1.34.0",\n]\n';
    const read = readPyproject(text, 'pyproject.toml');
    expect(read).toMatchObject({ own: 'my-study', minimum: '3.10', unresolved: [] });
    expect(shown(read)).toEqual(['numpy>=1.26', 'boto3==1.34.0']);
    expect(read.packages[1]?.places).toEqual([{ file: 'pyproject.toml', line: 6 }]);
  });

  it('tells Poetry’s', () => {
    const text = [
      '[tool.poetry.dependencies]',
      'python = "^3.11"',
      'numpy = "^1.26.4"',
      'pandas = {version = "~2.1", extras = ["excel"]}',
      'exact = "1.0"',
      'tool = {git = "https://github.com/me/tool.git", tag = "v1"}',
      'lib = {path = "../lib"}',
    ].join('\n');
    const read = readPyproject(text, 'pyproject.toml');
    expect(read.minimum).toBe('3.11');
    expect(shown(read)).toEqual([
      'numpy>=1.26.4,<2',
      'pandas[excel]>=2.1,<2.2',
      'exact==1.0',
      'tool git+https://github.com/me/tool.git@v1',
    ]);
    expect(read.unresolved).toMatchObject([{ text: 'lib' }]);
  });

  it.each([
    ['^1.2.3', '>=1.2.3,<2'],
    ['^0.2.3', '>=0.2.3,<0.3'],
    ['^0.0.3', '>=0.0.3,<0.0.4'],
    ['~1', '>=1,<2'],
    ['*', ''],
    ['>=1, <2', '>=1,<2'],
    ['>=1.2 <2', '>=1.2,<2'],
    ['>= 1.2 , < 2', '>=1.2,<2'],
  ])('Poetry’s %s is %s', (poetry, pip) => {
    expect(poetryConstraint(poetry)).toBe(pip);
  });

  it('that is no TOML is said', () => {
    expect(readPyproject('[project', 'pyproject.toml').unresolved).toMatchObject([{ text: 'pyproject.toml' }]);
  });
});

describe('environment.yml', () => {
  it('tells conda’s packages and pip’s, and the version of the language', () => {
    const text = [
      'name: study',
      'channels: [conda-forge]',
      'dependencies:',
      '  - python=3.11',
      '  - numpy=1.26.4=py311h1',
      '  - conda-forge::pandas>=2',
      '  - r-ggplot2',
      '  - pip',
      '  - pip:',
      '    - sagemaker==2.200.0',
    ].join('\n');
    const read = readEnvironment(text, 'environment.yml');
    expect(read.runtime).toBe('3.11');
    expect(shown(read)).toEqual(['numpy==1.26.4', 'pandas>=2', 'ggplot2', 'sagemaker==2.200.0']);
  });

  it('knows conda’s own names, and what pip is to do besides', () => {
    const text = 'dependencies:\n  - pytorch=2.1\n  - py-opencv\n  - pip:\n    - -r more.txt\n    - -e .\n    - tqdm\n';
    const read = readEnvironment(text, 'environment.yml');
    expect(shown(read)).toEqual(['torch==2.1', 'opencv-python-headless', 'tqdm']);
    expect(read).toMatchObject({ includes: ['more.txt'], hasLocal: true, unresolved: [{ text: '-e .' }] });
  });

  it.each([
    ['r-base=4.3', ['r']],
    ['r-dplyr, python=3.11', ['r', 'python']],
    ['python=3.11', ['python']],
    ['numpy', ['python']],
  ])('is of the languages that it lists: %s', (list, languages) => {
    expect(readEnvironment(`dependencies: [${list}]`, 'environment.yml').languages).toEqual(languages);
  });

  it('that is no YAML is said', () => {
    expect(readEnvironment('a: [', 'environment.yml').unresolved).toMatchObject([{ text: 'environment.yml' }]);
  });
});
