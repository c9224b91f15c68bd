"""A training job: reads the channel "train" and its hyperparameters, leaves a model."""

import argparse
import os
from pathlib import Path

import joblib
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures

parser = argparse.ArgumentParser()
parser.add_argument("--degree", type=int, required=True)
degree = parser.parse_args().degree

data = pd.concat(pd.read_csv(file) for file in Path(os.environ["SM_CHANNEL_TRAIN"]).iterdir())
if degree >= len(data):
    raise ValueError(f"Degree {degree} needs more than {len(data)} rows.")
model = make_pipeline(PolynomialFeatures(degree), LinearRegression()).fit(data[["x"]], data["y"])
joblib.dump(model, Path(os.environ["SM_MODEL_DIR"]) / "model.joblib")
print(f"R squared: {model.score(data[['x']], data['y']):.3f}")
