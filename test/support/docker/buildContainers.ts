// npm run containers [-- NAME...]: builds the images of containers/, says how long that took and how big they are, and tests them.
// All that is printed is kept in test-results/containers.log.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { buildContainer, containerImage, containers, imageSize } from './containers.ts';
import { dockerNeeds } from './needs.ts';

const names = process.argv.slice(2);
const unknown = names.filter((name) => !containers.some((known) => known === name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}: ${containers.join(', ')}`);
  process.exit(2);
}
const wanted = names.length === 0 ? containers : containers.filter((name) => names.includes(name));

const missing = await dockerNeeds((line) => {
  console.log(line);
});
if (missing !== undefined) {
  console.error(`Needs ${missing}`);
  process.exit(1);
}
const results = path.resolve(import.meta.dirname, '../../../test-results');
mkdirSync(results, { recursive: true });
const log = createWriteStream(path.join(results, 'containers.log'));
const print = (text: string | Buffer): void => {
  process.stdout.write(text);
  log.write(text);
};

const lines: string[] = [];
for (const name of wanted) {
  const start = performance.now();
  await buildContainer(name, print);
  const seconds = (performance.now() - start) / 1000;
  const megabytes = (await imageSize(containerImage(name))) / 1e6;
  lines.push(`${name.padEnd(12)} ${seconds.toFixed(0).padStart(5)} s  ${megabytes.toFixed(0).padStart(5)} MB`);
}
print(`\n${lines.join('\n')}\n\n`);
const env = { ...process.env, CONTAINERS: wanted.join(',') };
const tests = spawn('vitest', ['run', '--project', 'docker', 'test/docker/containers.test.ts'], {
  env,
  stdio: ['ignore', 'pipe', 'pipe'],
});
tests.stdout.on('data', print);
tests.stderr.on('data', print);
tests.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
