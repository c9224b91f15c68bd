import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { installDebian } from './debian.ts';

/** Without a window of its own it takes half of what the whole browser takes to start, and a third less for each page: what Playwright itself prefers. */
export const headlessShell = 'chromium-headless-shell';
const names = [
  headlessShell,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What every Chromium of the tests and the demo is started with. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
];

/** Path of a Chromium on this machine: `CHROMIUM` in the environment, on the PATH, or Playwright's own; undefined when there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = [
    process.env['CHROMIUM'] ?? '',
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
    ...places,
    chromium.executablePath(),
  ];
  return candidates.find((candidate) => candidate !== '' && fs.existsSync(candidate));
}

/** Finds Chromium, or installs it where this user may; else the reason why there is none. */
export async function ensureChromium(
  log: (line: string) => void,
): Promise<{ readonly path: string } | { readonly missing: string }> {
  const found = findChromium();
  if (found !== undefined) return { path: found };
  const failure = (await installDebian([headlessShell], log)) && (await installDebian(['chromium'], log));
  const installed = findChromium();
  return installed === undefined
    ? {
        missing: `no Chromium (${failure ?? 'the package brought none'}); set CHROMIUM=/path/to/chromium or run "npx playwright install chromium"`,
      }
    : { path: installed };
}

export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: chromiumFlags });
