import names from '../data/pythonPackages.json' with { type: 'json' };

const packages: Readonly<Record<string, string>> = names;

/**
 * The package on PyPI that brings a module, by its longest known beginning: `google.cloud.storage.blob` is `google-cloud-storage`. A
 * module that the table does not name is its own package, as most are; PyPI takes `-` for `_`.
 */
export function packageOfModule(module: string): { readonly name: string; readonly module: string } {
  const segments = module.split('.');
  for (let length = segments.length; length > 0; length--) {
    const prefix = segments.slice(0, length).join('.');
    const name = Object.hasOwn(packages, prefix) ? packages[prefix] : undefined;
    if (name !== undefined) return { name, module: prefix };
  }
  if (segments[0] === 'google' && segments[1] === 'cloud' && segments[2] !== undefined)
    return { name: `google-cloud-${segments[2].replaceAll('_', '-')}`, module: segments.slice(0, 3).join('.') };
  if (segments[0] === 'azure' && segments.length > 1) {
    // Azure's packages are named as their modules; what follows the first capital is a class.
    const path = segments.slice(0, segments.findIndex((part) => /^[A-Z]/u.test(part)) >>> 0);
    return { name: path.join('-'), module: path.join('.') };
  }
  const [top = module] = segments;
  return { name: normalPackageName(top), module: top };
}

/** As PyPI compares names. */
export function normalPackageName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/gu, '-');
}
