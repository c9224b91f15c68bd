import modules from '../data/pythonPackages.json' with { type: 'json' };
import data from '../data/wellKnownPackages.json' with { type: 'json' };

const names = new Set([...data.names.split(' '), ...Object.values(modules)]);

/** Whether many use a package of this name on PyPI: then whoever imports it means that one, as like as not. */
export function isWellKnown(name: string): boolean {
  const bare = name.replace(/\[.*$/u, '');
  return names.has(bare) || /^(?:google-cloud|azure|opentelemetry|langchain|mypy-boto3|apache-airflow)-/u.test(bare);
}
