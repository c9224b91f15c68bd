import { describe, expect, it } from 'vitest';
import { addPackages, isOwnDockerfile } from '../../../../src/core/dockerfile/addPackages.ts';
import type { MachinePackages } from '../../../../src/core/dockerfile/plan.ts';
import { writeDockerfile } from '../../../../src/core/dockerfile/writeDockerfile.ts';
import type { CodeNeeds, PackageNeed } from '../../../../src/core/scripts/needs.ts';

const need = (name: string, more: Partial<PackageNeed> = {}): PackageNeed => ({
  name,
  places: [{ file: 'other', line: 1 }],
  ...more,
});
const needs = (language: CodeNeeds['language'], names: (string | PackageNeed)[], more: Partial<CodeNeeds> = {}) => ({
  language,
  packages: names.map((each) => (typeof each === 'string' ? need(each) : each)),
  listed: 0,
  unresolved: [],
  read: [],
  scripts: [`other.${language === 'r' ? 'R' : 'py'}`],
  ...more,
});
const machine = (runtime: string): MachinePackages => ({ runtime, packages: new Map() });
const written = (of: CodeNeeds, on?: MachinePackages): string =>
  writeDockerfile({ needs: of, machine: on, programs: [] }).dockerfile.text;
const added = (existing: string, of: CodeNeeds, on?: MachinePackages) =>
  addPackages(existing, { needs: of, machine: on, programs: [] });

/** Lines that are in `after` and not in `before`; fails where a line of `before` is gone or elsewhere. */
function newLines(before: string, after = ''): string[] {
  const left = before.split('\n');
  const extra = after.split('\n').filter((line) => (line === left[0] ? left.shift() === undefined : true));
  expect(left).toEqual([]);
  return extra;
}

describe('what a Dockerfile lacks is added to it', () => {
  it('R of Debian: only what is new, behind what installs, and nothing else changes', () => {
    const before = written(needs('r', ['jsonlite']), machine('4.2.2')).replace(
      'WORKDIR',
      'RUN echo "by hand" > /etc/motd\nWORKDIR',
    );
    const addition = added(before, needs('r', ['jsonlite', 'data.table', 'praise', 'fortunes']), machine('4.2.2'));
    expect(addition?.added.map(({ name }) => name)).toEqual(['data.table', 'praise', 'fortunes']);
    const lines = newLines(before, addition?.text);
    expect(lines.join('\n')).toContain('# For other.R.\n');
    expect(lines.join('\n')).toContain('      r-base-dev \\\n');
    expect(lines.join('\n')).toContain('      r-cran-data.table r-cran-praise \\\n');
    expect(lines.join('\n')).toContain('install.packages("fortunes")');
    expect(lines.join('\n')).not.toMatch(/jsonlite|r-base-core/u);
    const text = addition?.text ?? '';
    expect(text.indexOf('fortunes')).toBeGreaterThan(text.indexOf('r-cran-jsonlite'));
    expect(text.indexOf('fortunes')).toBeLessThan(text.indexOf('ENV LANG'));

    // Once more: it is all there.
    const again = added(text, needs('r', ['jsonlite', 'praise', 'fortunes']), machine('4.2.2'));
    expect(again).toMatchObject({ text, added: [] });
    // A third script: where packages come from is said already.
    const third = added(text, needs('r', ['wesanderson']), machine('4.2.2'));
    expect(newLines(text, third?.text).filter((line) => line.startsWith('ARG'))).toEqual([]);
  });

  it('R of rocker stays rocker’s, whatever this machine has by now', () => {
    const before = written(needs('r', ['zoo']), machine('4.4.1'));
    const addition = added(before, needs('r', ['sf']), machine('4.2.2'));
    const lines = newLines(before, addition?.text).join('\n');
    expect(lines).toContain('libgdal-dev');
    expect(lines).toContain('install.packages("sf")');
    expect(lines).not.toMatch(/r-cran-|r-base|^ARG/mu);
  });

  it('Python: by pip, without what requirements.txt lists and what goes by another name', () => {
    const source = { kind: 'requirements.txt', path: 'requirements.txt' } as const;
    const before = written(needs('python', ['numpy'], { listed: 1, source })).replace(
      'ENV LANG',
      'RUN pip install "opencv_contrib_python>=4" Pillow[x]==10.1\n\nENV LANG',
    );
    const names = ['numpy', 'pandas', 'opencv-python-headless', need('pillow', { module: 'PIL' }), 'mineonly'];
    const addition = added(before, needs('python', names, { listed: 1, source }));
    expect(addition?.added.map(({ name }) => name)).toEqual(['pandas']);
    const lines = newLines(before, addition?.text).join('\n');
    expect(lines).toMatch(/pip install --no-cache-dir \\\n {6}pandas$/mu);
    // A module that nobody knows is told, not installed.
    expect(lines).toContain('#   other:1 mineonly: ');
    expect(added(before, needs('python', ['mineonly']))).toMatchObject({ text: before, added: [], notes: [{}] });
  });

  it('goes behind an instruction of many lines, not into it', () => {
    const before = [
      '# Image for a.py, written by SageMaker Runner. It is yours to change.',
      'ARG BASE=python:3.12-slim-bookworm',
      'FROM ${BASE}',
      'RUN apt-get update \\',
      '  # what it needs',
      '  && apt-get install -y git',
      'RUN <<EOF',
      'pip install requests',
      'EOF',
      'ENTRYPOINT ["x"]',
      '',
    ].join('\n');
    const { text = '' } = added(before, needs('python', ['pandas'])) ?? {};
    newLines(before, text);
    expect(text).toMatch(/EOF\n\n# For other\.py\.\n[^]*pandas\n\nENTRYPOINT/u);
  });

  it('not to a Dockerfile of another’s, of the other language or of conda', () => {
    const own = written(needs('r', ['zoo']), machine('4.4.1'));
    expect(isOwnDockerfile(own)).toBe(true);
    expect(added(own, needs('python', ['pandas']))).toBeUndefined();
    const others = own.replaceAll(/^#.*\n/gmu, '');
    expect(isOwnDockerfile(others)).toBe(false);
    expect(added(others, needs('r', ['sf']))).toBeUndefined();
    const source = { kind: 'environment.yml', path: 'environment.yml' } as const;
    const conda = needs('python', ['pandas'], { listed: 1, source });
    expect(added(written(conda), conda)).toBeUndefined();
    expect(added('', conda)).toBeUndefined();
  });
});
