import { expect, it } from 'vitest';
import { engineFailure } from '../../../src/adapters/docker/engineErrors.ts';

const stopped = { exitCode: 1, stdout: '', stderr: 'dial unix /run/x.sock: connect: connection refused' };
const forbidden = { exitCode: 1, stdout: '', stderr: 'dial unix /run/x.sock: connect: permission denied' };

it.each([
  ['Docker', 'systemctl start docker', 'usermod -aG docker'],
  ['Podman', 'podman machine start', 'Podman in rootless mode'],
  ['Finch', 'finch vm start', 'Finch in rootless mode'],
  ['nerdctl', 'Start it.', 'nerdctl in rootless mode'],
])('%s: what to do is its own', (name, start, permit) => {
  const [first, second] = [engineFailure(name, stopped), engineFailure(name, forbidden)];
  expect([first.code, second.code]).toEqual(['EngineStopped', 'EngineNotPermitted']);
  expect(first.message).toContain(start);
  expect(second.message).toContain(permit);
  if (name !== 'Docker')
    expect(`${first.message}${second.message}`).not.toMatch(/systemctl start docker|aG docker|Docker/u);
});

it('a full disk comes with the command that helps', () => {
  const full = { exitCode: 1, stdout: '', stderr: 'write /var/lib: no space left on device' };
  expect(engineFailure('Podman', full)).toMatchObject({ code: 'DiskFull', action: 'cleanUpImages' });
});
