import { describe, expect, it } from 'vitest';
import { readPython } from '../../../../src/core/scripts/python/readPython.ts';
import { loadCodeParser } from '../../../support/codeParser.ts';

const parser = await loadCodeParser();

/** Top modules and those that are brought; `F:` and a file that is run; NOTE where something is told; WRAP for a function nobody calls. */
function told(code: string): string[] {
  const { uses, follows, unresolved, wrappers, called } = readPython(parser.parse('python', code), 's.py');
  const imported = /^(matplotlib|plotly|sqlalchemy|xgboost|bs4|rpy2)\..*/u;
  const files = follows.filter(({ otherwise }) => typeof otherwise === 'string');
  return [
    ...new Set([
      ...uses.map(({ name }) => name.replace(imported, '$1')),
      ...files.map(({ candidates: [first = ''] }) => `F:${first}`),
      ...(unresolved.length > 0 ? ['NOTE'] : []),
      ...(wrappers.some(({ name }) => !called.has(name)) ? ['WRAP'] : []),
    ]),
  ].sort();
}

describe('ways to load modules and to run files in Python', () => {
  it.each([
    [
      'import pandas as pd\na = pd.read_csv("s3://some-bucket/in.csv")\nb = pd.read_parquet("data.parquet", engine="fastparquet")\nc = pd.read_excel("old.xls")\nwith pd.ExcelWriter("out.xlsx", engine="xlsxwriter") as writer:\n    a.to_excel(writer)\na.to_csv("gs://other-bucket/out.csv")',
      'pandas s3fs gcsfs fastparquet xlrd xlsxwriter',
    ],
    [
      'import pandas as pd\nBUCKET = "s3://b"\nfor name in ["x", "y"]:\n    pd.read_json(f"{BUCKET}/{name}.json")',
      'pandas s3fs',
    ],
    ['import pandas as pd\npath = os.path.join("abfss://c@a", "x")\npd.read_parquet(path)', 'pandas adlfs pyarrow'],
    [
      'import pandas as pd\npd.read_excel("a.xlsb"); pd.read_excel("b.ods"); pd.read_excel("c.xlsx", engine="calamine"); x.to_excel("d.ods")',
      'pandas pyxlsb odf python_calamine',
    ],
    ['import pandas as pd\nw = pd.ExcelWriter("a.xlsx")\ndf.to_excel(w)', 'pandas openpyxl'],
    ['import pandas as pd\npd.read_html("x", flavor="bs4"); pd.read_xml("x", parser="etree")', 'pandas bs4 html5lib'],
    ['import pandas as pd, sqlite3\ncon = sqlite3.connect("a.db")\npd.read_sql("select 1", con)', 'pandas'],
    ['import pandas as pd\npd.read_sql("select 1", "postgresql://u@h/d")', 'pandas sqlalchemy psycopg2'],
    ['from sqlalchemy import create_engine\ne = create_engine("mysql+pymysql://u:p@h/d")', 'sqlalchemy pymysql'],
    [
      'import sqlalchemy as sa\nurl = f"postgresql+psycopg://{user}@{host}/d"\nsa.create_engine(url)',
      'sqlalchemy psycopg',
    ],
    [
      'import matplotlib\nmatplotlib.use("Qt5Agg")\nimport matplotlib.pyplot as plt\nplt.switch_backend("WebAgg")',
      'matplotlib PyQt5 tornado',
    ],
    ['import matplotlib as mpl\nmpl.use("Agg")', 'matplotlib'],
    ['import pandas as pd\ndf.plot.bar(); df.plot(kind="scatter")', 'pandas matplotlib'],
    ['import pandas as pd, plotly.express as px\npx.bar(df).write_image("a.png")', 'pandas plotly kaleido'],
    ['import altair as alt\nalt.Chart(d).mark_bar().save("c.png")', 'altair vl_convert'],
    ['import fsspec\nfsspec.filesystem("s3"); fsspec.open("gs://x")', 'fsspec s3fs gcsfs'],
    ['import xarray as xr\nxr.open_dataset("a.nc"); xr.open_dataset("b", engine="zarr")', 'xarray netCDF4 zarr'],
    [
      'import polars as pl\npl.read_excel("a.xlsx"); pl.DataFrame().write_excel("b.xlsx")',
      'polars fastexcel xlsxwriter',
    ],
    ['from xgboost import XGBClassifier\nXGBClassifier()', 'xgboost sklearn'],
    ['from bs4 import BeautifulSoup\nBeautifulSoup(x, "lxml")', 'bs4 lxml'],
    ['import importlib\nfor m in ["numpy", "scipy"]:\n    globals()[m] = importlib.import_module(m)', 'numpy scipy'],
    ['from importlib import import_module\nmods = [import_module(m) for m in ("numpy", "scipy")]', 'numpy scipy'],
    [
      'def need(name):\n    import importlib\n    return importlib.import_module(name)\nnp = need("numpy")\nneed(name="scipy")',
      'numpy scipy',
    ],
    [
      'import importlib, subprocess, sys\ndef ensure(package, module=None):\n    try:\n        importlib.import_module(module or package)\n    except ImportError:\n        subprocess.check_call([sys.executable, "-m", "pip", "install", package])\nensure("numpy")\nensure("scikit-learn", "sklearn")',
      'numpy scikit-learn sklearn',
    ],
    ['def load(*names):\n    for n in names:\n        __import__(n)\nload("numpy", "scipy")', 'numpy scipy'],
    ['list(map(__import__, ["numpy", "scipy"]))', 'numpy scipy'],
    ['for mod, alias in [("numpy", "np"), ("pandas", "pd")]:\n    globals()[alias] = __import__(mod)', 'numpy pandas'],
    [
      'for mod, alias in {"numpy": "np", "pandas": "pd"}.items():\n    globals()[alias] = __import__(mod)',
      'numpy pandas',
    ],
    ['for m in "numpy scipy".split():\n    exec(f"import {m}")', 'numpy scipy'],
    ['exec("import numpy as np")', 'numpy'],
    ['import runpy\nrunpy.run_path("b.py")', 'F:b.py'],
    ['exec(open("b.py").read())', 'F:b.py'],
    ['import subprocess, sys\nsubprocess.run([sys.executable, "b.py", "--x"])', 'F:b.py'],
    ['import os\nos.system("jupyter nbconvert --to html --execute a.ipynb")', 'F:a.ipynb'],
    ['import papermill as pm\npm.execute_notebook("in.ipynb", "out.ipynb")', 'papermill ipykernel F:in.ipynb'],
    ['import subprocess\nsubprocess.run(["Rscript", "b.R"])', 'NOTE'],
    ['import importlib, sys\nimportlib.import_module(sys.argv[1])', 'NOTE'],
    ['def f(m):\n    __import__(m)', 'WRAP'],
    ['import spacy\nnlp = spacy.load("en_core_web_sm")', 'spacy NOTE'],
    ['from rpy2.robjects.packages import importr\nimportr("dplyr")', 'rpy2 NOTE'],
    [
      'import pandas as pd\nx = pd.read_csv("a.csv", engine="pyarrow"); x.to_csv("b.csv.zst")',
      'pandas pyarrow zstandard',
    ],
    ['class A:\n    def need(self, m):\n        return __import__(m)\nA().need("numpy")', 'numpy'],
    ['import geopandas as gpd\ngpd.read_file("a.gpkg").explore()', 'geopandas folium mapclassify matplotlib'],
    ['import pandas as pd\nfrom pathlib import Path\nD = Path("data")\npd.read_excel(D / "old.xls")', 'pandas xlrd'],
    ['import pandas as pd\npd.read_excel(sys.argv[1])', 'pandas openpyxl'],
    ['import pandas as pd\nread = lambda n: pd.read_parquet(n)\nlist(map(read, files))', 'pandas pyarrow'],
    ['import numpy as np\nx = np.load("a.npy"); "a".join(["b"]); d = {"a": 1}; d.get("a").hist()', 'numpy'],
    ['import awswrangler as wr\nwr.s3.read_parquet("s3://b/x")', 'awswrangler'],
  ])('%s', (code, expected) => {
    expect(told(code)).toEqual(expected.split(' ').filter(Boolean).sort());
  });
});
