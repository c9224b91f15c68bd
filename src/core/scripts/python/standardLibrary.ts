import data from '../data/standardLibrary.json' with { type: 'json' };

/** Of Python 3.10 to 3.13, those that one of them dropped included: nobody installs them. */
const modules = new Set(data.modules.split(' '));

/** Whether a top-level module comes with Python itself. */
export function isStandardModule(name: string): boolean {
  return modules.has(name) || name.startsWith('_');
}
