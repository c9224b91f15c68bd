import type { Backend } from '../../core/ports/backend.ts';
import type { ContainerEngines } from '../../core/ports/containerEngine.ts';
import { parseImageUri } from '../../core/aws/imageUri.ts';

export interface IsImageHereOptions {
  readonly engines: ContainerEngines;
  readonly image: string;
  readonly signal?: AbortSignal;
}

/** Whether this machine's engine has an image. `EngineMissing`, `EngineStopped`, `EngineNotPermitted` when it cannot be asked. */
export async function isImageHere({ engines, image, signal }: IsImageHereOptions): Promise<boolean> {
  const engine = await engines.find(signal);
  return (await engine.findImage(image, signal)) !== undefined;
}

/** Whether an image is of the connection's own registry, be it there or not. */
export async function isOfRegistry({ registry }: Backend, image: string, signal?: AbortSignal): Promise<boolean> {
  const { registry: host, repository } = parseImageUri(image);
  return host !== undefined && (await registry.uriOf(repository, signal)) === `${host}/${repository}`;
}
