import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobsImage } from '../../support/docker/baseImage.ts';
import { describeDocker } from '../../support/docker/describe.ts';
import { TestImages } from '../../support/docker/images.ts';
import { startLocal, type FollowedRun, type LocalFixture } from '../../support/localBackend.ts';

describeDocker('a script that is run in an image', () => {
  const images = new TestImages();
  let local: LocalFixture;
  beforeAll(async () => {
    local = await startLocal();
    await local.write(
      'main.R',
      'source("R/share.R")\nwriteLines(share(), "share.txt")\npng("plot.png"); plot(1:3); dev.off()\n',
    );
    await local.write('R/share.R', 'share <- function() c(R.version$language, Sys.info()[["nodename"]])\n');
    await local.write('wrong.R', 'f <- function(x) {\n  stop("no such luck")\n}\nf(1)\n');
    await local.write('main.py', 'import sys\nprint("from", sys.argv[1:])\nopen("made.txt", "w").write("made")\n');
  });
  afterAll(async () => {
    await local.dispose();
    await images.remove();
  });

  const run = async (script: string, image: string, args: readonly string[] = []): Promise<FollowedRun> => {
    const interpreter = script.endsWith('.R') ? 'Rscript' : 'python3';
    const { name } = await local.submit(script, { image, engine: 'docker', arguments: args }, { interpreter });
    return local.follow(name);
  };
  const outputs = async ({ name }: FollowedRun): Promise<string[]> => {
    const folder = `s3://${await local.backend.bucket()}/${name}/output/output-1/`;
    const keys: string[] = [];
    for await (const { uri } of local.backend.objects.list(folder)) keys.push(uri.slice(folder.length));
    return keys.sort();
  };

  it('runs with the image’s own R; what it writes is its output, what was uploaded is not', async () => {
    const followed = await run('main.R', jobsImage);
    expect(followed.statuses.at(-1)).toBe('Completed');
    expect(await outputs(followed)).toEqual(['plot.png', 'share.txt']);
  });

  it('says file and line of an error', async () => {
    const followed = await run('wrong.R', jobsImage);
    expect(followed.reason).toBe('AlgorithmError: , exit code: 1');
    expect(followed.exitMessage).toContain('no such luck');
    expect(followed.exitMessage).toContain('  wrong.R#4: f(1)\n  wrong.R#2: stop("no such luck")');
  });

  it('runs as a user who does not own the files', async () => {
    const image = await images.build('RUN useradd --uid 4321 someone\nUSER someone', jobsImage);
    const followed = await run('main.R', image);
    expect(followed.lines.filter((line) => /touch|not permitted|denied/iu.test(line))).toEqual([]);
    expect(await outputs(followed)).toEqual(['plot.png', 'share.txt']);
  });

  it('runs where all tools are busybox', async () => {
    const instructions = `RUN apt-get update && apt-get install -y --no-install-recommends busybox-static \\
      && mkdir /applets && busybox --install -s /applets && ln -sf /bin/busybox /bin/sh
ENV PATH=/applets:$PATH`;
    const image = await images.build(instructions, jobsImage, 'host');
    const python = await run('main.py', image, ['a b', 'c']);
    expect([python.statuses.at(-1), ...python.lines]).toEqual(['Completed', "from ['a b', 'c']"]);
    expect(await outputs(python)).toEqual(['made.txt']);
    const wrong = await run('wrong.R', image);
    expect(wrong.exitMessage).toMatch(/^Error in f\(1\) : no such luck\n[^]*wrong\.R#2/u);
  });
});
