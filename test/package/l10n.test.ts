import { getL10nJson } from '@vscode/l10n-dev';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';

/** The same as `npm run l10n` writes. */
it('l10n/bundle.l10n.json holds every text of the source', async () => {
  const files = fs.readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = await getL10nJson(
    files.map((file) => ({ extension: '.ts', contents: fs.readFileSync(path.join('src', file), 'utf8') })),
  );
  const bundle = z.record(z.string(), z.string()).parse(JSON.parse(fs.readFileSync('l10n/bundle.l10n.json', 'utf8')));
  expect(Object.keys(bundle).sort()).toEqual(Object.keys(texts).sort());
});
