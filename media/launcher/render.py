"""Executes a notebook in a job: render.py NOTEBOOK [ARGUMENT...]

The notebook comes back with its outputs, and as HTML, also when a cell fails. Its parameters come as `-P name:value`; as papermill does it, they
are set in a cell of their own behind the one that is tagged "parameters".
"""

import json
import os
import re
import sys


def main(notebook, arguments):
    # First what brings the others: that is the package that is missing when one is.
    from nbconvert import HTMLExporter
    import nbformat
    from nbclient.client import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    class Client(NotebookClient):
        """Says in the log what cells print, as they print it."""

        def output(self, outs, msg, display_id, cell_index):
            content = msg.get("content", {})
            if msg.get("msg_type") == "stream":
                stream = sys.stderr if content.get("name") == "stderr" else sys.stdout
                stream.write(content.get("text", ""))
                stream.flush()
            return super().output(outs, msg, display_id, cell_index)

    with open(notebook, encoding="utf-8-sig") as file:
        content = nbformat.read(file, as_version=4)
    # Of no use to anybody who reads the log.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    added = set_parameters(content, parameters(arguments), notebook)
    kernel = content.metadata.get("kernelspec", {}).get("name", "python3")
    client = Client(content, timeout=None, kernel_name=kernel, resources={"metadata": {"path": os.getcwd()}})
    failure = None
    try:
        client.execute()
    except CellExecutionError as error:
        failure = error
    except DeadKernelError:
        failure = "The kernel of the notebook ended by itself, perhaps because memory ran out."
    except Exception as error:
        if type(error).__name__ != "NoSuchKernel":
            raise
        missing_kernel(kernel)
    base = os.path.splitext(notebook)[0]
    with open(notebook, "w", encoding="utf-8") as file:
        nbformat.write(content, file)
    exporter = HTMLExporter()
    if exporter.has_trait("embed_images"):
        exporter.embed_images = True
    html, _ = exporter.from_notebook_node(content, resources={"metadata": {"name": os.path.basename(base), "path": os.path.dirname(notebook)}})
    with open(base + ".html", "w", encoding="utf-8") as file:
        file.write(html)
    if failure is not None:
        tell(failure if isinstance(failure, str) else reason(content, notebook, added))
        sys.exit(1)


def parameters(arguments):
    found = {}
    for at, word in enumerate(arguments[:-1]):
        if word == "-P":
            match = re.match(r"([^:=]+)[:=](.*)$", arguments[at + 1], re.S)
            if not match:
                sys.exit("A parameter is written as -P name:value, not as " + arguments[at + 1])
            found[match.group(1).strip()] = match.group(2)
    return found


def set_parameters(content, values, notebook):
    """The index of the cell that was added, if one was."""
    import nbformat

    if not values:
        return None
    tagged = [n for n, cell in enumerate(content.cells) if "parameters" in cell.metadata.get("tags", [])]
    if not tagged:
        sys.exit(notebook + ' has no cell that is tagged "parameters": there the parameters and their usual values stand.')
    language = content.metadata.get("kernelspec", {}).get("language", "python")
    write = as_r if language.lower() == "r" else as_python
    assign = " <- " if language.lower() == "r" else " = "
    usual = content.cells[tagged[0]].source
    unknown = [name for name in values if not re.search(r"^%s\s*(:[^=\n]+)?(=|<-)" % re.escape(name), usual, re.M)]
    if unknown:
        sys.exit("%s has no parameter %s." % (notebook, ", ".join(unknown)))
    # A text stays one, whatever it looks like.
    is_text = lambda name: re.search(r"^%s\s*(:[^=\n]+)?(=|<-)\s*[\"']" % re.escape(name), usual, re.M)
    lines = [name + assign + write(text if is_text(name) else value_of(text)) for name, text in values.items()]
    cell = nbformat.v4.new_code_cell("\n".join(lines), metadata={"tags": ["injected-parameters"]})
    if content.nbformat_minor < 5:
        cell.pop("id", None)
    content.cells.insert(tagged[0] + 1, cell)
    return tagged[0] + 1


def value_of(text):
    """As YAML reads it, for what needs no YAML."""
    word = text.strip()
    if word.lower() in ("true", "yes"):
        return True
    if word.lower() in ("false", "no"):
        return False
    if word.lower() in ("null", "none", "~"):
        return None
    try:
        return json.loads(word, parse_constant=lambda constant: text)
    except ValueError:
        return text


def as_python(value):
    return repr(value)


def as_r(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list):
        return ("list(" if any(isinstance(each, (list, dict)) for each in value) else "c(") + ", ".join(map(as_r, value)) + ")"
    if isinstance(value, dict):
        return "list(" + ", ".join("`%s` = %s" % (key, as_r(each)) for key, each in value.items()) + ")"
    return json.dumps(value, ensure_ascii=False)


def missing_kernel(kernel):
    if re.match(r"python", kernel):
        raise ModuleNotFoundError("No module named 'ipykernel'")
    sys.exit("The notebook wants the kernel %s, which is not installed where the job runs." % kernel)


def reason(content, notebook, added):
    """The error that ended the notebook, and where: the cell as the document counts it, and the line in it."""
    number = 0
    for index, cell in enumerate(content.cells):
        number += index != added
        errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
        if not errors:
            continue
        error = errors[-1]
        plain = [re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", line) for entry in error.traceback for line in entry.split("\n")]
        print("\n".join(error.traceback), file=sys.stderr)
        head = error.ename + (": " + error.evalue if error.evalue else "")
        lines = head.split("\n")
        at = [re.match(r"-+> (\d+) ", line) for entry in plain for line in [entry]]
        # The first arrow points into the cell; those below into what it called.
        first = next((match.group(1) for match in at if match), None)
        where = "  %s, cell %d" % (os.path.basename(notebook), number) + (", line " + first if first else "")
        return "\n".join([lines[0][:500]] + lines[1:5] + ["Traceback (most recent call last):", where])
    return "A cell of the notebook failed."


def tell(text):
    folder = os.path.join(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"), "output")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "message"), "wb") as file:
        file.write(text.encode("utf-8", "replace")[:1000].decode("utf-8", "ignore").encode("utf-8") + b"\n")


main(sys.argv[1], sys.argv[2:])
