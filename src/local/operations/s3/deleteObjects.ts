import * as z from 'zod';
import { ServiceError } from '../../protocol/serviceError.ts';
import { optional, type Xml } from '../../protocol/xml.ts';
import type { DeletedObject } from '../../store/objects/objects.ts';
import { xmlAnswer } from './answers.ts';
import { deleteCondition } from './conditions.ts';
import type { S3Operation } from './operation.ts';
import { notImplemented } from './refusals.ts';
import { requireXml } from './xmlBody.ts';

const identifier = z.strictObject({
  Key: z.string().min(1),
  VersionId: z.string().optional(),
  ETag: z.string().optional(),
  LastModifiedTime: z.string().optional(),
  Size: z.string().optional(),
});
const shape = z.object({
  Delete: z.strictObject({ Object: z.array(identifier).min(1).max(1000), Quiet: z.enum(['true', 'false']).optional() }),
});
type Identifier = z.infer<typeof identifier>;

export const deleteObjects: S3Operation = {
  name: 'DeleteObjects',
  method: 'POST',
  on: 'bucket',
  parameter: 'delete',
  // MFA and retention guard nothing here: neither MFA delete nor Object Lock can be turned on.
  takes: ['x-amz-mfa', 'x-amz-bypass-governance-retention'],
  run: async (request, { objects }) => {
    const { Object: listed, Quiet: quiet } = (await requireXml(request, shape)).Delete;
    // Only buckets of a kind that Local does not have compare these.
    const compared = listed.some(({ LastModifiedTime, Size }) => LastModifiedTime !== undefined || Size !== undefined);
    if (compared) throw notImplemented('DeleteObjects with LastModifiedTime or Size');
    const deletions = listed.map(({ Key, VersionId, ETag }) => ({
      key: Key,
      version: VersionId === '' ? undefined : VersionId,
      check: deleteCondition(Key, ETag, VersionId),
    }));
    const results = await objects.delete(request.bucket, deletions, request.context.now);
    const written = results.map((result, index) => resultXml(listed[index], result, quiet === 'true'));
    return xmlAnswer('DeleteResult', written);
  },
};

function resultXml(
  asked: Identifier | undefined,
  result: DeletedObject | ServiceError,
  quiet: boolean,
): Xml | undefined {
  const { Key: key = '', VersionId: named } = asked ?? {};
  const identity: (Xml | undefined)[] = [['Key', key], optional('VersionId', named === '' ? undefined : named)];
  if (result instanceof ServiceError)
    return ['Error', [...identity, ['Code', result.code], ['Message', result.message]]];
  const marker = optional('DeleteMarker', result.deleteMarker ? true : undefined);
  const version = result.deleteMarker ? result.version : undefined;
  return quiet ? undefined : ['Deleted', [...identity, marker, optional('DeleteMarkerVersionId', version)]];
}
