import type { EngineImage } from '../../core/ports/containerEngine.ts';

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';

/**
 * What an engine knows of an image, in the form of an OCI manifest: its configuration, which is what Local calls the image by, and
 * the contents of its layers. There is no manifest in an engine until an image is pushed, so nothing can be pulled by this one: the
 * layers' digests are those of the uncompressed archives, and sizes are left out as the engine does not tell them.
 */
export function engineManifest({ id, layers }: EngineImage): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: id },
    layers: layers.map((digest) => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest })),
  });
}
