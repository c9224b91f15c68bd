/**
 * Label of every image that the product builds: the URI of the repository that it was built for, without tag. By it an image is
 * still known as that repository's when its name has gone on to a newer one.
 */
export const repositoryLabel = 'sagemaker-runner.repository';
