const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|webview)/', pathNot: allowed },
});

/** In src/ui: what each folder may import of the others, its own and kit aside. The shell imports them all, and nobody imports it. */
const arrows = {
  kit: [],
  connection: [],
  doctor: [],
  images: [],
  outputs: [],
  jobs: ['outputs'],
  runs: ['images', 'jobs', 'outputs'],
};
const features = [
  ...Object.entries(arrows).map(([feature, others]) =>
    only(
      `ui-${feature}`,
      `^src/ui/${feature}/`,
      `^src/(app|core|protocol)/|^src/ui/(${[feature, 'kit', ...others].join('|')})/`,
    ),
  ),
  {
    name: 'ui-has-no-other-folder',
    comment: 'A new feature is written down in `arrows`.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^src/ui/', pathNot: `^src/ui/(${[...Object.keys(arrows), 'shell'].join('|')})/` },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', comment: 'Types counted.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-cycles-of-folders',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$' }, to: {} },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
    only('core-is-pure', '^src/core/', '^src/core/'),
    only('app-uses-core', '^src/app/', '^src/(app|core)/'),
    only('adapters-use-core', '^src/adapters/', '^src/(adapters|core)/'),
    only('local-uses-core-and-adapters', '^src/local/', '^src/(local|core)/|^src/adapters/(process|docker|files)/'),
    only('ui-uses-app-core-protocol', '^src/ui/', '^src/(ui|app|core|protocol)/'),
    ...features,
    // What a message carries is the core's own: no second type says the same.
    only('protocol-carries-core', '^src/protocol/', '^src/(protocol|core/(outputs|jobs))/'),
    // core is pure: it runs in a browser as well.
    only('webview-uses-core-and-protocol', '^webview/', '^webview/|^src/(core|protocol)/'),
    {
      name: 'jobs-know-no-runs',
      comment: 'A run becomes a job, whatever its kind; a job knows nothing of runs.',
      severity: 'error',
      from: { path: '^src/core/jobs/' },
      to: { path: '^src/core/runs/' },
    },
    {
      name: 'jobs-know-no-kind',
      comment: 'What holds for every job does not depend on one kind of them.',
      severity: 'error',
      from: { path: '^src/core/jobs/', pathNot: '^src/core/jobs/kinds/' },
      to: { path: '^src/core/jobs/kinds/' },
    },
    {
      name: 'shapes-of-sagemaker-in-their-place',
      comment:
        'The SDK’s shapes, all of whose members may be missing, are read into our own words where a kind of job is.',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: '^src/(core/jobs/kinds/[^/]+|adapters/aws|local)/' },
      to: { path: '@aws-sdk/client-sagemaker' },
    },
    {
      name: 'vscode-only-in-ui',
      severity: 'error',
      from: { pathNot: '^src/(ui/|extension\\.ts$)' },
      to: { path: '^vscode$' },
    },
    {
      name: 'heavy-adapters-load-on-demand',
      comment: 'Every window pays for what activation loads: these are reached by `await import(...)` only.',
      severity: 'error',
      from: { path: '^src/((extension|composition)\\.ts$|ui/|app/)' },
      to: { path: '^src/adapters/(aws|docker|parser)/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'core-needs-no-node-io',
      comment: 'core is pure: no files, no processes, no network.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^(node:)?(fs|child_process|net|http|https|os)(/|$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sdk-in-adapters-aws',
      comment: 'Types of the SDK are also those of the answers of Local; its checksums are arithmetic, no client.',
      severity: 'error',
      from: { pathNot: '^src/adapters/aws/' },
      to: {
        path: '(^|/)@(aws-sdk|smithy)/',
        pathNot: '(^|/)@aws-sdk/checksums/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'ui-toolkit-in-one-file',
      severity: 'error',
      from: { pathNot: '^webview/toolkit\\.ts$' },
      to: { path: 'webview-ui-toolkit' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
