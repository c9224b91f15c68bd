/**
 * Where packages lie that were installed for jobs of Local SageMaker: a library of their own below its state folder, so that the user's
 * stays as it is. R itself fills in its platform and version; a Python has its folder by its path.
 */
export function packagesFolder(root: string): string {
  return `${root}/packages`;
}

/** R's library, as `R_LIBS_USER` writes it: `%p` and `%v` are R's platform and version. */
export function rLibrary(root: string): string {
  return `${packagesFolder(root)}/r/%p/%v`;
}

/** The folder of a Python's packages. `interpreter`: its absolute path, as jobs name it. */
export function pythonLibrary(root: string, interpreter: string): string {
  const name = interpreter.replaceAll(/[^\w.-]+/gu, '_').slice(-120);
  return `${packagesFolder(root)}/python/${name}`;
}

/** Where an installation works until it is whole; `id` is its own. */
export function installationFolder(root: string, id: string): string {
  return `${packagesFolder(root)}/.installing-${id}`;
}
