import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LauncherFolder, type Launched, type LaunchOptions } from '../support/launcher.ts';

const run = promisify(execFile);

let folder: LauncherFolder;
const code = (): string => folder.code;
const script = (name: string, text: string): Promise<void> => folder.write(name, text);
const launch = (
  interpreter: string,
  name: string,
  args: readonly string[] = [],
  options: LaunchOptions = {},
): Promise<Launched> => folder.launch(interpreter, name, args, options);

beforeEach(async () => {
  folder = await LauncherFolder.create();
});
afterEach(() => folder.remove());

const hasR = await run('Rscript', ['--version']).then(
  () => true,
  () => false,
);

describe.skipIf(!hasR)('View in a job', () => {
  it('is a table of the outputs, under the name of what is viewed', async () => {
    await script(
      'look.R',
      `x <- data.frame(name = c("\u00e9, \\"1\\"", NA), n = c(0.1, 1e6)); View(x); setwd(tempdir()); View(head(mtcars, 2))
       utils::View(matrix(1:4, 2), "my/../grid"); y <- data.frame(a = 1:2); y$l <- list(1:2, "z"); View(y); cat("end\\n")`,
    );
    const ended = await launch('Rscript', 'look.R');
    expect(ended).toMatchObject({ code: 0, log: 'end\n' });
    const names = ['View-head-mtcars- 2-.csv', 'View-my-..-grid.csv', 'View-x.csv', 'View-y.csv'];
    expect(ended.outputs.toSorted()).toEqual(names);
    expect(await folder.readOutput('View-x.csv')).toBe('"name","n"\n"\u00e9, ""1""",0.1\nNA,1e+06\n');
    expect(await folder.readOutput('View-head-mtcars- 2-.csv')).toMatch(/^"","mpg",.*\n"Mazda RX4",21,/u);
    expect(await folder.readOutput('View-y.csv')).toBe('"a","l"\n1,"1, 2"\n2,"z"\n');
  });

  it('fails where R would have nothing to show', async () => {
    await script('look.R', 'View(quote(a + b))');
    const ended = await launch('Rscript', 'look.R');
    expect(ended.code).toBe(1);
    expect(ended.message).toMatch(/^Error in as\.data\.frame/u);
  });
});

describe('a script in a subfolder of what was sent', () => {
  const inFolder = (at: string, interpreter: string, file: string): Promise<Launched> =>
    launch(interpreter, file, [], { environment: { SAGEMAKER_RUNNER_WORKING_DIRECTORY: at } });
  const python = [
    'import os, pathlib, sys',
    'print(sys.argv[0], os.path.basename(os.getcwd()), "SAGEMAKER_RUNNER_WORKING_DIRECTORY" in os.environ)',
    'print(pathlib.Path("../data/in.csv").read_text())',
    'pathlib.Path("here.txt").write_text("1"); pathlib.Path("../data/out.csv").write_text("2")',
  ].join('\n');

  beforeEach(async () => {
    await mkdir(path.join(code(), 'data'));
    await mkdir(path.join(code(), 'scripts'));
    await script('data/in.csv', 'a,b\n');
  });

  it('works in its own folder and leaves its files where it wrote them', async () => {
    await script('scripts/fit.py', python);
    const ended = await inFolder('scripts', 'python3', 'scripts/fit.py');
    expect(ended).toEqual({
      code: 0,
      log: 'fit.py scripts False\na,b\n\n',
      message: undefined,
      outputs: ['data', 'data/out.csv', 'scripts', 'scripts/here.txt'],
    });
  });

  it('works in another one that the run names', async () => {
    await mkdir(path.join(code(), 'work/deep'), { recursive: true });
    await script(
      'scripts/fit.py',
      'import os, sys\nprint(sys.argv[0], os.listdir("../../data"), ".here" in os.listdir("../.."))',
    );
    const ended = await inFolder('work/deep', 'python3', 'scripts/fit.py');
    expect(ended).toMatchObject({ code: 0, log: "../../scripts/fit.py ['in.csv'] False\n" });
    expect((await inFolder('', 'python3', 'scripts/fit.py')).code).toBe(1);
  });

  it('is told where it failed, in what was sent and not in its own folder alone', async () => {
    await script('data/tools.py', 'def f():\n    return 1 / 0\n');
    await script('scripts/fit.py', 'import sys\nsys.path.append("../data")\nimport tools\ntools.f()\n');
    const { message } = await inFolder('scripts', 'python3', 'scripts/fit.py');
    expect(message).toContain('ZeroDivisionError: division by zero');
    expect(message).toContain('File "fit.py", line 4, in <module>\n  File "../data/tools.py", line 2, in f');
  });

  it.skipIf(!hasR)('is the same in R, also where a project is known by Git alone', async () => {
    await script(
      'scripts/fit.R',
      'x <- read.csv("../data/in.csv"); cat(names(x), file.exists("../.here"), "\n"); write.csv(1, "../data/r.csv"); f <- function() stop("no fit")\nf()',
    );
    const ended = await inFolder('scripts', 'Rscript', 'scripts/fit.R');
    expect(ended).toMatchObject({ code: 1, outputs: ['data', 'data/r.csv'] });
    expect(ended.log).toMatch(/^a b TRUE/u);
    expect(ended.message).toContain('no fit');
    expect(ended.message).toContain('fit.R#3: f()');
  });
});

describe.skipIf(!hasR)('an R script in the launcher (needs Rscript)', () => {
  it('gets its arguments as they are, and what it writes becomes outputs', async () => {
    await script('old.csv', 'kept where it is');
    await script(
      'my sim.R',
      `print(commandArgs(trailingOnly = TRUE)); dir.create("deep"); write.csv(1, "deep/é x.csv"); 40 + 2; plot(1:3)`,
    );
    const ended = await launch('Rscript', 'my sim.R', ['a b', '', 'q"x', 'é', '--args']);
    expect(ended.log).toContain('[1] "a b"    ""       "q\\"x"   "é"      "--args"');
    expect(ended.log).toContain('[1] 42');
    expect(ended).toMatchObject({ code: 0, message: undefined, outputs: ['Rplots.pdf', 'deep', 'deep/é x.csv'] });
  });

  it('fails with a traceback of files and lines, and the error as exit message', async () => {
    await script(
      'sim.R',
      'g <- function(z) {\n  if (z > 2)\n    stop("too big: ", z)\n}\nf <- function(n) {\n  g(n)\n}\nf(5)\n',
    );
    const ended = await launch('Rscript', 'sim.R');
    expect(ended.code).toBe(1);
    expect(ended.log).toBe('Error in g(n) : too big: 5\nCalls: f -> g\nExecution halted\n');
    expect(ended.message).toBe(
      'Error in g(n) : too big: 5\nTraceback (most recent call last):\n  sim.R#8: f(5)\n  sim.R#6: g(n)\n  sim.R#2: stop("too big: ", z)\n',
    );
  });

  it('names the line of the statement that failed, also inside a function', async () => {
    await script('sim.R', 'f <- function(v) {\n  y <- v + 1\n\n  maen(y)\n}\nprint(f(1))\n');
    const ended = await launch('Rscript', 'sim.R');
    expect(ended.message).toMatch(
      /could not find function "maen"\n[^]*sim\.R#6: print\(f\(1\)\)\n[^]*sim\.R#4: maen\(y\)\n/,
    );
  });

  it('does not take an error that the script handles for a failure', async () => {
    await script(
      'sim.R',
      'try(stop("handled"), silent = TRUE)\ntryCatch(warning("w"), warning = function(w) cat("seen\\n"))\n',
    );
    expect(await launch('Rscript', 'sim.R')).toMatchObject({ code: 0, log: 'seen\n' });
  });

  it('names the line of a syntax error, and has run what stands before it, as Rscript does', async () => {
    await script('sim.R', 'cat("ran\\n")\ny <- (2 +\n  }\n');
    const ended = await launch('Rscript', 'sim.R');
    expect(ended.log).toMatch(/^ran\n/);
    expect(ended.message).toMatch(/^Error: unexpected '}' in: [^]*\n {2}sim\.R#3: unexpected '}'\n/);
    expect(ended.code).toBe(1);
  });

  it('keeps the exit code of quit()', async () => {
    await script('sim.R', 'f <- function() quit(status = 3)\nf()\n');
    expect(await launch('Rscript', 'sim.R')).toMatchObject({
      code: 3,
      message: 'The script ended with exit code 3.\n',
    });
  });

  it('starts parallel workers that are ordinary R processes', async () => {
    await script(
      'sim.R',
      `library(parallel)
cl <- makeCluster(2)
cat(unlist(parLapply(cl, 1:2, function(i) i + 1)), "\\n")
stopCluster(cl)
cat(unlist(mclapply(1:2, sqrt)), "\\n")
`,
    );
    expect(await launch('Rscript', 'sim.R')).toMatchObject({ code: 0, log: '2 3 \n1 1.414214 \n' });
  });

  it('prints what Rscript prints, and ends as Rscript ends', async () => {
    await script(
      'sim.R',
      `main <- function() cat("main at", sys.nframe(), "in", deparse(sys.call(-1)), environmentName(parent.frame()), "\\n")
if (sys.nframe() == 0L) main()
eval <- function(model, data) mean(data); print <- function(...) stop("not mine"); withVisible <- cat <- eval
invisible(3); NULL; 1:3; quote(x + y); data.frame(a = 1)
(y <- 2)
setClass("P", representation(x = "numeric")); new("P", x = 1)
globalCallingHandlers(message = function(m) writeLines("a message"))
message("seen by the global handler")
rm(list = ls()); ls()
base::cat(basename(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), commandArgs(TRUE), "\\n")
options(error = function() quit(status = 7))
stop("the script's own way")
`,
    );
    const plain = await run('sh', ['-c', `Rscript sim.R 'a b' --args; echo "$?" >&2`], { cwd: code() });
    expect(plain.stderr).toMatch(/\n7\n$/);
    const ended = await launch('Rscript', 'sim.R', ['a b', '--args']);
    const stdout = plain.stdout.split('\n');
    expect(ended.log.split('\n').filter((line) => stdout.includes(line))).toEqual(stdout);
    expect(ended.code).toBe(7);
    expect(plain.stdout).toContain('main at 1');
  });

  it('goes on after an error when the script sets options(error) so', async () => {
    await script('sim.R', 'options(error = expression(NULL))\nstop("one")\ncat("went on\\n")\n');
    expect(await launch('Rscript', 'sim.R')).toMatchObject({ code: 0, log: 'Error: one\nwent on\n' });
  });

  it('runs where R reads no profile', async () => {
    const interpreter = path.join(folder.base, 'plain-rscript');
    await writeFile(interpreter, '#!/bin/sh\nexec Rscript --no-init-file "$@"\n', { mode: 0o755 });
    await script('sim.R', 'cat("ran\\n")\n1 + 1\n');
    expect(await launch(interpreter, 'sim.R')).toMatchObject({ code: 0, log: 'ran\n[1] 2\n' });
  });

  it('runs without renv where Git ignores the project’s renv folder, and says so', async () => {
    await script('.Rprofile', 'source("renv/activate.R")\n');
    await script('sim.R', 'cat("ran\\n")\n');
    expect(await launch('Rscript', 'sim.R')).toMatchObject({
      code: 0,
      log: 'renv/activate.R, which .Rprofile reads, was not uploaded: the script runs without renv.\nran\n',
      outputs: [],
    });
  });

  it('fails in the language of its session, and that is understood', async () => {
    await script(
      'sim.R',
      'globalCallingHandlers(error = function(e) NULL)\nbindtextdomain("R")\nprint(gettext("Execution halted\\n", domain = "R", trim = FALSE))\nstop("größer als erlaubt")\n',
    );
    process.env['LANGUAGE'] = 'de';
    const ended = await launch('Rscript', 'sim.R').finally(() => delete process.env['LANGUAGE']);
    expect(ended.message).toMatch(/^(Fehler|Error): größer als erlaubt\n/u);
  });

  it("reads the project's own .Rprofile first", async () => {
    await script('.Rprofile', 'greeting <- "from the profile"\n');
    await script('sim.R', 'cat(greeting, "\\n")\n');
    expect((await launch('Rscript', 'sim.R')).log).toContain('from the profile');
  });
});

describe('a Python script in the launcher', () => {
  it('fails with its traceback, streams in order', async () => {
    await script('x.py', 'import sys\nprint("one")\nprint("two", file=sys.stderr)\nprint("three")\n1 / 0\n');
    const ended = await launch('python3', 'x.py');
    expect(ended.log).toMatch(/^one\ntwo\nthree\nTraceback/);
    expect(ended.message).toContain('ZeroDivisionError: division by zero');
    expect(ended.code).toBe(1);
  });

  it('has its files collected whatever date it gives them, and those it was given only if it wrote them again', async () => {
    await writeFile(path.join(code(), 'given.txt'), 'given');
    await writeFile(path.join(code(), 'changed.txt'), 'given');
    await script(
      'sim.py',
      'import os\nfor name in ("old.zip", "changed.txt"):\n  open(name, "w").write("mine")\nos.utime("old.zip", (0, 0))\n',
    );
    expect((await launch('python3', 'sim.py')).outputs).toEqual(['changed.txt', 'old.zip']);
  });

  it('may give one name to a file in its folder and to another in the output folder: both come back, and it is said', async () => {
    await script(
      'both.py',
      `import os, pathlib
out = pathlib.Path(os.environ["SAGEMAKER_BASE_DIR"], "processing/output")
out.mkdir(parents=True)
for name in ("result.csv", "same.csv", "log"):
    (out / name).write_text(name)
pathlib.Path("result.csv").write_text("from the working directory, and longer")
pathlib.Path("same.csv").write_text("same.csv")
os.mkdir("log")
pathlib.Path("log/1.txt").write_text("in a folder")
`,
    );
    const ended = await launch('python3', 'both.py');
    expect(ended.outputs.filter((name) => /\.|^log$/u.test(name))).toEqual([
      'log',
      'result.csv',
      'same.csv',
      'working-directory/log/1.txt',
      'working-directory/result.csv',
    ]);
    const output = path.join(folder.base, 'processing/output');
    expect(await readFile(path.join(output, 'result.csv'), 'utf8')).toBe('result.csv');
    expect(await readFile(path.join(output, 'working-directory/result.csv'), 'utf8')).toContain('and longer');
    expect(ended.log).toContain('That of the working directory comes back as working-directory/result.csv.');
  });

  it('is told to stop by SIGTERM, may clean up, and its exit code counts', async () => {
    await script(
      'x.py',
      `import signal, sys, time
def stop(*_):
    open("left.txt", "w").write("x")
    sys.exit(7)
signal.signal(signal.SIGTERM, stop)
print("up")
time.sleep(60)
`,
    );
    let told = false;
    const ended = await launch('python3', 'x.py', [], {
      during: (child, log) => {
        // Python writes a line's end by itself.
        if (told || !log().includes('up\n')) return;
        told = true;
        child.kill('SIGTERM');
      },
    });
    expect(ended).toMatchObject({ code: 7, outputs: ['left.txt'] });
    expect(ended.message).toBe('The script was asked to stop, and stopped.\n');
    expect(ended.log).toBe('up\n');
  });

  it('leaves a valid exit message after invalid UTF-8, a very long line and a kill', async () => {
    await script(
      'x.py',
      `import os, sys
sys.stdout.buffer.write(b"\\xff\\xfe bad\\n" + b"x" * 5_000_000 + b"\\n")
sys.stdout.flush()
os.kill(os.getpid(), 9)
`,
    );
    const ended = await launch('python3', 'x.py');
    expect(ended.code).toBe(137);
    expect(ended.message).toContain('killed (signal 9)');
    expect(Buffer.byteLength(ended.message ?? '')).toBeLessThanOrEqual(1024);
    expect(ended.log.length).toBeGreaterThan(5_000_000);
  });

  it('ends although a process that it left behind holds the log open', async () => {
    await script(
      'x.py',
      'import os, time\nprint("parent", flush=True)\nif os.fork() == 0:\n    time.sleep(120)\n    open("late", "w")\n',
    );
    const ended = await launch('python3', 'x.py');
    expect(ended).toMatchObject({ code: 0, outputs: [] });
    expect(ended.log).toContain('parent');
  });
});

it('says what is missing when the interpreter is not there', async () => {
  await script('sim.R', '1\n');
  const ended = await launch('no-such-rscript', 'sim.R');
  expect(ended.code).toBe(127);
  expect(ended.message).toMatch(/^no-such-rscript was not found/);
});
