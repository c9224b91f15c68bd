/** Packages that are part of R itself. */
const base = 'base compiler datasets graphics grDevices grid methods parallel splines stats stats4 tcltk tools utils';

/** Packages that come with every full installation of R; a slim one may leave them out. */
const recommended =
  'boot class cluster codetools foreign KernSmooth lattice MASS Matrix mgcv nlme nnet rpart spatial survival';

const known = new Set([...base.split(' '), 'translations']);
const comesWithR = new Set(recommended.split(' '));

/** Whether nobody has to install the package: it is R. */
export function isBasePackage(name: string): boolean {
  return known.has(name);
}

/** Whether R's own distribution carries the package. */
export function isRecommendedPackage(name: string): boolean {
  return comesWithR.has(name);
}
