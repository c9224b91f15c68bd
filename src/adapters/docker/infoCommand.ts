import * as z from 'zod/mini';
import type { EngineInfo } from '../../core/ports/containerEngine.ts';
import type { EngineCommand } from './engineCommand.ts';
import { engineFailure } from './engineErrors.ts';

/** Docker and Finch tell of themselves in one shape, Podman in another. */
const docker = z.object({
  ServerVersion: z.string(),
  OSType: z.string(),
  Architecture: z.string(),
  SecurityOptions: z.nullish(z.array(z.string())),
  NCPU: z.number(),
  MemTotal: z.number(),
  ClientInfo: z.nullish(z.object({ Context: z.nullish(z.string()) })),
});
/** Some versions of Docker's command line end well though the engine did not answer, and say so here only. */
const unanswered = z.object({ ServerErrors: z.array(z.string()).check(z.minLength(1)) });
const podman = z.object({
  version: z.object({ Version: z.string() }),
  host: z.object({
    os: z.string(),
    /** True where Podman has a machine of its own. */
    serviceIsRemote: z.nullish(z.boolean()),
    arch: z.string(),
    security: z.object({ rootless: z.boolean() }),
    cpus: z.number(),
    memTotal: z.number(),
  }),
});

const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

/** Version and platform of the engine behind the command line. */
export function info(engine: string): EngineCommand<EngineInfo> {
  return {
    args: ['info', '--format', '{{json .}}'],
    parse: (stdout) => {
      const answer: unknown = JSON.parse(stdout);
      const silent = unanswered.safeParse(answer);
      if (silent.success)
        throw engineFailure(engine, { exitCode: 1, stdout: '', stderr: silent.data.ServerErrors.join('\n') });
      const told = podman.safeParse(answer);
      if (told.success) {
        const { version, host } = told.data;
        return {
          version: version.Version,
          platform: `${host.os}/${host.arch}`,
          isRootless: host.security.rootless,
          context: undefined,
          cpus: host.cpus,
          memory: host.memTotal,
          // Its bridge comes and goes with the containers, and is no address of this machine when it is rootless.
          machine: {
            by: host.serviceIsRemote === true ? 'gateway' : 'sharing',
            name: 'host.containers.internal',
            isKnown: true,
          },
        };
      }
      const { ServerVersion, OSType, Architecture, SecurityOptions, NCPU, MemTotal, ClientInfo } = docker.parse(answer);
      return {
        version: ServerVersion,
        platform: `${OSType}/${architectures[Architecture] ?? Architecture}`,
        isRootless: SecurityOptions?.some((option) => option.includes('rootless')) ?? false,
        context: ClientInfo?.Context ?? undefined,
        cpus: NCPU,
        memory: MemTotal,
        machine: { by: 'gateway', name: 'host.docker.internal', isKnown: false },
      };
    },
  };
}
