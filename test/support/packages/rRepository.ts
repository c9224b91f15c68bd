import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SourcePackage {
  readonly name: string;
  readonly imports?: string;
  /** A shell script that R runs before it installs the package. */
  readonly configure?: string;
}

/** Makes a repository of R packages in `folder`, as CRAN is one; answers with its address. Each package has `hello()`, which says who it is. */
export async function makeRRepository(folder: string, packages: readonly SourcePackage[]): Promise<string> {
  const contrib = path.join(folder, 'src', 'contrib');
  await mkdir(contrib, { recursive: true });
  for (const { name, imports, configure } of packages) {
    const source = path.join(folder, name);
    await mkdir(path.join(source, 'R'), { recursive: true });
    const about = `Version: 1.0\nTitle: T\nDescription: D.\nAuthor: A\nMaintainer: A <a@example.org>\nLicense: MIT\n`;
    const needs = imports === undefined ? '' : `Imports: ${imports}\n`;
    await writeFile(path.join(source, 'DESCRIPTION'), `Package: ${name}\n${about}${needs}`);
    await writeFile(
      path.join(source, 'NAMESPACE'),
      `export(hello)\n${imports === undefined ? '' : `import(${imports})\n`}`,
    );
    await writeFile(path.join(source, 'R/hello.R'), `hello <- function() cat("hello from ${name}\\n")\n`);
    if (configure !== undefined)
      await writeFile(path.join(source, 'configure'), `#!/bin/sh\n${configure}\n`, { mode: 0o755 });
    await run('R', ['CMD', 'build', '--no-manual', '--no-build-vignettes', source], { cwd: contrib });
    await rm(source, { recursive: true });
  }
  await run('Rscript', ['-e', `tools::write_PACKAGES(${JSON.stringify(contrib)}, type = "source")`]);
  return `file://${folder}`;
}
