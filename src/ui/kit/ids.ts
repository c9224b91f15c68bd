/** Every id that package.json contributes, typed. A unit test compares the two both ways. */

export const extensionId = 'sagemaker-runner.sagemaker-runner';

export const taskType = 'sagemaker';

const runCommands = {
  run: 'sagemakerRunner.run',
  runWithOptions: 'sagemakerRunner.runWithOptions',
  runInImage: 'sagemakerRunner.image.run',
  rerunJob: 'sagemakerRunner.job.rerun',
  rerunJobWithOptions: 'sagemakerRunner.job.rerunWithOptions',
} as const;

const jobCommands = {
  runsOfScript: 'sagemakerRunner.runsOfScript',
  refreshJobs: 'sagemakerRunner.jobs.refresh',
  filterJobs: 'sagemakerRunner.jobs.filter',
  clearJobsFilter: 'sagemakerRunner.jobs.clearFilter',
  loadMoreJobs: 'sagemakerRunner.jobs.loadMore',
  stopJob: 'sagemakerRunner.job.stop',
  followLogs: 'sagemakerRunner.job.followLogs',
  openOutputs: 'sagemakerRunner.job.openOutputs',
  compareOutputs: 'sagemakerRunner.job.compareOutputs',
  openJobFile: 'sagemakerRunner.job.openFile',
  copyJobArn: 'sagemakerRunner.job.copyArn',
  tagJob: 'sagemakerRunner.job.tag',
  openJobInConsole: 'sagemakerRunner.job.openInConsole',
} as const;

const imageCommands = {
  selectImage: 'sagemakerRunner.selectImage',
  buildImage: 'sagemakerRunner.image.build',
  buildImageWithOptions: 'sagemakerRunner.image.buildWithOptions',
  refreshImages: 'sagemakerRunner.images.refresh',
  createRepository: 'sagemakerRunner.images.createRepository',
  cleanUpImages: 'sagemakerRunner.images.cleanUp',
  copyImageUri: 'sagemakerRunner.image.copyUri',
  copyRepositoryUri: 'sagemakerRunner.image.copyRepositoryUri',
  useImage: 'sagemakerRunner.image.use',
  deleteImage: 'sagemakerRunner.image.delete',
  openImageInConsole: 'sagemakerRunner.image.openInConsole',
  createDockerfile: 'sagemakerRunner.dockerfile.create',
  createDockerfileForWorkspace: 'sagemakerRunner.dockerfile.createForWorkspace',
  checkImage: 'sagemakerRunner.image.check',
  useProposal: 'sagemakerRunner.dockerfile.useProposal',
  keepMine: 'sagemakerRunner.dockerfile.keepMine',
} as const;

const connectionCommands = {
  selectConnection: 'sagemakerRunner.selectConnection',
  openLocalTerminal: 'sagemakerRunner.openLocalTerminal',
} as const;

const doctorCommands = {
  runDoctor: 'sagemakerRunner.runDoctor',
} as const;

const shellCommands = {
  showExtensionLog: 'sagemakerRunner.showExtensionLog',
  openWalkthrough: 'sagemakerRunner.openWalkthrough',
} as const;

/** The commands of all features. */
export const commandIds = {
  ...runCommands,
  ...jobCommands,
  ...imageCommands,
  ...connectionCommands,
  ...doctorCommands,
  ...shellCommands,
} as const;

type IdOf<Ids> = Ids[keyof Ids];

export type CommandId = IdOf<typeof commandIds>;
/** The commands that a feature has to bring. */
export type RunCommand = IdOf<typeof runCommands>;
export type JobCommand = IdOf<typeof jobCommands>;
export type ImageCommand = IdOf<typeof imageCommands>;
export type ConnectionCommand = IdOf<typeof connectionCommands>;
export type DoctorCommand = IdOf<typeof doctorCommands>;
export type ShellCommand = IdOf<typeof shellCommands>;

/** The manifest's activation event for restored panels is `onWebviewPanel:` and this. */
export const outputsViewType = 'sagemakerRunner.outputs';

export const runsViewType = 'sagemakerRunner.runs';

export const viewContainerId = 'sagemakerRunner';

export const viewIds = {
  jobs: 'sagemakerRunner.jobs',
  images: 'sagemakerRunner.images',
  models: 'sagemakerRunner.models',
  endpoints: 'sagemakerRunner.endpoints',
} as const;

export type ViewId = IdOf<typeof viewIds>;

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

export type SettingId = IdOf<typeof settingIds>;

/** Context keys that `when` clauses of package.json use. */
export const contextKeys = {
  jobsFiltered: 'sagemakerRunner.jobsFiltered',
  jobsListed: 'sagemakerRunner.jobsListed',
  imagesListed: 'sagemakerRunner.imagesListed',
  comparedFiles: 'sagemakerRunner.comparedFiles',
} as const;

export const walkthroughId = 'sagemakerRunner.start';
