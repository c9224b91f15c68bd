"""A processing job: computes, draws, writes what the job gives."""

import json
import locale
import sys

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100
means = pd.DataFrame({"seed": seed, "mean": np.random.default_rng(seed).normal(size=rows).mean()} for seed in range(1, 5))

OUT = "/opt/ml/processing/output"
means.to_csv(f"{OUT}/means.csv", index=False)
means.plot.bar(x="seed", y="mean", title="Mittelwerte für jeden Lauf")
plt.savefig(f"{OUT}/means.png")
print(json.dumps({"roots": np.sqrt([1, 4, 9]).tolist(), "place": locale.setlocale(locale.LC_CTYPE, "")}))
