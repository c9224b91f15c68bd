import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { addTask } from '../../../src/ui/kit/tasksFile.ts';

const definition = { type: 'sagemaker', script: 'simulate.R', arguments: ['--people', '50'] };

describe('saving a run as a task', () => {
  it('begins a tasks.json', () => {
    const { text } = addTask('', 'Run simulate.R', definition);
    expect(parse(text)).toEqual({
      version: '2.0.0',
      tasks: [{ label: 'Run simulate.R', ...definition, problemMatcher: [] }],
    });
  });

  it('keeps the comments and tasks that are there', () => {
    const before =
      '{\n  // Ours.\n  "version": "2.0.0",\n  "tasks": [\n    { "label": "build", "type": "shell" }, // first\n  ]\n}\n';
    const { text } = addTask(before, 'Run simulate.R', definition);
    expect(text).toContain('// Ours.');
    expect(text).toContain('// first');
    expect(parse(text, [], { allowTrailingComma: true })).toMatchObject({
      tasks: [{ label: 'build' }, { label: 'Run simulate.R' }],
    });
  });

  it('numbers a label that is taken', () => {
    const { text } = addTask('', 'Run simulate.R', definition);
    expect(addTask(text, 'Run simulate.R', definition).label).toBe('Run simulate.R (2)');
  });
});
