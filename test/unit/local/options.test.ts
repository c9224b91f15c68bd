import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../../src/local/options.ts';

const home = { HOME: '/home/ada' };

describe("Local SageMaker's command line", () => {
  it('keeps its state where the user keeps programs’ state, on any free port, for ever', () => {
    const options = parseOptions([], home);
    expect(options).toMatchObject({ root: '/home/ada/.local/state/sagemaker-runner', port: 0, idle: undefined });
    expect(parseOptions([], { ...home, XDG_STATE_HOME: '/s' })?.root).toBe('/s/sagemaker-runner');
  });

  it('ends by itself after a quarter of an hour when an editor started it', () => {
    expect(parseOptions(['--announce'], home)?.idle).toBe(900);
    expect(parseOptions(['--announce', '--idle', '5'], home)?.idle).toBe(5);
  });

  it('says what is wrong with an option', () => {
    expect(() => parseOptions(['--port', '70000'], home)).toThrow('--port takes a whole number from 0 to 65535');
    expect(() => parseOptions(['--prot', '1'], home)).toThrow('--prot');
  });
});
