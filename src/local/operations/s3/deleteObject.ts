import type { DeletedObject } from '../../store/objects/objects.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { noContent } from './answers.ts';
import { deleteCondition } from './conditions.ts';
import type { S3Operation } from './operation.ts';
import { requestVersion } from './versions.ts';

export const deleteObject: S3Operation = {
  name: 'DeleteObject',
  method: 'DELETE',
  on: 'object',
  // MFA and retention guard nothing here: neither MFA delete nor Object Lock can be turned on.
  takes: ['versionid', 'if-match', 'x-amz-mfa', 'x-amz-bypass-governance-retention'],
  run: async (request, store) => {
    const { bucket, key, context, header } = request;
    const version = requestVersion(request);
    const deletion = { key, version, check: deleteCondition(key, header('if-match'), version) };
    const [result] = await store.objects.delete(bucket, [deletion], context.now);
    if (result instanceof ServiceError) throw result;
    return { ...noContent, headers: deletionHeaders(result) };
  },
};

function deletionHeaders({ version, deleteMarker }: DeletedObject = { version: undefined, deleteMarker: false }) {
  return {
    ...(version === undefined ? {} : { 'x-amz-version-id': version }),
    ...(deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}),
  };
}
