"""How the model answers. Rows come as JSON or CSV, and predictions go back as what was asked for."""

import joblib
import pandas as pd


def model_fn(model_dir):
    return joblib.load(f"{model_dir}/model.joblib")


def predict_fn(data, model):
    return pd.DataFrame({"y": model.predict(data[["x"]])})
