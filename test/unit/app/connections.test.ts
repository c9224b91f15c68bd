import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAwsProfiles } from '../../../src/adapters/aws/profiles.ts';
import { withRegion } from '../../../src/app/onDemand.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aws-profiles-'));
  const config = path.join(folder, 'config');
  await writeFile(
    config,
    '[default]\nregion = eu-west-1\n[profile lab]\nregion = eu-north-1\n[profile bare]\noutput = json\n',
  );
  vi.stubEnv('AWS_CONFIG_FILE', config);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', path.join(folder, 'credentials'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe('the region of a connection', () => {
  const regionOf = async (profile: string, region: string): Promise<string | undefined> => {
    const connection = await withRegion({ kind: 'aws', profile, region }, createAwsProfiles());
    return connection.kind === 'aws' ? connection.region : undefined;
  };

  it('is the one of the settings, else the one of the profile', async () => {
    expect(await regionOf('lab', 'us-east-1')).toBe('us-east-1');
    expect(await regionOf('lab', '')).toBe('eu-north-1');
    expect(await regionOf('default', '')).toBe('eu-west-1');
  });

  it('is asked for when neither names one', async () => {
    await expect(regionOf('bare', '')).rejects.toMatchObject({
      code: 'RegionUnknown',
      action: 'selectConnection',
      message: expect.stringContaining('profile bare names no region') as string,
    });
  });
});
