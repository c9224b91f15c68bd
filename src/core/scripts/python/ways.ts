/** A way in which Python code asks for modules or runs other files. A new way is a row of the table below. */
export interface Way {
  /** Functions by their whole names, without the aliases that a script gives to modules; a blank between. */
  readonly functions?: string;
  /** Methods of whatever object, or of an attribute of it (`plot.bar`); a blank between. */
  readonly methods?: string;
  /** Modules of which the script imports one; else the row does not count. */
  readonly where?: string;
  /** Parameters up to the last that is read, a blank between; `...` takes all further arguments. */
  readonly takes?: string;
  /** A parameter that names a module. */
  readonly loads?: string;
  /** A parameter that names a file of Python or a document, which is run. */
  readonly runs?: string;
  /** A parameter that is a function, which is called with each of what another names. */
  readonly calls?: { readonly fun: string; readonly over: string };
  /** A parameter that is Python code in a text, or a command line. */
  readonly text?: { readonly parameter: string; readonly is: 'python' | 'command' };
  /** Modules that the functions need besides. */
  readonly brings?: string;
  /** The same by an argument: the first that says something decides, `brings` when none does. An empty text is no module. */
  readonly by?: readonly By[];
  /** What is only known when it runs, in words; a key of `sayings`. */
  readonly says?: 'spacy' | 'r';
}

export interface By {
  readonly parameter: string;
  readonly is?: Modules;
  readonly starts?: Modules;
  readonly ends?: Modules;
  /** The argument is made by one of these functions or methods: then there is nothing to bring. */
  readonly madeBy?: string;
}

type Modules = Readonly<Record<string, string>>;

/** Places that fsspec opens, by how their addresses begin. */
const places: Modules = {
  's3://': 's3fs',
  's3a://': 's3fs',
  'gs://': 'gcsfs',
  'gcs://': 'gcsfs',
  'abfs://': 'adlfs',
  'abfss://': 'adlfs',
  'az://': 'adlfs',
  'adl://': 'adlfs',
  'hdfs://': 'pyarrow',
  'sftp://': 'paramiko',
  'ssh://': 'paramiko',
  'smb://': 'smbprotocol',
  'hf://': 'huggingface_hub',
};

const names = (table: Modules): Modules =>
  Object.fromEntries(Object.entries(table).map(([start, module]) => [start.replace('://', ''), module]));

const databases: Modules = {
  'postgresql://': 'psycopg2',
  'postgres://': 'psycopg2',
  'postgresql+psycopg2://': 'psycopg2',
  'postgresql+psycopg://': 'psycopg',
  'postgresql+asyncpg://': 'asyncpg',
  'postgresql+pg8000://': 'pg8000',
  'mysql://': 'MySQLdb',
  'mysql+mysqldb://': 'MySQLdb',
  'mysql+pymysql://': 'pymysql',
  'mysql+mysqlconnector://': 'mysql.connector',
  'mysql+aiomysql://': 'aiomysql',
  'mariadb+mariadbconnector://': 'mariadb',
  'mariadb+pymysql://': 'pymysql',
  'mssql://': 'pyodbc',
  'mssql+pyodbc://': 'pyodbc',
  'mssql+pymssql://': 'pymssql',
  'oracle://': 'cx_Oracle',
  'oracle+cx_oracle://': 'cx_Oracle',
  'oracle+oracledb://': 'oracledb',
  'sqlite+aiosqlite://': 'aiosqlite',
  'snowflake://': 'snowflake.sqlalchemy',
  'bigquery://': 'sqlalchemy_bigquery',
  'redshift+redshift_connector://': 'sqlalchemy_redshift redshift_connector',
  'redshift+psycopg2://': 'sqlalchemy_redshift psycopg2',
  'awsathena+rest://': 'pyathena',
  'awsathena+arrow://': 'pyathena pyarrow',
  'duckdb://': 'duckdb_engine',
  'trino://': 'trino',
  'databricks://': 'databricks.sqlalchemy',
  'clickhouse+native://': 'clickhouse_sqlalchemy',
};

const excelEngines: Modules = {
  openpyxl: 'openpyxl',
  xlrd: 'xlrd',
  pyxlsb: 'pyxlsb',
  odf: 'odf',
  calamine: 'python_calamine',
  xlsxwriter: 'xlsxwriter',
  auto: 'openpyxl',
};
const excelFiles: Modules = { '.xls': 'xlrd', '.xlsb': 'pyxlsb', '.ods': 'odf', '.odt': 'odf', '.odf': 'odf' };
const arrow: Modules = { pyarrow: 'pyarrow', fastparquet: 'fastparquet', auto: 'pyarrow' };
const tables = 'pandas geopandas dask.dataframe modin.pandas';
const readers =
  'read_csv read_table read_fwf read_json read_parquet read_feather read_orc read_excel read_pickle read_stata read_sas read_xml read_html read_hdf to_csv to_json to_parquet to_feather to_orc to_excel to_pickle to_stata to_xml ExcelFile ExcelWriter read_text';
const plots = 'line bar barh hist box kde density area pie scatter hexbin';

export const ways: readonly Way[] = [
  // Loading by name.
  {
    functions: 'importlib.import_module __import__ builtins.__import__ pytest.importorskip',
    takes: 'name',
    loads: 'name',
  },
  { functions: 'lazy_loader.load lazy_import.lazy_module', takes: 'name', loads: 'name' },
  { functions: 'exec eval', takes: 'source', text: { parameter: 'source', is: 'python' } },
  { functions: 'map filter', takes: 'function iterable', calls: { fun: 'function', over: 'iterable' } },
  { methods: 'map', takes: 'function iterable', calls: { fun: 'function', over: 'iterable' } },

  // Running other files.
  { functions: 'runpy.run_path', takes: 'path', runs: 'path' },
  { functions: 'runpy.run_module', takes: 'name', loads: 'name' },
  { functions: 'papermill.execute_notebook', takes: 'path', runs: 'path', brings: 'ipykernel' },
  { functions: 'nbformat.read', takes: 'fp', runs: 'fp' },
  { functions: 'testbook.testbook', takes: 'nb', runs: 'nb', brings: 'ipykernel' },
  {
    functions:
      'os.system os.popen subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen subprocess.getoutput',
    takes: 'args',
    text: { parameter: 'args', is: 'command' },
  },
  { functions: 'rpy2.robjects.packages.importr rpy2.robjects.r', says: 'r' },

  // pandas and what reads tables like it.
  { methods: readers, where: tables, takes: 'path', by: [{ parameter: 'path', starts: places }] },
  {
    methods: readers,
    where: tables,
    takes: '... dtype_backend',
    by: [{ parameter: 'dtype_backend', is: { pyarrow: 'pyarrow' } }],
  },
  {
    methods: 'read_csv read_json read_table',
    where: tables,
    takes: '... engine',
    by: [{ parameter: 'engine', is: { pyarrow: 'pyarrow' } }],
  },
  {
    methods: 'read_csv read_json read_table to_csv to_json',
    where: tables,
    takes: 'path compression',
    by: [{ parameter: 'path', ends: { '.zst': 'zstandard' } }],
  },
  {
    methods: 'read_csv read_json read_table to_csv to_json',
    where: tables,
    takes: '... compression',
    by: [{ parameter: 'compression', is: { zstd: 'zstandard' } }],
  },
  {
    methods: 'read_excel ExcelFile',
    where: tables,
    takes: 'io ... engine',
    by: [
      { parameter: 'engine', is: excelEngines },
      { parameter: 'io', ends: excelFiles, madeBy: 'ExcelFile' },
    ],
    brings: 'openpyxl',
  },
  {
    methods: 'to_excel ExcelWriter',
    where: tables,
    takes: 'path ... engine',
    by: [
      { parameter: 'engine', is: excelEngines },
      { parameter: 'path', ends: { '.ods': 'odf' }, madeBy: 'ExcelWriter' },
    ],
    brings: 'openpyxl',
  },
  {
    methods: 'read_parquet to_parquet',
    where: tables,
    takes: '... engine',
    by: [{ parameter: 'engine', is: arrow }],
    brings: 'pyarrow',
  },
  { methods: 'read_feather to_feather read_orc to_orc', where: tables, brings: 'pyarrow' },
  { methods: 'read_hdf to_hdf HDFStore', where: tables, brings: 'tables' },
  {
    methods: 'read_html',
    where: tables,
    takes: '... flavor',
    by: [{ parameter: 'flavor', is: { bs4: 'bs4 html5lib', html5lib: 'bs4 html5lib' } }],
    brings: 'lxml',
  },
  {
    methods: 'read_xml to_xml',
    where: tables,
    takes: '... parser',
    by: [{ parameter: 'parser', is: { etree: '' } }],
    brings: 'lxml',
  },
  { methods: 'to_markdown', where: tables, brings: 'tabulate' },
  { methods: 'to_latex', where: tables, brings: 'jinja2' },
  { methods: 'to_xarray', where: tables, brings: 'xarray' },
  { methods: 'read_gbq to_gbq', where: tables, brings: 'pandas_gbq' },
  { methods: 'read_spss', where: tables, brings: 'pyreadstat' },
  {
    methods: 'read_sql read_sql_query read_sql_table to_sql',
    where: tables,
    takes: 'sql con',
    by: [
      { parameter: 'con', madeBy: 'sqlite3.connect' },
      {
        parameter: 'con',
        starts: Object.fromEntries(Object.entries(databases).map(([start, module]) => [start, `sqlalchemy ${module}`])),
      },
    ],
    brings: 'sqlalchemy',
  },
  { methods: plots.replaceAll(/(\w+)/gu, 'plot.$1'), where: 'pandas geopandas', brings: 'matplotlib' },
  {
    methods: 'plot',
    where: 'pandas geopandas',
    takes: '... kind',
    by: [{ parameter: 'kind', is: Object.fromEntries(plots.split(' ').map((kind) => [kind, 'matplotlib'])) }],
  },
  {
    methods: 'interpolate',
    where: tables,
    takes: 'method',
    by: [
      {
        parameter: 'method',
        is: {
          spline: 'scipy',
          polynomial: 'scipy',
          cubic: 'scipy',
          quadratic: 'scipy',
          akima: 'scipy',
          pchip: 'scipy',
        },
      },
    ],
  },
  { methods: 'explore', where: 'geopandas', brings: 'folium mapclassify matplotlib' },
  {
    functions: 'dask.dataframe.read_parquet dask.dataframe.read_csv dask.dataframe.from_pandas',
    brings: 'pandas pyarrow',
  },

  // polars.
  {
    functions: 'polars.read_excel',
    takes: 'source ... engine',
    by: [{ parameter: 'engine', is: { openpyxl: 'openpyxl', xlsx2csv: 'xlsx2csv' } }],
    brings: 'fastexcel',
  },
  { functions: 'polars.read_ods', brings: 'fastexcel' },
  { methods: 'write_excel', where: 'polars', brings: 'xlsxwriter' },
  { methods: 'to_pandas', where: 'polars', brings: 'pandas pyarrow' },
  { functions: 'polars.from_pandas', brings: 'pandas pyarrow' },
  { functions: 'polars.read_database_uri', brings: 'connectorx' },
  { functions: 'polars.read_delta polars.scan_delta', brings: 'deltalake' },
  { methods: 'write_delta', where: 'polars', brings: 'deltalake' },

  // Places and files of other packages.
  {
    functions: 'fsspec.open fsspec.open_files fsspec.get_mapper fsspec.core.url_to_fs upath.UPath',
    takes: 'path',
    by: [{ parameter: 'path', starts: places }],
  },
  { functions: 'fsspec.filesystem', takes: 'protocol', by: [{ parameter: 'protocol', is: names(places) }] },
  {
    functions: 'smart_open.open',
    takes: 'uri',
    by: [
      {
        parameter: 'uri',
        starts: { 's3://': 'boto3', 'gs://': 'google.cloud.storage', 'azure://': 'azure.storage.blob' },
      },
    ],
  },
  {
    functions: 'xarray.open_dataset xarray.open_dataarray xarray.load_dataset',
    takes: 'path ... engine',
    by: [
      {
        parameter: 'engine',
        is: {
          netcdf4: 'netCDF4',
          h5netcdf: 'h5netcdf',
          zarr: 'zarr',
          cfgrib: 'cfgrib',
          rasterio: 'rioxarray',
          scipy: 'scipy',
        },
      },
      {
        parameter: 'path',
        ends: {
          '.nc': 'netCDF4',
          '.nc4': 'netCDF4',
          '.zarr': 'zarr',
          '.grib': 'cfgrib',
          '.grib2': 'cfgrib',
          '.tif': 'rioxarray',
        },
      },
    ],
  },
  { functions: 'xarray.open_mfdataset', brings: 'dask netCDF4' },
  { functions: 'xarray.open_zarr', brings: 'zarr dask' },
  { functions: 'xarray.open_zarr xarray.open_dataset', takes: 'path', by: [{ parameter: 'path', starts: places }] },
  { methods: 'to_netcdf', where: 'xarray', brings: 'netCDF4' },
  { methods: 'to_zarr', where: 'xarray', brings: 'zarr' },
  {
    functions:
      'sqlalchemy.create_engine sqlalchemy.engine.create_engine sqlalchemy.ext.asyncio.create_async_engine sqlmodel.create_engine',
    takes: 'url',
    by: [{ parameter: 'url', starts: databases }],
  },
  {
    functions: 'bs4.BeautifulSoup',
    takes: 'markup features',
    by: [{ parameter: 'features', is: { lxml: 'lxml', xml: 'lxml', 'lxml-xml': 'lxml', html5lib: 'html5lib' } }],
  },

  // Pictures.
  {
    functions: 'matplotlib.use matplotlib.pyplot.switch_backend',
    takes: 'backend',
    by: [
      {
        parameter: 'backend',
        is: {
          Qt5Agg: 'PyQt5',
          Qt5Cairo: 'PyQt5',
          QtAgg: 'PyQt6',
          qtagg: 'PyQt6',
          qt5agg: 'PyQt5',
          WebAgg: 'tornado',
          webagg: 'tornado',
          nbAgg: 'ipykernel',
          GTK3Agg: 'gi',
          GTK4Agg: 'gi',
          gtk3agg: 'gi',
          WXAgg: 'wx',
          wxagg: 'wx',
          cairo: 'cairo',
          Cairo: 'cairo',
          'module://ipympl.backend_nbagg': 'ipympl',
          'module://matplotlib_inline.backend_inline': 'matplotlib_inline',
        },
      },
    ],
  },
  { methods: 'write_image to_image', where: 'plotly', brings: 'kaleido' },
  {
    methods: 'save',
    where: 'altair',
    takes: 'fp',
    by: [{ parameter: 'fp', ends: { '.png': 'vl_convert', '.svg': 'vl_convert', '.pdf': 'vl_convert' } }],
  },
  { functions: 'bokeh.io.export_png bokeh.io.export_svg bokeh.io.export_svgs', brings: 'selenium' },
  { functions: 'seaborn.clustermap', brings: 'scipy' },
  { functions: 'xgboost.plot_tree xgboost.to_graphviz', brings: 'graphviz' },
  {
    functions: 'networkx.draw networkx.draw_networkx networkx.draw_spring networkx.draw_circular',
    brings: 'matplotlib',
  },
  {
    functions: 'imageio.get_writer imageio.mimsave imageio.mimwrite imageio.v2.get_writer imageio.v2.mimsave',
    takes: 'uri',
    by: [{ parameter: 'uri', ends: { '.mp4': 'imageio_ffmpeg', '.mov': 'imageio_ffmpeg', '.avi': 'imageio_ffmpeg' } }],
  },

  // Models.
  {
    functions:
      'xgboost.XGBClassifier xgboost.XGBRegressor xgboost.XGBRanker xgboost.XGBRFClassifier xgboost.XGBRFRegressor',
    brings: 'sklearn',
  },
  { functions: 'xgboost.sklearn.XGBClassifier xgboost.sklearn.XGBRegressor', brings: 'sklearn' },
  { functions: 'lightgbm.LGBMClassifier lightgbm.LGBMRegressor lightgbm.LGBMRanker lightgbm.cv', brings: 'sklearn' },
  { functions: 'lightgbm.plot_importance lightgbm.plot_metric', brings: 'matplotlib' },
  {
    functions:
      'shap.summary_plot shap.dependence_plot shap.force_plot shap.plots.beeswarm shap.plots.bar shap.plots.waterfall',
    brings: 'matplotlib',
  },
  { functions: 'tensorflow.keras.utils.plot_model keras.utils.plot_model', brings: 'pydot' },
  { functions: 'torch.utils.tensorboard.SummaryWriter', brings: 'tensorboard' },
  { functions: 'spacy.load', says: 'spacy' },
];
