import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseTaskDefinition } from '../../../src/core/runs/taskDefinition.ts';
import { parseImageTask, type WrittenImage } from '../../../src/core/images/imageTask.ts';
import type { WrittenRun } from '../../../src/core/runs/runSchema.ts';

const schema = z.object({
  contributes: z.object({ taskDefinitions: z.array(z.object({ properties: z.record(z.string(), z.unknown()) })) }),
});
const { contributes } = schema.parse(JSON.parse(fs.readFileSync('package.json', 'utf8')));

/** Every member that a run may have. */
const run: Record<keyof WrittenRun, unknown> = {
  script: 'a.R',
  code: 'folder',
  workingDirectory: 'folder/steps',
  arguments: ['1'],
  job: 'a-job',
  image: 'local/host',
  instanceType: 'ml.m5.xlarge',
  instanceCount: 2,
  volumeSize: 10,
  maxRuntime: 60,
  environment: { LEVEL: '1' },
  inputs: ['data'],
  outputs: ['/opt/ml/processing/extra'],
  engine: 'docker',
  limitResources: true,
  networkIsolation: true,
  tags: { team: 'statistics' },
};

/** Every member that an image may have. */
const image: Record<keyof WrittenImage, unknown> = {
  dockerfile: 'Dockerfile',
  context: '.',
  repository: 'study/models',
  tags: ['1.0'],
  buildArguments: { BASE: 'debian' },
  target: 'job',
  platform: 'linux/arm64',
  push: false,
  language: 'r',
};

describe('the schema of tasks in package.json', () => {
  it('has the members that a run or an image may have, and no other', () => {
    const [task] = contributes.taskDefinitions;
    const members = [...new Set([...Object.keys(run), ...Object.keys(image), 'type', 'kind', 'run'])];
    expect(Object.keys(task?.properties ?? {}).sort()).toEqual(members.sort());
    expect(Object.keys(parseTaskDefinition(run, { workspaceFolder: '/w' })).sort()).toEqual(Object.keys(run).sort());
    const context = { workspaceFolder: '/w', buildArguments: {}, buildOptions: [] };
    expect(Object.keys(parseImageTask(image, context)).sort()).toEqual([...Object.keys(image), 'options'].sort());
  });
});
