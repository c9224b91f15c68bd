import * as z from 'zod';
import { ServiceError } from '../../protocol/serviceError.ts';
import { aclHeaders, checkBucketAcl } from './accessControl.ts';
import { empty } from './configurations/shapes.ts';
import { ownerships, setOwnership } from './configurations/ownership.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { invalidArgument, notImplemented } from './refusals.ts';
import { checkTags, tagSet } from './tags.ts';
import { malformedXml, readXml } from './xmlBody.ts';

const configuration = z.union([
  z.undefined().transform(() => ({ LocationConstraint: undefined, Tags: undefined })),
  empty.transform(() => ({ LocationConstraint: undefined, Tags: undefined })),
  z.strictObject({ LocationConstraint: z.string().optional(), Tags: tagSet.optional() }),
]);
const ownership = z.enum(ownerships);
/** The oldest region in Europe has an older name too. */
const otherNames: Readonly<Record<string, string>> = { EU: 'eu-west-1' };

export const createBucket: S3Operation = {
  name: 'CreateBucket',
  method: 'PUT',
  on: 'bucket',
  takes: [...aclHeaders, ...['x-amz-bucket-object-lock-enabled', 'x-amz-object-ownership', 'x-amz-bucket-namespace']],
  run: async (request, store) => {
    const { bucket, context, header } = request;
    if (header('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true') throw notImplemented('Object Lock');
    if ((header('x-amz-bucket-namespace') ?? 'global') !== 'global') throw notImplemented('x-amz-bucket-namespace');
    const owned = header('x-amz-object-ownership');
    const ownedBy = ownership.optional().safeParse(owned);
    if (!ownedBy.success)
      throw invalidArgument('Invalid x-amz-object-ownership header', 'x-amz-object-ownership', owned ?? '');
    checkBucketAcl(request);
    const document = await readXml(request);
    const given = configuration.safeParse(document?.['CreateBucketConfiguration']);
    if (!given.success || (document !== undefined && !('CreateBucketConfiguration' in document))) throw malformedXml();
    const { LocationConstraint: location, Tags } = given.data;
    const region = bucketRegion(request, location);
    if (Tags !== undefined) checkTags(Tags.Tag, 'Bucket');
    const isNew = store.buckets.find(bucket) === undefined;
    store.buckets.create(bucket, region, context.now);
    if (isNew && ownedBy.data !== undefined) setOwnership(store, bucket, ownedBy.data);
    if (isNew && Tags !== undefined) store.buckets.configure(bucket, 'tagging', JSON.stringify({ TagSet: Tags }));
    // Only the first region answers with a path.
    const place = region === 'us-east-1' ? `/${bucket}` : `http://${bucket}.s3.amazonaws.com/`;
    return { status: 200, headers: { Location: place, 'x-amz-bucket-arn': `arn:aws:s3:::${bucket}` } };
  },
};

/**
 * The region that the location says. A region makes buckets for itself only, and has to be told so; the first one, whose endpoint
 * is also that of the whole of S3, makes them for all others and is never named itself.
 */
function bucketRegion({ context: { region } }: S3Request, location: string | undefined): string {
  if (location === undefined || location === '') {
    if (region === 'us-east-1') return region;
    throw illegalLocation('unspecified');
  }
  const asked = otherNames[location] ?? location;
  if (region !== 'us-east-1' && asked !== region) throw illegalLocation(location);
  if (asked !== 'us-east-1' && /^[a-z]{2}(-[a-z]+)+-\d$/.test(asked)) return asked;
  const details = { LocationConstraint: location };
  throw new ServiceError('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, details);
}

function illegalLocation(location: string): ServiceError {
  const message = `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  return new ServiceError('IllegalLocationConstraintException', message);
}
