import type {
  CreateProcessingJobRequest,
  DescribeProcessingJobResponse,
  ListProcessingJobsRequest,
  ListProcessingJobsResponse,
  Tag,
} from '@aws-sdk/client-sagemaker';

/** SageMaker's processing jobs. Requests and answers are the SDK's own types. Failures are `AppError`s. */
export interface ProcessingJobs {
  /** Returns the job's ARN. */
  create(request: CreateProcessingJobRequest, signal?: AbortSignal): Promise<string>;
  describe(name: string, signal?: AbortSignal): Promise<DescribeProcessingJobResponse>;
  list(request: ListProcessingJobsRequest, signal?: AbortSignal): Promise<ListProcessingJobsResponse>;
  stop(name: string, signal?: AbortSignal): Promise<void>;
  addTags(arn: string, tags: readonly Tag[], signal?: AbortSignal): Promise<void>;
  listTags(arn: string, signal?: AbortSignal): Promise<Tag[]>;
  deleteTags(arn: string, keys: readonly string[], signal?: AbortSignal): Promise<void>;
}
