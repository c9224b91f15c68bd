"""Serves a model: GET /ping and POST /invocations, by the functions of an inference.py."""

import importlib.util
import io
import json
import os
import sys
import traceback

import numpy
import pandas
import waitress

MODEL = "/opt/ml/model"


class Refusal(Exception):
    """What the caller did wrong, with the status that tells so."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def input_fn(body, content_type):
    """Rows as a table, other JSON as it is."""
    try:
        if content_type == "application/json":
            value = json.loads(body)
            rows = isinstance(value, list) and value and all(isinstance(row, dict) for row in value)
            return pandas.DataFrame(value) if rows else value
        if content_type == "text/csv":
            return pandas.read_csv(io.BytesIO(body))
    except ValueError as error:
        raise Refusal("400 Bad Request", f"This is no {content_type}: {error}") from error
    raise Refusal(
        "415 Unsupported Media Type", f"This model takes application/json and text/csv, not {content_type}."
    )


def predict_fn(data, model):
    return model.predict(data)


def output_fn(prediction, accept):
    if accept == "application/json":
        if isinstance(prediction, (pandas.DataFrame, pandas.Series)):
            return prediction.to_json(orient="records")
        return json.dumps(prediction.tolist() if isinstance(prediction, numpy.ndarray) else prediction)
    if accept == "text/csv":
        return pandas.DataFrame(prediction).to_csv(index=False)
    raise Refusal("406 Not Acceptable", f"This model answers in application/json and text/csv, not in {accept}.")


def media_type(header):
    given = header.split(";")[0].split(",")[0].strip().lower()
    return "application/json" if given in ("", "*/*") else given


def load():
    """model_fn(model_dir) loads the model, once; predict_fn(data, model) answers. input_fn and output_fn may take these ones' places."""
    program = os.environ.get("SAGEMAKER_PROGRAM") or "inference.py"
    folders = [os.path.join(MODEL, "code"), "/opt/program"]
    script = next((path for path in (os.path.join(folder, program) for folder in folders) if os.path.exists(path)), None)
    if script is None:
        sys.exit(
            f"There is no {program} in {' or '.join(folders)}.\n"
            'Put it into the folder "code" of the model, or copy it to /opt/program in an image of your own. '
            "SAGEMAKER_PROGRAM names another file."
        )
    os.chdir(os.path.dirname(script))
    sys.path.insert(0, os.path.dirname(script))
    spec = importlib.util.spec_from_file_location("inference", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not hasattr(module, "model_fn"):
        sys.exit(f"{script} has no function model_fn(model_dir).")
    print(f"Serving {script}", file=sys.stderr)
    return module, module.model_fn(MODEL)


def application(module, model):
    """A WSGI application of the two requests that SageMaker sends."""
    read = getattr(module, "input_fn", input_fn)
    predict = getattr(module, "predict_fn", predict_fn)
    write = getattr(module, "output_fn", output_fn)

    def invoke(request):
        body = request["wsgi.input"].read()
        accept = media_type(request.get("HTTP_ACCEPT", ""))
        answer = write(predict(read(body, media_type(request.get("CONTENT_TYPE", ""))), model), accept)
        return "200 OK", accept, answer if isinstance(answer, bytes) else str(answer).encode()

    def answer(request):
        route = (request["REQUEST_METHOD"], request["PATH_INFO"])
        if route == ("GET", "/ping"):
            return "200 OK", "text/plain", b""
        if route != ("POST", "/invocations"):
            return "404 Not Found", "text/plain", b"There are GET /ping and POST /invocations."
        try:
            return invoke(request)
        except Refusal as refusal:
            return refusal.status, "text/plain; charset=utf-8", str(refusal).encode()
        except Exception as error:
            traceback.print_exc()
            return "500 Internal Server Error", "text/plain; charset=utf-8", str(error).encode()

    def respond(request, start):
        status, content_type, body = answer(request)
        start(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body]

    return respond


waitress.serve(
    application(*load()),
    host="0.0.0.0",
    port=int(os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080")),
    threads=max(4, os.cpu_count() or 1),
)
