import { execFile } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import type { Announcement } from '../../../adapters/process/announcement.ts';
import type { LocalOptions } from '../../options.ts';
import { isLoginPassword } from '../../registry/loginPassword.ts';
import { callLocal } from '../callLocal.ts';
import { findLocal } from '../findLocal.ts';
import { runCommand } from '../runCommand.ts';
import { registryRequest, type RegistryRequest } from './request.ts';

/**
 * Answers a command line of a container engine that is about Local's registry, in Docker's words; any other goes to the engine. `engine` is
 * its path, empty where there is none. Resolves with the exit code.
 */
export async function answerForEngine(args: readonly string[], engine: string, options: LocalOptions): Promise<number> {
  const announcement = await findLocal(options)();
  const request = registryRequest(args, announcement.accountId);
  if (request === undefined) return runCommand([engine, ...args], process.env);
  try {
    process.stdout.write(`${await answer(request, engine, announcement)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function answer(request: RegistryRequest, engine: string, announcement: Announcement): Promise<string> {
  if (request.kind === 'logout') return `Removing login credentials for ${request.host}`;
  if (request.kind === 'push') return push(request, engine, announcement);
  const password = (request.password ?? (await text(process.stdin))).trim();
  if (password === '') throw new Error('Error: password is empty');
  if (request.username === 'AWS' && isLoginPassword(announcement.secretAccessKey, password, new Date()))
    return 'Login Succeeded';
  throw new Error(
    `Error response from daemon: login attempt to https://${request.host}/v2/ failed with status: 400 Bad Request`,
  );
}

/** Milliseconds that Local SageMaker may take to ask the engine, which may have much else to do. */
const engineLimit = 60_000;

const described = z.object({
  imageDetails: z.array(
    z.object({ imageDigest: z.string(), imageTags: z.optional(z.array(z.string())), imageSizeInBytes: z.number() }),
  ),
});
const refused = z.object({ __type: z.string(), message: z.optional(z.string()) });

/** An image of the engine by that name is in Local's registry already: pushed is what that says it has. */
async function push(
  { source, name, repository, tag, isQuiet }: Extract<RegistryRequest, { kind: 'push' }>,
  engine: string,
  announcement: Announcement,
): Promise<string> {
  if (engine === '') throw new Error('No container engine is installed on this machine, so there is no image to push.');
  if (source !== undefined) await promisify(execFile)(engine, ['tag', source, name]);
  const [host] = name.split('/');
  const body = JSON.stringify({
    repositoryName: repository,
    ...(tag !== undefined && { imageIds: [{ imageTag: tag }] }),
  });
  const target = 'AmazonEC2ContainerRegistry_V20150921.DescribeImages';
  const response = await callLocal(announcement, 'ecr', body, target, engineLimit).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
    throw new Error(
      `${engine} did not tell Local SageMaker its images within ${engineLimit / 1000} seconds. Nothing was pushed; try again when it is less busy.`,
    );
  });
  const answered: unknown = await response.json();
  const { data } = described.safeParse(answered);
  if (data === undefined || data.imageDetails.length === 0) {
    const error = refused.safeParse(answered).data;
    if (error?.__type === 'RepositoryNotFoundException') throw new Error(`name unknown: ${error.message ?? ''}`);
    if (error === undefined || error.__type === 'ImageNotFoundException')
      throw new Error(`An image does not exist locally with the tag: ${name}`);
    throw new Error(error.message ?? error.__type);
  }
  if (isQuiet) return name;
  const lines = data.imageDetails.flatMap(({ imageDigest, imageTags = [], imageSizeInBytes }) =>
    imageTags
      .filter((each) => tag === undefined || each === tag)
      .map((each) => `${each}: digest: ${imageDigest} size: ${imageSizeInBytes}`),
  );
  return [`The push refers to repository [${host ?? ''}/${repository}]`, ...lines].join('\n');
}
