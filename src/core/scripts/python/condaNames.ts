import { normalPackageName } from './packageName.ts';

/** Packages that conda calls by other names than PyPI. */
const names: Readonly<Record<string, string>> = {
  'brotli-python': 'brotli',
  'dask-core': 'dask',
  faiss: 'faiss-cpu',
  fbprophet: 'prophet',
  gitpython: 'gitpython',
  'matplotlib-base': 'matplotlib',
  'msgpack-python': 'msgpack',
  'numpy-base': 'numpy',
  opencv: 'opencv-python-headless',
  opt_einsum: 'opt-einsum',
  'py-lightgbm': 'lightgbm',
  'py-opencv': 'opencv-python-headless',
  'py-xgboost': 'xgboost',
  'py-xgboost-cpu': 'xgboost',
  'py-xgboost-gpu': 'xgboost',
  pytables: 'tables',
  'python-graphviz': 'graphviz',
  'python-kaleido': 'kaleido',
  pytorch: 'torch',
  'pytorch-cpu': 'torch',
  'pytorch-gpu': 'torch',
  ruamel_yaml: 'ruamel-yaml',
  'sagemaker-python-sdk': 'sagemaker',
  'seaborn-base': 'seaborn',
  'tensorflow-base': 'tensorflow',
  'tensorflow-cpu': 'tensorflow',
  'tensorflow-gpu': 'tensorflow',
};

/** PyPI's name of a package of conda. */
export function packageOfConda(name: string): string {
  return (Object.hasOwn(names, name) ? names[name] : undefined) ?? normalPackageName(name);
}
