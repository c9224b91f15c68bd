import type { CreateProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import type { Checked } from '../../protocol/model/serviceModel.ts';
import { ServiceError } from '../../protocol/serviceError.ts';

/** The folder that every LocalPath stands in. */
const processingRoot = '/opt/ml/processing/';

/** What SageMaker checks beyond the constraints of single members. Throws a ValidationException. */
export function checkProcessingJob(request: Omit<Checked<CreateProcessingJobRequest>, 'Tags'>): void {
  const inputs = request.ProcessingInputs ?? [];
  const outputs = request.ProcessingOutputConfig?.Outputs ?? [];
  refuseDuplicates(
    'ProcessingInputs',
    'InputName',
    inputs.map(({ InputName }) => InputName),
  );
  refuseDuplicates(
    'ProcessingOutputs',
    'OutputName',
    outputs.map(({ OutputName }) => OutputName),
  );
  for (const input of inputs) {
    if (input.DatasetDefinition !== undefined)
      refuse(`Input ${input.InputName}: Local SageMaker has no Athena and no Redshift. Give an S3Input.`);
    if (input.S3Input === undefined)
      refuse(`Input ${input.InputName} must have exactly one of S3Input and DatasetDefinition.`);
    if (input.S3Input.S3InputMode === 'Pipe') {
      refuse(`Input ${input.InputName}: Local SageMaker does not support S3InputMode Pipe. Use File.`);
    }
    checkLocalPath('ProcessingInputs', input.S3Input.LocalPath);
  }
  for (const output of outputs) {
    if (output.FeatureStoreOutput !== undefined)
      refuse(`Output ${output.OutputName}: Local SageMaker has no Feature Store. Give an S3Output.`);
    if (output.S3Output === undefined)
      refuse(`Output ${output.OutputName} must have exactly one of S3Output and FeatureStoreOutput.`);
    if (output.S3Output.LocalPath === undefined) refuse(`Output ${output.OutputName} must have a LocalPath.`);
    checkLocalPath('ProcessingOutputs', output.S3Output.LocalPath);
  }
  refuseDuplicates(
    'ProcessingInputs',
    'LocalPath',
    inputs.map(({ S3Input }) => normalised(S3Input?.LocalPath)),
  );
}

function checkLocalPath(where: string, path: string | undefined): void {
  if (path === undefined) return;
  if (!path.startsWith(processingRoot) || path.split('/').includes('..') || path.includes('\0')) {
    refuse(`LocalPath ${path} in ${where} must be an absolute path that begins with ${processingRoot}`);
  }
}

function refuseDuplicates(where: string, member: string, values: readonly (string | undefined)[]): void {
  const duplicate = values.find((value, index) => value !== undefined && values.indexOf(value) !== index);
  if (duplicate !== undefined) refuse(`${where} must have unique ${member}s: ${duplicate} is given more than once.`);
}

function normalised(path: string | undefined): string | undefined {
  return path?.replace(/\/+/g, '/').replace(/\/$/, '');
}

function refuse(message: string): never {
  throw new ServiceError('ValidationException', message);
}
