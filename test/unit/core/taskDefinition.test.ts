import { describe, expect, it } from 'vitest';
import { parseTaskDefinition } from '../../../src/core/runs/taskDefinition.ts';

const workspaceFolder = '/home/ada/study';
const parse = (definition: unknown, defaults?: unknown): ReturnType<typeof parseTaskDefinition> =>
  parseTaskDefinition(definition, { workspaceFolder, defaults });

describe('a sagemaker task', () => {
  it('needs no more than a script', () => {
    expect(parse({ script: 'R/sim.R' })).toEqual({
      script: '/home/ada/study/R/sim.R',
      arguments: [],
      environment: {},
      inputs: [],
      outputs: [],
      instanceType: 'ml.m5.xlarge',
      instanceCount: 1,
      volumeSize: 30,
      networkIsolation: false,
    });
  });

  it('takes numbers as arguments, a path as an input, a place as an output', () => {
    const run = parse({
      script: '/x/sim.R',
      arguments: ['', 'a b', 12, true],
      inputs: ['data', 's3://bucket/k'],
      outputs: ['s3://mine/here'],
    });
    expect(run.arguments).toEqual(['', 'a b', '12', 'true']);
    expect(run.inputs).toEqual([{ source: '/home/ada/study/data' }, { source: 's3://bucket/k' }]);
    expect(run.outputs).toEqual([{ source: '/opt/ml/processing/output', destination: 's3://mine/here' }]);
  });

  it('takes what it does not say from the settings; environments are joined', () => {
    const run = parse(
      { script: 'a.py', environment: { B: '2' } },
      { instanceType: 'ml.c5.large', environment: { A: '1', B: '1' } },
    );
    expect(run).toMatchObject({ instanceType: 'ml.c5.large', environment: { A: '1', B: '2' } });
  });

  it.each([
    [{}, 'script is missing'],
    [{ script: 5 }, 'script is missing or not of type string'],
    [{ script: 'a.R', instancetype: 'x' }, 'instancetype is not an option'],
    [{ script: 'a.R', instanceCount: 0 }, 'instanceCount must be a whole number from 1 to 100'],
    [{ script: 'a.R', instanceType: 'm5' }, 'instanceType must be an instance type such as ml.m5.xlarge'],
    [{ script: 'a.R', arguments: ['x'.repeat(257)] }, 'argument 1 is longer than the 256'],
    [{ script: 'a.R', arguments: ['a\nb'] }, 'argument 1 holds a line break'],
    [{ script: 'a.R', outputs: [{ source: '/tmp/x' }] }, 'output 1: source must be below /opt/ml/processing/'],
    [{ script: 'a.R', inputs: [{ from: 'x' }] }, 'input 1: from is not an option'],
    [{ script: 'a.R', environment: { 'A-B': '' } }, 'environment variable A-B must be of letters, digits and _'],
    [{ script: 'a.R', environment: { '1A': '' } }, 'environment variable 1A must begin with a letter or _.'],
    [{ script: 'a.R', arguments: Array(101).fill('x') }, 'arguments must have at most 100 entries'],
    [{ script: 'a.R', tags: { 'aws:x': '' } }, 'tag aws:x must not begin with aws:'],
    [{ script: 'a.R', inputs: ['data', 's3://'] }, 'input 2 must be an S3 URI such as'],
    [{ script: 'a.R', outputs: ['/tmp/x'] }, 'output 1 must be below /opt/ml/processing/, or an S3 URI'],
    ['sim.R', 'must be of type object'],
  ])('says what is wrong with %j', (definition, message) => {
    expect(() => parse(definition)).toThrow(
      expect.objectContaining({ code: 'InvalidArgument', message: expect.stringContaining(message) as string }),
    );
  });
});
