// Puts a file into the bucket of a Local SageMaker, which is started when none runs.
import { answer, argument, localBackend } from './product.ts';

export interface PutArgument {
  readonly stateFolder: string;
  readonly file: string;
  readonly key: string;
}

const { stateFolder, file, key } = argument as PutArgument;
const backend = await localBackend(stateFolder);
const uri = `s3://${await backend.bucket()}/${key}`;
await backend.objects.putFile(uri, file);
answer(uri);
