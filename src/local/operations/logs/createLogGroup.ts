import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { JsonOperation } from '../../protocol/operation.ts';
import type { LogStore } from '../../store/logs.ts';
import type { TagStore } from '../../store/tags.ts';
import { alreadyExists, groupArn, invalidParameter } from './findStream.ts';
import { groupTagLimit, toTags } from './tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createLogGroup(logs: LogStore, tags: TagStore): JsonOperation<CreateLogGroupRequest> {
  return {
    name: 'CreateLogGroup',
    run({ logGroupName: name, ...request }, context) {
      refuseWhatIsNotHere(request);
      if (!logs.createGroup(name, context.now.getTime())) throw alreadyExists('group');
      tags.add(groupArn(name, context), toTags(request.tags), groupTagLimit);
      return {};
    },
  };
}

function refuseWhatIsNotHere(request: Omit<CreateLogGroupRequest, 'logGroupName'>): void {
  const { kmsKeyId, logGroupClass = 'STANDARD', deletionProtectionEnabled = false } = request;
  if (kmsKeyId !== undefined) throw invalidParameter('Local SageMaker has no KMS: leave kmsKeyId out.');
  if (logGroupClass !== 'STANDARD') throw invalidParameter('Local SageMaker has log groups of class STANDARD only.');
  if (deletionProtectionEnabled) throw invalidParameter('Local SageMaker does not protect log groups from deletion.');
}
