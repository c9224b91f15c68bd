/** Every id that package.json contributes, typed. A unit test compares the two both ways. */

export const extensionId = 'sagemaker-runner.sagemaker-runner';

export const taskType = 'sagemaker';

export const commandIds = {
  run: 'sagemakerRunner.run',
  runWithOptions: 'sagemakerRunner.runWithOptions',
  selectConnection: 'sagemakerRunner.selectConnection',
  selectImage: 'sagemakerRunner.selectImage',
  buildImage: 'sagemakerRunner.image.build',
  buildImageWithOptions: 'sagemakerRunner.image.buildWithOptions',
  refreshImages: 'sagemakerRunner.images.refresh',
  createRepository: 'sagemakerRunner.images.createRepository',
  cleanUpImages: 'sagemakerRunner.images.cleanUp',
  copyImageUri: 'sagemakerRunner.image.copyUri',
  copyRepositoryUri: 'sagemakerRunner.image.copyRepositoryUri',
  useImage: 'sagemakerRunner.image.use',
  runInImage: 'sagemakerRunner.image.run',
  deleteImage: 'sagemakerRunner.image.delete',
  openImageInConsole: 'sagemakerRunner.image.openInConsole',
  runDoctor: 'sagemakerRunner.runDoctor',
  showExtensionLog: 'sagemakerRunner.showExtensionLog',
  openWalkthrough: 'sagemakerRunner.openWalkthrough',
  refreshJobs: 'sagemakerRunner.jobs.refresh',
  filterJobs: 'sagemakerRunner.jobs.filter',
  clearJobsFilter: 'sagemakerRunner.jobs.clearFilter',
  loadMoreJobs: 'sagemakerRunner.jobs.loadMore',
  stopJob: 'sagemakerRunner.job.stop',
  followLogs: 'sagemakerRunner.job.followLogs',
  openOutputs: 'sagemakerRunner.job.openOutputs',
  compareOutputs: 'sagemakerRunner.job.compareOutputs',
  openJobFile: 'sagemakerRunner.job.openFile',
  rerunJob: 'sagemakerRunner.job.rerun',
  rerunJobWithOptions: 'sagemakerRunner.job.rerunWithOptions',
  copyJobArn: 'sagemakerRunner.job.copyArn',
  tagJob: 'sagemakerRunner.job.tag',
  createDockerfile: 'sagemakerRunner.dockerfile.create',
  createDockerfileForWorkspace: 'sagemakerRunner.dockerfile.createForWorkspace',
  checkImage: 'sagemakerRunner.image.check',
  useProposal: 'sagemakerRunner.dockerfile.useProposal',
  keepMine: 'sagemakerRunner.dockerfile.keepMine',
  openJobInConsole: 'sagemakerRunner.job.openInConsole',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** The manifest's activation event for restored panels is `onWebviewPanel:` and this. */
export const outputsViewType = 'sagemakerRunner.outputs';

export const viewContainerId = 'sagemakerRunner';

export const viewIds = {
  jobs: 'sagemakerRunner.jobs',
  images: 'sagemakerRunner.images',
  models: 'sagemakerRunner.models',
  endpoints: 'sagemakerRunner.endpoints',
} as const;

export const settingIds = {
  connection: 'sagemakerRunner.connection',
  awsProfile: 'sagemakerRunner.aws.profile',
  awsRegion: 'sagemakerRunner.aws.region',
  awsRoleArn: 'sagemakerRunner.aws.roleArn',
  awsBucket: 'sagemakerRunner.aws.bucket',
  awsImages: 'sagemakerRunner.aws.images',
  localRoot: 'sagemakerRunner.local.root',
  localImages: 'sagemakerRunner.local.images',
  localEngine: 'sagemakerRunner.local.engine',
  localLimitResources: 'sagemakerRunner.local.limitResources',
  localIdleMinutes: 'sagemakerRunner.local.idleMinutes',
  containerEngine: 'sagemakerRunner.containerEngine',
  buildArguments: 'sagemakerRunner.image.buildArguments',
  buildOptions: 'sagemakerRunner.image.buildOptions',
  rscriptPath: 'sagemakerRunner.rscriptPath',
  pythonPath: 'sagemakerRunner.pythonPath',
  instanceType: 'sagemakerRunner.run.instanceType',
  volumeSize: 'sagemakerRunner.run.volumeSize',
  maxRuntimeMinutes: 'sagemakerRunner.run.maxRuntimeMinutes',
  maxCodeSizeMB: 'sagemakerRunner.run.maxCodeSizeMB',
  openOutputs: 'sagemakerRunner.outputs.openOnCompletion',
  notifications: 'sagemakerRunner.notifications',
  jobsPageSize: 'sagemakerRunner.jobs.pageSize',
} as const;

export type SettingId = (typeof settingIds)[keyof typeof settingIds];

/** Context keys that `when` clauses of package.json use. */
export const contextKeys = {
  jobsFiltered: 'sagemakerRunner.jobsFiltered',
  jobsListed: 'sagemakerRunner.jobsListed',
  imagesListed: 'sagemakerRunner.imagesListed',
  comparedFiles: 'sagemakerRunner.comparedFiles',
} as const;

export const walkthroughId = 'sagemakerRunner.start';
