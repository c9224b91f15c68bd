import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const manifest = z
  .object({ devDependencies: z.record(z.string(), z.string()), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')));
const declared = Object.keys(manifest.devDependencies);

/** The project's own code: what runs in the editor, the tests, and what builds. */
const code = [
  ...['src', 'webview', 'test'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(folder, name)),
  ),
  ...fs.readdirSync(root),
].filter((name) => /\.m?ts$|\.mjs$/.test(name));
const texts = new Map(code.map((name) => [name, fs.readFileSync(path.join(root, name), 'utf8')]));

/** The package of `@scope/name/part` or `name/part`; undefined for Node's own modules, VS Code's and our files. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier === 'vscode' || isBuiltin(specifier)) return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const imports = [...texts].flatMap(([file, text]) =>
  ts.preProcessFile(text).importedFiles.flatMap(({ fileName }) => {
    const name = packageOf(fileName);
    return name === undefined ? [] : [{ name, file }];
  }),
);

describe('package.json', () => {
  it('declares every package that is imported', () => {
    expect(code.length).toBeGreaterThan(500);
    const undeclared = imports.filter(({ name }) => !declared.includes(name));
    expect(undeclared.map(({ name, file }) => `${file}: ${name}`)).toEqual([]);
  });

  it('declares no package that nothing uses', () => {
    const imported = new Set(imports.map(({ name }) => name));
    const written = [
      ...[...texts].filter(([file]) => file !== path.relative(root, import.meta.filename)).map(([, text]) => text),
      ...Object.values(manifest.scripts),
      fs.readFileSync(path.join(root, 'tsconfig.json'), 'utf8'),
    ].join('\n');
    const unused = declared.filter(
      (name) =>
        !imported.has(name) && !typesInUse(name, imported) && !namesOf(name).some((word) => written.includes(word)),
    );
    expect(unused).toEqual([]);
  });
});

/** Types come without an import of their own: those of a package that is imported, of Node, of VS Code. */
const typesInUse = (name: string, imported: ReadonlySet<string>): boolean =>
  name.startsWith('@types/') && ['node', 'vscode', ...imported].includes(name.slice('@types/'.length));

/** What a package is called where it is run or read and not imported: its folder or its programs. */
function namesOf(name: string): string[] {
  const text = fs.readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8');
  const { bin } = z
    .object({ bin: z.optional(z.union([z.string(), z.record(z.string(), z.string())])) })
    .parse(JSON.parse(text));
  const programs = typeof bin === 'object' ? Object.keys(bin) : bin === undefined ? [] : [path.basename(name)];
  return [`${name}/`, ...programs.map((program) => `${program} `), ...programs.map((program) => `'${program}'`)];
}
