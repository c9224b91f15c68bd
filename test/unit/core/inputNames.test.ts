import { expect, it } from 'vitest';
import { inputNames } from '../../../src/core/runs/inputNames.ts';

it('an input is called after its file or folder, and no two alike', () => {
  const sources = [
    '/study/data',
    's3://bucket/data/',
    '/study/survey 1.csv',
    's3://bucket',
    '/study/code/',
    'C:\\study\\',
  ];
  const inputs = [...sources.map((source) => ({ source })), { source: '/elsewhere', name: 'data-2' }];
  expect(inputNames(inputs)).toEqual(['data', 'data-3', 'survey-1', 'bucket', 'code-2', 'C-study', 'data-2']);
});
