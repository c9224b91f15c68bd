import { describe, expect, it } from 'vitest';
import { readBuildFailure } from '../../../../src/core/images/buildOutput.ts';
import { parseDockerfile } from '../../../../src/core/images/dockerfile.ts';
import { dockerfileLanguages } from '../../../../src/core/images/dockerfileLanguage.ts';
import { dockerfileProblem } from '../../../../src/core/images/dockerfileProblem.ts';
import { shownTag } from '../../../../src/core/images/imageName.ts';
import { parseImageTask } from '../../../../src/core/images/imageTask.ts';
import { isArmInstance, targetPlatform } from '../../../../src/core/images/platform.ts';
import { isRepositoryName, repositoryName } from '../../../../src/core/images/repositoryName.ts';

const dockerfile = parseDockerfile(
  [
    'ARG BASE=debian:bookworm-slim',
    'FROM ${BASE} AS packages',
    'RUN apt-get update \\',
    '  # what R needs',
    '  && apt-get install -y libcurl4',
    'FROM rocker/r-ver:4.4.1',
    'COPY --from=packages /usr/lib /usr/lib',
    'COPY renv.lock scripts/*.R /opt/',
    'COPY ["a file.csv", "/opt/"]',
    'ADD https://example.com/data.zip /opt/',
    'COPY <<EOF /opt/note',
    'text',
    'EOF',
    'RUN Rscript -e "renv::restore()"',
  ].join('\n'),
);

describe('a Dockerfile', () => {
  it('tells its stages, arguments, bases and what it copies from the context', () => {
    expect(dockerfile).toMatchObject({
      stages: ['packages'],
      arguments: ['BASE'],
      sources: ['renv.lock', 'scripts/*.R', 'a file.csv'],
    });
    const mounts =
      'RUN --mount=type=bind,from=a,target=/a --mount=target=/b,src=./local --mount=type=cache,target=/c ls';
    expect(parseDockerfile(`FROM debian\n${mounts} --mount=target=/d`).sources).toEqual(['local']);
    expect(parseDockerfile('FROM debian\nRUN --mount=target=/all ls').sources).toEqual(['.']);
    expect(dockerfile.bases).toContain('rocker/r-ver:4.4.1');
    expect(dockerfileLanguages(dockerfile)).toEqual(['r']);
    expect(dockerfileLanguages(parseDockerfile('FROM python:3.12\nRUN pip install pandas'))).toEqual(['python']);
    expect(dockerfileLanguages(parseDockerfile('FROM debian\nRUN echo our report'))).toEqual([]);
  });
});

/** The lines of what a builder printed. */
const lines = (output: string): number[] => {
  const failure = readBuildFailure(output);
  if (!failure) throw new Error('not read');
  const { line, endLine } = dockerfileProblem(dockerfile, failure);
  return [line, endLine];
};

describe("a builder's failure", () => {
  it('is read from BuildKit, also from newer ones', () => {
    const step =
      '#7 [packages 2/2] RUN apt-get update   && apt-get install -y libcurl4\n#7 1.2 E: no\n#7 ERROR: process "/bin/sh -c apt-get update   && apt-get install -y libcurl4" did not complete successfully: exit code: 100\n------\n > [packages 2/2] RUN:\n------\n';
    expect(readBuildFailure(step)).toMatchObject({ kind: 'step', message: 'E: no (exit code 100)' });
    expect(lines(step)).toEqual([3, 5]);
    expect(
      lines(`${step}Dockerfile:14\n--------------------\n  14 | >>> RUN Rscript\n--------------------\nERROR: failed`),
    ).toEqual([14, 14]);
    const syntax =
      'ERROR: failed to build: failed to solve: dockerfile parse error on line 6: unknown instruction: FROMM (did you mean FROM?)';
    expect(readBuildFailure(syntax)).toEqual({
      kind: 'syntax',
      line: 6,
      message: 'unknown instruction: FROMM (did you mean FROM?)',
    });
    const base =
      '#3 [internal] load metadata for docker.io/rocker/r-ver:4.4.1\n#3 ERROR: docker.io/rocker/r-ver:4.4.1: not found\n';
    expect(readBuildFailure(base)).toMatchObject({ kind: 'base', image: 'rocker/r-ver:4.4.1' });
    expect(lines(base)).toEqual([6, 6]);
  });

  it('is read from the older builder', () => {
    const step =
      "Step 3/9 : RUN apt-get update   && apt-get install -y libcurl4\n ---> Running in 0a\nErr\r\nThe command '/bin/sh -c apt-get' returned a non-zero code: 100\n";
    expect(readBuildFailure(step)).toMatchObject({ kind: 'step', message: 'exit code 100' });
    expect(lines(step)).toEqual([3, 5]);
    const base = 'Step 4/9 : FROM rocker/r-ver:4.4.1\npull access denied for rocker/r-ver, repository does not exist\n';
    expect(lines(base)).toEqual([6, 6]);
    expect(readBuildFailure('Step 1/1 : FROM scratch\n ---> \nSuccessfully built 0a\n')).toBeUndefined();
  });

  it('names the packages that were not to be had, at the line that names them', () => {
    const file = parseDockerfile(
      [
        'FROM debian',
        '# gone',
        'RUN Rscript -e \'install.packages(c("zoo", "gone"))\' \\',
        "  -e 'library(gone.too)'",
      ].join('\n'),
    );
    const told = (step: string, printed: readonly string[], end: string): unknown => {
      const failure = readBuildFailure([step, ...printed, end, ''].join('\n'));
      if (failure?.kind !== 'step') throw new Error('not read');
      const { line, endLine, message } = dockerfileProblem(file, failure);
      return { ...failure.trouble, line, endLine, message };
    };
    const { text = '' } = file.instructions.at(-1) ?? {};
    const classic = (...printed: string[]): unknown =>
      told(`Step 2/2 : ${text}`, printed, "The command '/bin/sh -c x' returned a non-zero code: 1");
    const r = [
      '\u001b[91mWarning message:',
      'packages ‘gone’, ‘gone.too’ are not available for this version of R',
      '\u001b[0m\u001b[91mError in loadNamespace(name) : there is no package called ‘gone’',
    ];
    const named = {
      packages: ['gone', 'gone.too'],
      kind: 'unknown',
      line: 3,
      endLine: 3,
      message: expect.stringContaining('gone, gone.too') as string,
    };
    expect(classic(...r)).toEqual(named);
    const buildKit = (...printed: string[]): unknown =>
      told(
        `#4 [1/2] FROM debian\n#5 [2/2] ${text}\n#3 0.1 package 'other' is not available`,
        printed.map((line, at) => `#5 ${at}.291 ${line}`),
        '#5 ERROR: process "/bin/sh -c x" did not complete successfully: exit code: 1',
      );
    expect(buildKit(...r)).toEqual(named);
    expect(classic("package 'gone.too' is not available for this version of R")).toMatchObject({
      packages: ['gone.too'],
      line: 4,
    });
    for (const [printed, name] of [
      ['ERROR: No matching distribution found for six==99.9', 'six==99.9'],
      ['E: Unable to locate package libnone-dev', 'libnone-dev'],
      ["  version '99.9' is invalid for package 'fortunes'", 'fortunes==99.9'],
      ['└─ nosuch =* * does not exist (perhaps a typo or a missing channel).', 'nosuch'],
      ['ERROR: dependency ‘gone’ is not available for package ‘zoo’', 'gone'],
    ] as const)
      expect(buildKit(printed)).toMatchObject({ packages: [name] });
    expect(classic('Warning: unable to access index for repository x', ...r)).toMatchObject({ kind: 'unreachable' });
    expect(classic(...r, 'ERROR: compilation failed for package ‘zoo’')).toMatchObject({
      message: 'ERROR: compilation failed for package ‘zoo’ (exit code 1)',
    });
  });

  it('of a step is what the step printed last that tells why, whoever built it', () => {
    const message = (output: string): unknown => {
      const failure = readBuildFailure(output);
      return failure && dockerfileProblem(dockerfile, failure).message;
    };
    const command = 'apt-get update   && apt-get install -y libcurl4';
    const said: Record<string, (printed: readonly string[]) => unknown> = {
      BuildKit: (printed) =>
        message(
          [
            '#6 0.1 E: of another step',
            `#7 [packages 2/2] RUN ${command}`,
            ...printed.map((line, at) => `#7 ${at}.291 ${line}`),
            `#7 ERROR: process "/bin/sh -c ${command}" did not complete successfully: exit code: 100`,
            'ERROR: failed to build: failed to solve: process "x" did not complete successfully: exit code: 100',
          ].join('\n'),
        ),
      'the older builder': (printed) =>
        message(
          [
            'Step 2/9 : FROM debian',
            'E: of another step',
            `Step 3/9 : RUN ${command}`,
            ' ---> Running in 0a',
            ...printed.map((line) => `\u001b[91m${line}\r\n\u001b[0m`),
            `The command '/bin/sh -c ${command}' returned a non-zero code: 100`,
          ].join('\n'),
        ),
      Podman: (printed) =>
        message(
          [
            'E: of another step',
            `[1/2] STEP 3/3: RUN ${command}`,
            ...printed,
            'subprocess exited with status 100',
            `Error: building at STEP "RUN ${command}": while running runtime: exit status 100`,
          ].join('\n'),
        ),
    };
    for (const [builder, of] of Object.entries(said)) {
      const tells = (reason: string, ...printed: string[]): void => {
        expect([builder, of(printed)]).toEqual([builder, `${reason} (exit code 100)`]);
      };
      tells('E: Invalid operation instal', 'Reading package lists...', 'E: Invalid operation instal');
      tells('/bin/sh: 1: aptget: not found', '/bin/sh: 1: aptget: not found');
      tells('bash: line 1: Rscrpt: command not found', 'bash: line 1: Rscrpt: command not found');
      tells(
        'Error in file(con, "r") : cannot open the connection',
        'Error in file(con, "r") : cannot open the connection',
        'Calls: source -> file',
        'Execution halted',
      );
      tells(
        'Error in loadNamespace(x, lib.loc = c("a", "b")) : it cannot be loaded',
        'Error in loadNamespace(x, lib.loc = c("a", "b")) : ',
        '  it cannot be loaded',
        'Execution halted',
      );
      tells(
        'ERROR: Could not open requirements file: [Errno 2] No such file or directory',
        'ERROR: Could not open requirements file: [Errno 2] No such file or directory',
        '[notice] A new release of pip is available',
      );
      tells('ValueError: no', 'Traceback (most recent call last):', '  File "<string>", line 1', 'ValueError: no');
      tells(
        'ERROR: configuration failed for package ‘curl’',
        'ERROR: configuration failed for package ‘curl’',
        'Error in loadNamespace(x) : there is no package called ‘curl’',
      );
      // Nothing that tells: the exit code alone, rather than a line that may have nothing to do with it.
      expect([builder, of(['Reading package lists...', 'The error log is empty'])]).toEqual([builder, 'exit code 100']);
    }
  });

  it('is read from Podman', () => {
    const step =
      'STEP 3/9: RUN Rscript -e "renv::restore()"\nError: building at STEP "RUN Rscript -e "renv::restore()"": while running runtime: exit status 2\n';
    expect(lines(step)).toEqual([14, 14]);
    const base =
      '[2/2] STEP 1/6: FROM rocker/r-ver:4.4.1\nTrying to pull docker.io/rocker/r-ver:4.4.1...\nError: creating build container: initializing source docker://rocker/r-ver:4.4.1: pinging container registry: dial tcp: no such host\n';
    expect(readBuildFailure(base)).toMatchObject({ kind: 'base', image: 'rocker/r-ver:4.4.1' });
  });
});

describe('what an image is called and made for', () => {
  it('has one tag that a row has room for: latest, else the shortest', () => {
    expect(shownTag(['049d188-dirty-5eb17d1d', 'latest'])).toBe('latest');
    expect(shownTag(['049d188-dirty-5eb17d1d', 'v2'])).toBe('v2');
    expect(shownTag([])).toBeUndefined();
  });

  it.each([
    ['Simulation Study', 'Dockerfile', 'simulation-study'],
    ['Études_2024', 'gpu.Dockerfile', 'etudes_2024-gpu'],
    ['--x--', 'Dockerfile', 'image-x'],
    ['模型', 'Containerfile', 'image'],
    ['a..b', 'Dockerfile.test', 'a.b-test'],
  ])('%s/%s: %s', (folder, file, name) => {
    expect(repositoryName(folder, file)).toBe(name);
    expect(isRepositoryName(name)).toBe(true);
  });

  it('is for SageMaker’s instances when it goes there, else for this machine', () => {
    const laptop = { native: 'linux/arm64', instanceType: 'ml.m5.xlarge' };
    expect(targetPlatform({ ...laptop, isPushed: true })).toBe('linux/amd64');
    expect(targetPlatform({ ...laptop, isPushed: false })).toBe('linux/arm64');
    expect(targetPlatform({ ...laptop, isPushed: true, instanceType: 'ml.c7g.xlarge' })).toBe('linux/arm64');
    expect(targetPlatform({ ...laptop, isPushed: false, asked: 'linux/amd64' })).toBe('linux/amd64');
    expect(['ml.m6g.large', 'ml.c6gn.xlarge', 'ml.r7gd.large', 'ml.t4g.medium'].map(isArmInstance)).not.toContain(
      false,
    );
    expect(
      ['ml.g5.xlarge', 'ml.m5.large', 'ml.g4dn.xlarge', 'ml.p4d.24xlarge', 'ml.c5.large'].map(isArmInstance),
    ).not.toContain(true);
  });

  it('is refused when its task is wrong, with the member named', () => {
    const context = { workspaceFolder: '/w', buildArguments: { A: '1', B: '2' }, buildOptions: [] };
    expect(parseImageTask({ dockerfile: 'docker/Dockerfile', buildArguments: { B: '3' } }, context)).toEqual({
      dockerfile: '/w/docker/Dockerfile',
      context: '/w/docker',
      buildArguments: { A: '1', B: '3' },
      push: true,
      options: [],
    });
    for (const [written, problem] of [
      [{ repository: 'Über' }, 'repository must be lowercase letters'],
      [{ tags: ['a b'] }, 'tag 1 must be letters, digits'],
      [{ platform: 'amd' }, 'platform must be like linux/amd64'],
      [{ language: 'rust' }, 'language must be one of r, python'],
      [{ push: 'no' }, 'push is missing or not of type boolean'],
      [{ script: 'a.R' }, 'script is not an option'],
    ] as const)
      expect(() => parseImageTask({ dockerfile: 'Dockerfile', ...written }, context)).toThrow(problem);
  });
});
