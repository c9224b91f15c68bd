import { describe, expect, it } from 'vitest';
import { packageOfModule } from '../../../../src/core/scripts/python/packageName.ts';
import { readPython } from '../../../../src/core/scripts/python/readPython.ts';
import { loadCodeParser } from '../../../support/codeParser.ts';

const parser = await loadCodeParser();
const read = (code: string, file = 'script.py') => readPython(parser.parse('python', code), file);
const packages = (code: string): string[] => [
  ...new Set(read(code).uses.map(({ name }) => packageOfModule(name).name)),
];

describe('packages that a Python script uses', () => {
  it.each([
    ['import numpy as np, pandas', ['numpy', 'pandas']],
    ['import os, sys, json, sqlite3, tomllib, distutils\nfrom __future__ import annotations', []],
    ['from sklearn.linear_model import LinearRegression', ['scikit-learn']],
    ['import cv2, yaml, bs4\nfrom PIL import Image', ['opencv-python-headless', 'pyyaml', 'beautifulsoup4', 'pillow']],
    ['from dateutil.parser import parse\nfrom skimage import io', ['python-dateutil', 'scikit-image']],
    [
      'from Crypto.Cipher import AES\nimport attr, jwt, serial, OpenSSL',
      ['pycryptodome', 'attrs', 'pyjwt', 'pyserial', 'pyopenssl'],
    ],
    [
      'import MySQLdb, psycopg2, fitz, docx, pptx, wx, dotenv',
      ['mysqlclient', 'psycopg2-binary', 'pymupdf', 'python-docx', 'python-pptx', 'wxpython', 'python-dotenv'],
    ],
    ['from google.cloud import storage, bigquery', ['google-cloud-storage', 'google-cloud-bigquery']],
    ['import google.cloud.storage\nfrom google.protobuf import message', ['google-cloud-storage', 'protobuf']],
    ['from azure.storage.blob import BlobClient', ['azure-storage-blob']],
    ['from mpl_toolkits.mplot3d import Axes3D', ['matplotlib']],
    ['import importlib\nnp = importlib.import_module("numpy")\n__import__("scipy")', ['numpy', 'scipy']],
    ['if True:\n    def f():\n        import torch', ['torch']],
    ['from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import polars\nelse:\n    import pandas', ['pandas']],
    ['import pandas as pd\npd.read_excel("x.xlsx").to_parquet("x")', ['pandas', 'pyarrow', 'openpyxl']],
    ['sheet.read_excel("x.xlsx")', []],
    ['import sentence_transformers', ['sentence-transformers']],
    ['"""\nimport no\n"""\n# import no', []],
  ])('%s', (code, expected) => {
    expect(packages(code)).toEqual(expected);
  });

  it.each([
    ['try:\n    import x\nexcept ImportError:\n    x = None', true],
    ['try:\n    import x\nexcept (ImportError, OSError):\n    pass', true],
    ['try:\n    pass\nexcept ModuleNotFoundError:\n    import x', true],
    ['with contextlib.suppress(ImportError):\n    import x', true],
    ['if sys.version_info < (3, 11):\n    import x', true],
    ['try:\n    import x\nexcept ImportError:\n    raise SystemExit("needs x")', false],
    ['try:\n    import x\nexcept ImportError:\n    sys.exit(1)', false],
    ['try:\n    import x\nfinally:\n    pass', false],
    ['try:\n    import x\nexcept ValueError:\n    pass', false],
    ['try:\n    pass\nexcept ValueError:\n    pass\nelse:\n    import x', false],
  ])('%s: optional is %s', (code, optional) => {
    expect(read(code).uses.map((use) => [use.name, use.optional ?? false])).toEqual([['x', optional]]);
  });

  it('stand where they are written', () => {
    expect(read('\n\nimport numpy', 'code/ünï.py').uses).toEqual([
      { name: 'numpy', place: { file: 'code/ünï.py', line: 3 } },
    ]);
  });

  it('what only running tells is said', () => {
    expect(read('import importlib, sys\nimportlib.import_module(f"plug.{sys.argv[1]}")').unresolved).toEqual([
      {
        text: 'importlib.import_module(f"plug.{sys.argv[1]}")',
        place: { file: 'script.py', line: 2 },
        reason: expect.any(String) as string,
      },
    ]);
  });

  it.each([
    ['from . import help', 'code/a.py', ['code/help.py', 'code/help/__init__.py', 'code.py', 'code/__init__.py']],
    [
      'from ..lib.io import read',
      'code/sub/a.py',
      ['code/lib/io/read.py', 'code/lib/io/read/__init__.py', 'code/lib/io.py', 'code/lib/io/__init__.py'],
    ],
    ['from .m import *', 'a.py', ['m.py', 'm/__init__.py']],
  ])('%s in %s goes on in its file', (code, file, candidates) => {
    const { follows, uses } = read(code, file);
    expect(uses).toEqual([]);
    expect(follows[0]?.candidates.slice(0, candidates.length)).toEqual(candidates);
  });

  it('a module may be the user’s own: beside the script, in the folder, or below src', () => {
    const { follows } = read('import helper', 'code/a.py');
    expect(follows[0]?.candidates.filter((name) => name.endsWith('helper.py'))).toEqual([
      'code/helper.py',
      'helper.py',
      'src/helper.py',
    ]);
  });
});
