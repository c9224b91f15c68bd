// The first thing that `npm run demo|test|test:desktop|bench|local|containers` runs, on any Node from 20 on and with nothing installed: installs the
// npm packages when they are missing or not those of the lock file, then hands over to the project's own Node.
// Whatever it says goes to stderr: stdout belongs to what it starts.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const windows = process.platform === 'win32';
const node = path.join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

const programs = {
  demo: 'test/support/demo/demo.ts',
  test: 'test/support/run.ts',
  desktop: 'test/host/desktop.ts',
  bench: 'test/bench/bench.ts',
  local: 'src/local/cli.ts',
  containers: 'test/support/docker/buildContainers.ts',
};

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds just what the lock file says. npm writes what it installed into a hidden lock file. */
function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages ?? {};
  const present = readJson('node_modules/.package-lock.json')?.packages;
  if (present === undefined) return false;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional === true || present[name]?.version === entry.version,
  );
}

function npm(...args) {
  const { status, error } = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: windows,
  });
  if (error !== undefined) fail(`npm could not be started: ${error.message}`);
  return status === 0;
}

const works = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

function fail(message) {
  console.error(message);
  process.exit(1);
}

function install() {
  if (!isInstalled()) {
    console.error('Installing the npm packages of package-lock.json (npm ci)');
    // Packages that only the project's own Node runs warn about an older one that runs npm.
    if (!npm('ci', '--loglevel', 'error'))
      fail('npm ci failed: see above. With a network that reaches an npm registry, run the command again.');
  }
  // The package `node` puts its program in place in an install script, which a careful npm configuration leaves out.
  if (!works(node)) npm('rebuild', 'node', 'esbuild', '--ignore-scripts=false', '--foreground-scripts');
  if (!works(node)) fail(`There is no working Node in ${node}: run "npm rebuild node --ignore-scripts=false".`);
}

const [name, ...args] = process.argv.slice(2);
const program = programs[name];
if (program === undefined)
  fail(`Usage: node test/support/bootstrap.mjs ${Object.keys(programs).join('|')} [arguments]`);
install();

const bin = path.join(root, 'node_modules', '.bin');
const child = spawn(node, [path.join(root, program), ...args], {
  cwd: name === 'local' ? process.cwd() : root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => fail(error.message));
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
  process.kill(process.pid, signal);
});
