import { parsePairs } from '../text/pairs.ts';
import { optionProblem } from './runSchema.ts';

/** Tags as somebody typed them, `key=value` with commas between them, or what is wrong with them. */
export function parseTagsLine(text: string): ReturnType<typeof parsePairs> {
  const parsed = parsePairs(text);
  const problem = 'value' in parsed ? optionProblem('tags', parsed.value) : undefined;
  return problem === undefined ? parsed : { problem };
}
