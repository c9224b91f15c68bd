import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const folder = (name: string): string => path.resolve(import.meta.dirname, '../../containers', name, 'sagemaker');

it('the images of R do what SageMaker asks by the same scripts: each folder is whole in itself', () => {
  const files = fs.readdirSync(folder('r'));
  expect(files.length).toBeGreaterThan(0);
  expect(fs.readdirSync(folder('r-forecast'))).toEqual(files);
  for (const file of files) {
    const text = fs.readFileSync(path.join(folder('r'), file), 'utf8');
    expect(fs.readFileSync(path.join(folder('r-forecast'), file), 'utf8')).toBe(text);
  }
});
