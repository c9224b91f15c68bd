import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';

/** Writes wheels of one module each into `folder`, where pip finds them by `--find-links`: `name` says who it is in `word`. */
export async function makeWheels(
  folder: string,
  packages: readonly { readonly name: string; readonly requires?: string }[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, requires } of packages) {
    const info = `${name}-1.0.dist-info`;
    const metadata = `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n${requires === undefined ? '' : `Requires-Dist: ${requires}\n`}`;
    const files: Record<string, string> = {
      [`${name}/__init__.py`]: `word = "hello from ${name}"\n`,
      [`${info}/METADATA`]: metadata,
      [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    };
    files[`${info}/RECORD`] = `${[...Object.keys(files), `${info}/RECORD`].map((file) => `${file},,`).join('\n')}\n`;
    const zipped = zipSync(Object.fromEntries(Object.entries(files).map(([file, text]) => [file, strToU8(text)])));
    await writeFile(path.join(folder, `${name}-1.0-py3-none-any.whl`), zipped);
  }
}
