import { afterAll, beforeAll, expect, it } from 'vitest';
import { localBucket } from '../../../src/local/lifecycle/localSageMaker.ts';
import { jobsImage } from '../../support/docker/baseImage.ts';
import { describeDocker } from '../../support/docker/describe.ts';
import { input, output, startSageMaker, type TestSageMaker } from '../../support/localSageMaker.ts';

const s3 = (key: string): string => `s3://${localBucket}/${key}`;

describeDocker('a processing job in its image', () => {
  let local: TestSageMaker;
  beforeAll(async () => {
    local = await startSageMaker();
  });
  afterAll(() => local.stop());

  it('reads its inputs, prints, writes its outputs and leaves a message', async () => {
    const script = `
      data <- read.csv("/opt/ml/processing/input/data/numbers.csv")
      args <- commandArgs(trailingOnly = TRUE)
      cat("mean of", args, "is", mean(data$x), "\\n")
      message("on stderr")
      write.csv(data * 2, "/opt/ml/processing/result/double.csv", row.names = FALSE)
      cat("mean 2", file = "/opt/ml/output/message")
    `;
    const code = await local.put('first/input/code/mean.R', script);
    await local.put('first/input/data/numbers.csv', 'x\n1\n2\n3\n');
    const job = await local.run('first', [], {
      AppSpecification: {
        ImageUri: jobsImage,
        ContainerEntrypoint: ['Rscript', '/opt/ml/processing/input/code/mean.R'],
        ContainerArguments: ['x', 'with space'],
      },
      ProcessingInputs: [input('data', s3('first/input/data')), input('code', code)],
      ProcessingOutputConfig: { Outputs: [output('result', s3('first/output/result'))] },
    });
    expect(job).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: 'mean 2' });
    // The engine's command passes two streams on, each at its own pace.
    expect((await local.log('first')).sort()).toEqual(['mean of x with space is 2 ', 'on stderr']);
    expect(await local.text('first/output/result/double.csv')).toBe('"x"\n2\n4\n6\n');
  });
});
