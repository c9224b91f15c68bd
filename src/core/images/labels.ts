/**
 * Label of every image that the product builds: the URI of the repository that it was built for, without tag. By it an image is
 * still known as that repository's when its name has gone on to a newer one.
 */
export const repositoryLabel = 'sagemaker-runner.repository';

/** Label that tells what an image was built from: the fingerprint of its Dockerfile and of the files that it copies. */
export const fingerprintLabel = 'sagemaker-runner.fingerprint';
