// Loaded on first use: reading Dockerfiles, walking what they copy, building.
export { buildAndPushImage } from '../../../app/images/buildAndPushImage.ts';
export { changedSince } from '../../../app/images/fingerprint.ts';
export { parseDockerfile } from '../../../core/images/dockerfile.ts';
export { dockerfileLanguages } from '../../../core/images/dockerfileLanguage.ts';
export { imageMemberProblem, parseImageTask } from '../../../core/images/imageTask.ts';
