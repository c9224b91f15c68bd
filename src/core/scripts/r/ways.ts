/** A way in which R code asks for packages or runs other files. A new way is a row of the table below. */
export interface Way {
  /** The package that has the functions. */
  readonly of: string;
  /** Functions, a blank between their names. */
  readonly functions: string;
  /** Its parameters up to the last that is read, in R's order, a blank between; `...` takes all further arguments. */
  readonly takes?: string;
  /** Others have functions of these names too: without `of::` they count only where the script asks for the package. */
  readonly common?: boolean;
  /** Parameters that name packages. */
  readonly loads?: string;
  /** A name without quotes stands for itself there, unless `character.only = TRUE`. */
  readonly bare?: boolean;
  /** Named arguments are packages with their versions: `needs(dplyr = "1.0")`. */
  readonly named?: boolean;
  /** Parameters that name files of R or documents, which are run; `.R` where `loads` names the same parameter. */
  readonly runs?: string;
  /** A parameter that names folders whose files of R are run, or what it is when it is not given. */
  readonly runsFolder?: { readonly parameter: string; readonly below?: string; readonly otherwise: string };
  /** A parameter that is a function, which is called with what another parameter names. */
  readonly calls?: { readonly fun: string; readonly over: string };
  /** A parameter that is R code in a text, or a command line. */
  readonly text?: { readonly parameter: string; readonly is: 'r' | 'command' };
  /** Packages that the functions need besides. */
  readonly brings?: string;
  /** The same by what an argument is, or by how the texts in it end. */
  readonly by?: { readonly parameter: string; readonly is?: Packages; readonly ends?: Packages };
  /** What is only known when it runs, in words; a key of `sayings`. */
  readonly says?: 'reticulate';
}

type Packages = Readonly<Record<string, string>>;

const mapping = { calls: { fun: 'FUN', over: 'X' } };
const purrrMaps =
  'map map_lgl map_chr map_int map_dbl map_vec map_dfr map_dfc map_df map_if map_at walk iwalk imap future_map future_walk';
const images = { '.png': 'webshot2', '.pdf': 'webshot2', '.jpg': 'webshot2', '.jpeg': 'webshot2' };

export const ways: readonly Way[] = [
  // Loading by name.
  { of: 'base', functions: 'library require', takes: 'package', loads: 'package', bare: true },
  { of: 'base', functions: 'requireNamespace loadNamespace', takes: 'package', loads: 'package' },
  { of: 'base', functions: 'attachNamespace asNamespace', takes: 'ns', loads: 'ns' },
  { of: 'base', functions: 'getNamespace getNamespaceExports', takes: 'name', loads: 'name' },
  { of: 'base', functions: 'use', takes: 'package include.only', loads: 'package' },
  { of: 'base', functions: 'system.file', takes: '... package', loads: 'package' },
  { of: 'utils', functions: 'data', takes: '... list package', loads: 'package' },
  { of: 'utils', functions: 'getFromNamespace', takes: 'x ns', loads: 'ns' },
  { of: 'box', functions: 'use', takes: '...', common: true },
  { of: 'conflicted', functions: 'conflict_prefer_all', takes: 'winner', loads: 'winner' },
  { of: 'easypackages', functions: 'libraries', takes: '...', loads: '...' },
  { of: 'easypackages', functions: 'packages', takes: '...', loads: '...', common: true },
  { of: 'groundhog', functions: 'groundhog.library', takes: 'pkg date', loads: 'pkg', bare: true },
  { of: 'import', functions: 'from here', takes: '.from', loads: '.from', runs: '.from', bare: true, common: true },
  {
    of: 'import',
    functions: 'into',
    takes: '.into ... .from',
    loads: '.from',
    runs: '.from',
    bare: true,
    common: true,
  },
  { of: 'librarian', functions: 'shelf', takes: '...', loads: '...', bare: true },
  { of: 'modules', functions: 'import', takes: 'from', loads: 'from', bare: true, common: true },
  { of: 'modules', functions: 'use', takes: 'module', runs: 'module', common: true },
  { of: 'needs', functions: 'needs', takes: '...', loads: '...', bare: true, named: true },
  { of: 'pacman', functions: 'p_load p_load_gh p_load_current_gh', takes: '... char', loads: '... char', bare: true },
  {
    of: 'pkgload devtools',
    functions: 'load_all',
    takes: 'path',
    runsFolder: { parameter: 'path', below: 'R', otherwise: '.' },
  },
  { of: 'renv', functions: 'use', takes: '...', loads: '...', common: true, named: true },
  { of: 'Require', functions: 'Require Library', takes: 'packages', loads: 'packages' },
  { of: 'snowfall', functions: 'sfLibrary', takes: 'package', loads: 'package', bare: true },
  {
    of: 'withr',
    functions: 'with_package local_package with_namespace local_namespace',
    takes: 'package',
    loads: 'package',
  },
  { of: 'xfun', functions: 'pkg_attach pkg_attach2 pkg_load pkg_load2', takes: '...', loads: '...' },

  // Loading where other processes work.
  { of: 'targets', functions: 'tar_option_set', takes: 'tidy_eval packages imports', loads: 'packages imports' },
  { of: 'targets', functions: 'tar_target tar_target_raw', takes: 'name command pattern packages', loads: 'packages' },
  { of: 'foreach', functions: 'foreach', takes: '... .packages', loads: '.packages' },
  { of: 'future', functions: 'future futureCall', takes: 'expr packages', loads: 'packages' },
  { of: 'furrr', functions: 'furrr_options', takes: '... packages', loads: 'packages' },
  {
    of: 'future.apply',
    functions: 'future_lapply future_sapply future_vapply future_Map future_mapply future_apply',
    takes: 'X FUN ... future.packages',
    loads: 'future.packages',
    ...mapping,
  },
  { of: 'parallel', functions: 'clusterCall', takes: 'cl fun over', calls: { fun: 'fun', over: 'over' } },
  { of: 'mirai', functions: 'everywhere', takes: 'expr' },
  { of: 'batchtools', functions: 'makeRegistry', takes: 'file.dir work.dir conf.file packages', loads: 'packages' },
  { of: 'crew', functions: 'push', takes: 'command packages', loads: 'packages', common: true },

  // Functions that are handed to others.
  { of: 'base', functions: 'lapply sapply vapply', takes: 'X FUN', ...mapping },
  { of: 'base', functions: 'Map', takes: 'f over', calls: { fun: 'f', over: 'over' } },
  { of: 'base', functions: 'mapply', takes: 'FUN over', calls: { fun: 'FUN', over: 'over' } },
  { of: 'base', functions: 'Filter', takes: 'f x', calls: { fun: 'f', over: 'x' } },
  { of: 'base', functions: 'do.call', takes: 'what args', calls: { fun: 'what', over: 'args' } },
  { of: 'purrr', functions: purrrMaps, takes: '.x .f', calls: { fun: '.f', over: '.x' } },
  { of: 'plyr', functions: 'l_ply llply laply a_ply', takes: '.data .fun', calls: { fun: '.fun', over: '.data' } },
  { of: 'parallel', functions: 'mclapply pbmclapply pblapply', takes: 'X FUN', ...mapping },
  { of: 'parallel', functions: 'parLapply parSapply clusterApply', takes: 'cl X FUN', ...mapping },

  // Running other files.
  { of: 'base', functions: 'source sys.source', takes: 'file', runs: 'file' },
  { of: 'utils', functions: 'debugSource', takes: 'file', runs: 'file' },
  { of: 'targets', functions: 'tar_source', takes: 'files', runsFolder: { parameter: 'files', otherwise: 'R' } },
  { of: 'R.utils', functions: 'sourceDirectory', takes: 'path', runsFolder: { parameter: 'path', otherwise: '.' } },
  { of: 'callr', functions: 'rscript', takes: 'script', runs: 'script' },
  { of: 'rstudioapi', functions: 'jobRunScript', takes: 'path', runs: 'path' },
  { of: 'base', functions: 'system shell', takes: 'command', text: { parameter: 'command', is: 'command' } },
  { of: 'base', functions: 'system2', takes: 'command args', text: { parameter: 'args', is: 'command' } },
  { of: 'base', functions: 'parse str2lang str2expression', takes: '... text', text: { parameter: 'text', is: 'r' } },
  { of: 'rmarkdown', functions: 'render', takes: 'input', runs: 'input', common: true },
  { of: 'quarto', functions: 'quarto_render', takes: 'input', runs: 'input' },
  { of: 'knitr', functions: 'knit purl', takes: 'input', runs: 'input', common: true },
  { of: 'knitr', functions: 'knit_child', takes: 'input', runs: 'input' },
  { of: 'knitr', functions: 'spin', takes: 'hair', runs: 'hair', common: true },
  { of: 'bookdown', functions: 'render_book preview_chapter', takes: 'input', runs: 'input', brings: 'bookdown' },
  { of: 'tarchetypes', functions: 'tar_render tar_quarto', takes: 'name path', runs: 'path', brings: 'rmarkdown' },
  { of: 'litedown', functions: 'fuse', takes: 'input', runs: 'input', common: true },

  // Code of C++ and its packages.
  {
    of: 'Rcpp',
    functions: 'sourceCpp',
    takes: 'file code',
    runs: 'file',
    text: { parameter: 'code', is: 'r' },
    brings: 'Rcpp',
  },
  {
    of: 'Rcpp',
    functions: 'cppFunction evalCpp',
    takes: 'code depends',
    loads: 'depends',
    text: { parameter: 'code', is: 'r' },
    brings: 'Rcpp',
  },

  // What functions need of other packages.
  {
    of: 'ggplot2',
    functions: 'ggsave',
    takes: 'filename plot device',
    by: { parameter: 'filename', ends: { '.svg': 'svglite' } },
  },
  {
    of: 'ggplot2',
    functions: 'ggsave',
    takes: 'filename plot device',
    by: { parameter: 'device', is: { svg: 'svglite' } },
  },
  { of: 'ggplot2', functions: 'geom_hex stat_bin_hex stat_binhex stat_summary_hex', brings: 'hexbin' },
  { of: 'ggplot2', functions: 'geom_quantile stat_quantile', brings: 'quantreg' },
  { of: 'ggplot2', functions: 'geom_sf geom_sf_label geom_sf_text stat_sf coord_sf', brings: 'sf' },
  { of: 'ggplot2', functions: 'coord_map', brings: 'mapproj' },
  { of: 'ggplot2', functions: 'map_data borders annotation_borders', brings: 'maps' },
  { of: 'ggplot2', functions: 'mean_cl_boot mean_cl_normal mean_sdl median_hilow', brings: 'Hmisc' },
  {
    of: 'ggplot2',
    functions: 'stat_summary',
    takes: '... fun.data',
    by: {
      parameter: 'fun.data',
      is: { mean_cl_boot: 'Hmisc', mean_cl_normal: 'Hmisc', mean_sdl: 'Hmisc', median_hilow: 'Hmisc' },
    },
  },
  {
    of: 'data.table',
    functions: 'fread',
    takes: 'input',
    by: { parameter: 'input', ends: { '.gz': 'R.utils', '.bz2': 'R.utils' } },
  },
  {
    of: 'rio',
    functions: 'import export import_list',
    takes: 'file x',
    common: true,
    by: {
      parameter: 'file',
      ends: {
        '.json': 'jsonlite',
        '.ods': 'readODS',
        '.yml': 'yaml',
        '.yaml': 'yaml',
        '.xml': 'xml2',
        '.html': 'xml2',
        '.fst': 'fst',
        '.mat': 'rmatio',
      },
    },
  },
  {
    of: 'rio',
    functions: 'export',
    takes: 'x file',
    common: true,
    by: {
      parameter: 'file',
      ends: {
        '.json': 'jsonlite',
        '.ods': 'readODS',
        '.yml': 'yaml',
        '.yaml': 'yaml',
        '.xml': 'xml2',
        '.html': 'xml2',
        '.fst': 'fst',
        '.mat': 'rmatio',
      },
    },
  },
  { of: 'purrr', functions: 'map_dfr map_dfc map_df map2_dfr pmap_dfr imap_dfr', brings: 'dplyr' },
  { of: 'gt', functions: 'gtsave', takes: 'data filename', by: { parameter: 'filename', ends: images } },
  { of: 'kableExtra', functions: 'save_kable', takes: 'x file', by: { parameter: 'file', ends: images } },
  { of: 'mapview', functions: 'mapshot', brings: 'webshot2' },
  {
    of: 'raster',
    functions: 'raster brick stack',
    takes: 'x',
    common: true,
    by: { parameter: 'x', ends: { '.nc': 'ncdf4' } },
  },
  { of: 'reticulate', functions: 'import import_from_path py_require', common: true, says: 'reticulate' },
  { of: 'reticulate', functions: 'source_python py_run_file', says: 'reticulate' },
  {
    of: 'caret',
    functions: 'train',
    takes: 'form method',
    common: true,
    by: {
      parameter: 'method',
      is: {
        'C5.0': 'C50',
        cubist: 'Cubist',
        earth: 'earth',
        gbm: 'gbm',
        glmnet: 'glmnet',
        kknn: 'kknn',
        nb: 'klaR',
        pls: 'pls',
        ranger: 'ranger',
        rf: 'randomForest',
        svmLinear: 'kernlab',
        svmPoly: 'kernlab',
        svmRadial: 'kernlab',
        treebag: 'ipred',
        xgbLinear: 'xgboost',
        xgbTree: 'xgboost',
      },
    },
  },
  {
    of: 'parsnip',
    functions: 'set_engine',
    takes: 'object engine',
    by: {
      parameter: 'engine',
      is: {
        brulee: 'brulee',
        'C5.0': 'C50',
        catboost: 'catboost',
        Cubist: 'Cubist',
        dbarts: 'dbarts',
        earth: 'earth',
        flexsurv: 'flexsurv',
        gee: 'gee',
        glmnet: 'glmnet',
        h2o: 'h2o',
        keras: 'keras',
        kernlab: 'kernlab',
        kknn: 'kknn',
        klaR: 'klaR',
        LiblineaR: 'LiblineaR',
        lightgbm: 'lightgbm',
        lme: 'nlme',
        lmer: 'lme4',
        glmer: 'lme4',
        mixOmics: 'mixOmics',
        mda: 'mda',
        naivebayes: 'naivebayes',
        partykit: 'partykit',
        prophet: 'prophet',
        pscl: 'pscl',
        quantreg: 'quantreg',
        randomForest: 'randomForest',
        ranger: 'ranger',
        sda: 'sda',
        spark: 'sparklyr',
        sparsediscrim: 'sparsediscrim',
        stan: 'rstanarm',
        xgboost: 'xgboost',
        xrf: 'xrf',
      },
    },
  },
  {
    of: 'parsnip',
    functions:
      'rand_forest boost_tree linear_reg logistic_reg multinom_reg nearest_neighbor svm_rbf svm_linear svm_poly mlp mars bart decision_tree bag_tree',
    takes: '... engine',
    by: {
      parameter: 'engine',
      is: {
        brulee: 'brulee',
        'C5.0': 'C50',
        dbarts: 'dbarts',
        earth: 'earth',
        glmnet: 'glmnet',
        h2o: 'h2o',
        keras: 'keras',
        kernlab: 'kernlab',
        kknn: 'kknn',
        LiblineaR: 'LiblineaR',
        lightgbm: 'lightgbm',
        partykit: 'partykit',
        randomForest: 'randomForest',
        ranger: 'ranger',
        spark: 'sparklyr',
        stan: 'rstanarm',
        xgboost: 'xgboost',
      },
    },
  },
  {
    of: 'mlr3',
    functions: 'lrn lrns',
    takes: '.key',
    by: {
      parameter: '.key',
      is: {
        'classif.ranger': 'mlr3learners ranger',
        'regr.ranger': 'mlr3learners ranger',
        'classif.xgboost': 'mlr3learners xgboost',
        'regr.xgboost': 'mlr3learners xgboost',
        'classif.glmnet': 'mlr3learners glmnet',
        'regr.glmnet': 'mlr3learners glmnet',
        'classif.cv_glmnet': 'mlr3learners glmnet',
        'regr.cv_glmnet': 'mlr3learners glmnet',
        'classif.kknn': 'mlr3learners kknn',
        'regr.kknn': 'mlr3learners kknn',
        'classif.svm': 'mlr3learners e1071',
        'regr.svm': 'mlr3learners e1071',
      },
    },
  },
];
