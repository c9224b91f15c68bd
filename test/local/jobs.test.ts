import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultBucket } from '../../src/local/lifecycle/localSageMaker.ts';
import { input, output, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

let local: TestSageMaker;
beforeAll(async () => {
  local = await startSageMaker();
});
afterAll(() => local.stop());

describe('a processing job', () => {
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
    const job = await local.run('first', ['Rscript', '/opt/ml/processing/input/code/mean.R'], {
      AppSpecification: {
        ImageUri: 'local/host',
        ContainerEntrypoint: ['Rscript', '/opt/ml/processing/input/code/mean.R'],
        ContainerArguments: ['x', 'with space'],
      },
      ProcessingInputs: [input('data', `s3://${defaultBucket}/first/input/data`), input('code', code)],
      ProcessingOutputConfig: { Outputs: [output('result', `s3://${defaultBucket}/first/output/result`)] },
    });
    expect(job).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: 'mean 2' });
    expect(job.ProcessingStartTime?.getTime()).toBeLessThanOrEqual(job.ProcessingEndTime?.getTime() ?? 0);
    expect(await local.log('first')).toEqual(['mean of x with space is 2 ', 'on stderr']);
    expect(await local.text('first/output/result/double.csv')).toBe('"x"\n2\n4\n6\n');
  });
});
