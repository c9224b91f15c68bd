import { describe, expect, it } from 'vitest';
import { readDescription } from '../../../../src/core/scripts/sources/description.ts';
import { readEnvironment } from '../../../../src/core/scripts/sources/environmentYml.ts';
import { readInlineMetadata } from '../../../../src/core/scripts/sources/inlineMetadata.ts';
import { readPipfile, readPipfileLock } from '../../../../src/core/scripts/sources/pipfile.ts';
import { poetryConstraint, readPyproject } from '../../../../src/core/scripts/sources/pyproject.ts';
import { readRenvLock } from '../../../../src/core/scripts/sources/renvLock.ts';
import { readRequirements } from '../../../../src/core/scripts/sources/requirements.ts';
import { readTomlLock } from '../../../../src/core/scripts/sources/tomlLocks.ts';
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

  it.each([
    ['pkg_resources==0.0.0\nnumpy==1.26.4', ['pkg_resources'], ['numpy==1.26.4']],
    ['python-apt==2.4.0+ubuntu3\npywin32==306\npyobjc-core==9', ['python-apt', 'pywin32', 'pyobjc-core'], []],
    ['pywin32==306; sys_platform == "win32"', undefined, ['pywin32==306']],
    ['somepkg==1.0+dfsg1\nfree', ['somepkg'], ['free']],
  ])('lines that fit the machine only that froze them are left out, and said: %j', (text, left, packages) => {
    const read = readRequirements(text, 'requirements.txt');
    expect(read.left).toEqual(left);
    expect(shown(read)).toEqual(packages);
    expect(read.unresolved).toHaveLength(left?.length ?? 0);
  });

  it('a build that PyPI does not have is said, and its version taken; not where the file says where it is', () => {
    const read = readRequirements('torch==2.1.2+cu118', 'r.txt');
    expect(shown(read)).toEqual(['torch==2.1.2']);
    expect(read).toMatchObject({ hasLabels: true, unresolved: [{ text: 'torch' }] });
    const indexed = readRequirements('--extra-index-url https://example.org/whl\ntorch==2.1.2+cu118', 'r.txt');
    expect(shown(indexed)).toEqual(['torch==2.1.2+cu118']);
    expect(indexed.unresolved).toEqual([]);
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

  it('tells the files that its dependencies are in, and Poetry’s groups but those for work on the project', () => {
    const dynamic =
      '[project]\nname = "a"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = "base.txt" }';
    expect(readPyproject(dynamic, 'pyproject.toml')).toMatchObject({ includes: ['base.txt'], unresolved: [] });
    expect(readPyproject('[project]\ndynamic = ["dependencies"]', 'p.toml').unresolved).toHaveLength(1);
    const groups =
      '[tool.poetry.dependencies]\nnumpy = "*"\n[tool.poetry.group.plots.dependencies]\nmatplotlib = "^3"\n' +
      '[tool.poetry.group.dev.dependencies]\npytest = "*"\n[tool.poetry.group.extra]\noptional = true\n[tool.poetry.group.extra.dependencies]\nno = "*"';
    expect(shown(readPyproject(groups, 'pyproject.toml'))).toEqual(['numpy', 'matplotlib>=3,<4']);
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

describe('lock files of Python', () => {
  it('uv.lock: what the project needs, and what that needs, but no group for work on it', () => {
    const text = [
      'requires-python = ">=3.11"',
      '[[package]]\nname = "study"\nversion = "0.1"\nsource = { virtual = "." }',
      'dependencies = [{ name = "pandas" }, { name = "tool" }, { name = "lib" }]\n[package.dev-dependencies]\ndev = [{ name = "pytest" }]',
      '[[package]]\nname = "pandas"\nversion = "2.2.0"\ndependencies = [{ name = "numpy" }, { name = "tzdata", marker = "sys_platform == \'win32\'" }]',
      '[[package]]\nname = "numpy"\nversion = "1.26.4"\n[[package]]\nname = "tzdata"\nversion = "2024.1"\n[[package]]\nname = "pytest"\nversion = "8.0"',
      '[[package]]\nname = "tool"\nversion = "1.0"\nsource = { git = "https://github.com/me/tool?rev=v1#abc" }',
      '[[package]]\nname = "lib"\nversion = "1.0"\nsource = { directory = "../lib" }',
    ].join('\n');
    const read = readTomlLock(text, 'uv.lock');
    expect(shown(read)).toEqual([
      'pandas==2.2.0',
      'tool==1.0 git+https://github.com/me/tool@abc',
      'numpy==1.26.4',
      'tzdata==2024.1',
    ]);
    expect(read).toMatchObject({ minimum: '3.11', own: 'study', unresolved: [{ text: 'lib' }] });
    expect(read.packages.map(({ marker }) => marker)).toEqual([
      undefined,
      undefined,
      undefined,
      "(sys_platform == 'win32')",
    ]);
  });

  it('poetry.lock: the main group, with one of several versions left open', () => {
    const text =
      '[[package]]\nname = "numpy"\nversion = "1.26.4"\ngroups = ["main"]\n[[package]]\nname = "pytest"\nversion = "8"\ngroups = ["dev"]\n' +
      '[[package]]\nname = "scipy"\nversion = "1.11"\ngroups = ["main"]\n[[package]]\nname = "scipy"\nversion = "1.12"\ngroups = ["main"]\n' +
      '[metadata]\npython-versions = "^3.10"';
    const read = readTomlLock(text, 'poetry.lock');
    expect(shown(read)).toEqual(['numpy==1.26.4', 'scipy']);
    expect(read.minimum).toBe('3.10');
  });

  it('Pipfile and its lock', () => {
    const read = readPipfile(
      '[packages]\nnumpy = "*"\npandas = {version = "==2.1", extras = ["excel"]}\nlib = {path = "."}\n[dev-packages]\npytest = "*"\n[requires]\npython_version = "3.11"',
      'Pipfile',
    );
    expect(shown(read)).toEqual(['numpy', 'pandas[excel]==2.1']);
    expect(read).toMatchObject({ runtime: '3.11', unresolved: [{ text: 'lib' }] });
    const lock = {
      _meta: { requires: { python_version: '3.11' } },
      default: { numpy: { version: '==1.26.4' } },
      develop: { pytest: {} },
    };
    expect(shown(readPipfileLock(JSON.stringify(lock), 'Pipfile.lock'))).toEqual(['numpy==1.26.4']);
  });

  it.each([readTomlLock, readPipfile, readPipfileLock])('that are none are said', (reader) => {
    expect(reader('[[', 'x.lock').unresolved).toMatchObject([{ text: 'x.lock' }]);
  });
});

describe('metadata in a script’s head', () => {
  const head =
    '#!/usr/bin/env python3\n# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#   "pandas<2.3",\n#   "rich",\n# ]\n#\n# [tool.uv]\n# ///\nimport pandas\n';

  it.each([head, head.replaceAll('\n', '\r\n')])('tells packages, constraints and Python', (text) => {
    const read = readInlineMetadata(text, 'a.py');
    expect(read && shown(read)).toEqual(['pandas<2.3', 'rich']);
    expect(read).toMatchObject({ minimum: '3.11', unresolved: [] });
    expect(read?.packages[0]?.places).toEqual([{ file: 'a.py', line: 5 }]);
  });

  it.each(['import x\n# dependencies = ["no"]', '# /// pyproject\n# a = 1\n# ///', '"# /// script"'])(
    'is none: %j',
    (text) => {
      expect(readInlineMetadata(text, 'a.py')).toBeUndefined();
    },
  );

  it('that is wrong is said', () => {
    expect(readInlineMetadata('# /// script\n# dependencies = [\n# ///\n', 'a.py')?.unresolved).toMatchObject([
      { place: { line: 1 } },
    ]);
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

  it('of an export keeps versions, not builds nor what fits another system, and says so', () => {
    const text = [
      'dependencies:',
      '  - appnope=0.1.3=pyhd8ed1ab_0',
      '  - libffi=3.4.2=h0d85af4_5',
      '  - numpy=1.26.4=py311hc43a94b_0',
      '  - python=3.11.5=h30d4d87_0_cpython',
      '  - pip:',
      '    - tabulate==0.9.0',
      '    - pywin32==306',
      'prefix: /somewhere',
    ].join('\n');
    const read = readEnvironment(text, 'environment.yml');
    expect(shown(read)).toEqual(['numpy==1.26.4', 'tabulate==0.9.0']);
    expect(read).toMatchObject({ runtime: '3.11.5', hasBuilds: true, left: ['appnope', 'libffi', 'pywin32'] });
    expect(read.unresolved.map(({ text: told }) => told)).toEqual(['appnope', 'environment.yml', 'pywin32==306']);
    expect(readEnvironment('dependencies: [xz=5, numpy=1.26]', 'e.yml').left).toBeUndefined();
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
