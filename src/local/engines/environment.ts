import type { JobPlan } from '../contracts/contract.ts';
import { jobVariables } from './engineVariables.ts';
import { libraryEnvironment, pythonFolders } from './process/userPackages.ts';

/** How a job reaches Local SageMaker: by the same clients that reach AWS. */
export interface Service {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What of this machine's environment a job gets: what interpreters, their libraries and downloads need, and no more. */
const passedOn = [
  'PATH',
  'LANG',
  'LANGUAGE',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'LD_LIBRARY_PATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'http_proxy',
  'https_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
];

/**
 * The environment of a job's processes. `home` is the job's own; the R and Python packages that the user installed in theirs are
 * still found, and so are those that were installed for jobs, below Local's state folder `root`. The request's variables come last: they win.
 */
export function jobEnvironment(
  plan: JobPlan,
  service: Service,
  home: string,
  host: NodeJS.ProcessEnv,
  root: string,
): Record<string, string> {
  const passed = passedOn.flatMap((name) => (host[name] === undefined ? [] : [[name, host[name]] as const]));
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    ...libraryEnvironment(home, host, root),
    ...Object.fromEntries(passed),
    HOME: home,
    TMPDIR: home,
    ...platformEnvironment(plan, service),
    ...jobVariables(plan.environment),
    ...pythonPath(plan, root),
  };
}

/** Behind what the request names itself. */
function pythonPath({ entrypoint = [], environment }: JobPlan, root: string): Record<string, string> {
  const folders = pythonFolders(entrypoint, root);
  const named = environment['PYTHONPATH'];
  return folders.length === 0 ? {} : { PYTHONPATH: [...(named ? [named] : []), ...folders].join(':') };
}

/** The environment of a job's containers: nothing of this machine's. What is not given is as the image has it. */
export function containerEnvironment(plan: JobPlan, service: Service): Record<string, string> {
  return { ...platformEnvironment(plan, service), ...jobVariables(plan.environment) };
}

/** What SageMaker tells a job, and what leads the AWS clients in it to Local SageMaker. */
function platformEnvironment(plan: JobPlan, service: Service): Record<string, string> {
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = service;
  const direct = [...new Set(['127.0.0.1', 'localhost', new URL(endpoint).hostname])].join(',');
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_ENDPOINT_URL: endpoint,
    S3_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: direct,
    no_proxy: direct,
    ...plan.platformEnvironment,
  };
}
