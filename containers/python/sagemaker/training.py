"""Runs the training script: its hyperparameters as arguments, its folders as SM_… variables, its error as the failure reason."""

import json
import os
import runpy
import sys
import tarfile
import tempfile
import traceback

ROOT = "/opt/ml"


def config(name):
    """The JSON of a configuration file of the job; nothing when there is none."""
    try:
        with open(os.path.join(ROOT, "input/config", name), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def plain(value):
    """The SageMaker SDK encodes values as JSON when it brings a folder of code, and leaves them as they are when not."""
    try:
        decoded = json.loads(value)
    except ValueError:
        return value
    return decoded if isinstance(decoded, str) else value


def code_folders():
    """Code comes as a channel, as an archive in that channel, or in the image."""
    folders = [os.path.join(ROOT, "input/data/code"), "/opt/program"]
    archive = os.path.join(folders[0], "sourcedir.tar.gz")
    if os.path.exists(archive):
        unpacked = tempfile.mkdtemp(prefix="code-")
        # Older versions of Python 3.11, Debian's among them, know no filter.
        filtered = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        with tarfile.open(archive) as tar:
            tar.extractall(unpacked, **filtered)
        folders.insert(0, unpacked)
    return folders


def find(program, folders):
    """The script's path; ends the job when there is no such script."""
    for folder in folders:
        path = os.path.join(folder, program)
        if os.path.exists(path):
            return path
    sys.exit(
        f"There is no {program} in {', '.join(folders)}.\n"
        'Give its folder as the channel "code", or copy it to /opt/program in an image of your own. '
        "SAGEMAKER_PROGRAM names another file."
    )


def main():
    given = {name: plain(value) for name, value in config("hyperparameters.json").items()}
    own = {name: value for name, value in given.items() if not name.startswith("sagemaker_")}
    program = os.environ.get("SAGEMAKER_PROGRAM") or given.get("sagemaker_program", "train.py")
    script = find(program, code_folders())
    os.environ["SM_MODEL_DIR"] = os.path.join(ROOT, "model")
    os.environ["SM_OUTPUT_DATA_DIR"] = os.path.join(ROOT, "output/data")
    os.environ["SM_HPS"] = json.dumps(own)
    for channel in config("inputdataconfig.json"):
        os.environ[f"SM_CHANNEL_{channel.upper()}"] = os.path.join(ROOT, "input/data", channel)
    os.chdir(os.path.dirname(script))
    sys.path[0] = os.path.dirname(script)
    sys.argv = [script] + [word for name, value in own.items() for word in (f"--{name}", value)]
    try:
        runpy.run_path(script, run_name="__main__")
    except Exception as error:
        # The frames of this file and of runpy say nothing about the script.
        ours = ("runpy", os.path.abspath(__file__))
        frames = [f for f in traceback.extract_tb(error.__traceback__) if not any(name in f.filename for name in ours)]
        print("Traceback (most recent call last):", file=sys.stderr)
        print("".join(traceback.format_list(frames)), end="", file=sys.stderr)
        reason = "".join(traceback.format_exception_only(error))
        print(reason, end="", file=sys.stderr)
        with open(os.path.join(ROOT, "output/failure"), "w", encoding="utf-8") as file:
            file.write(reason[:1024])
        sys.exit(1)


main()
