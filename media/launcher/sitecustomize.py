"""Read by Python as it starts: sees which exception ended the script, and tells the launcher.

The script is run by Python itself, as __main__, and nothing of the user's is replaced: no hook, no path, no line of the log. Python keeps
the exception that ended it in `sys.last_value`; a function that is called at exit after all of the script's own reads it there. Of
`SystemExit` it keeps nothing: its text is what Python itself, and no line of a script, writes to the error stream last.
"""

import os
import sys


def _prepare():
    import atexit

    # Processes that the script starts are ordinary ones, and a sitecustomize of the user's or the image's is read as ever.
    report = os.environ.pop("SAGEMAKER_RUNNER_REPORT", None)
    code = os.environ.pop("SAGEMAKER_RUNNER_CODE", os.getcwd())
    own = os.environ.pop("SAGEMAKER_RUNNER_PYTHONPATH", None)
    if own is None:
        os.environ.pop("PYTHONPATH", None)
    else:
        os.environ["PYTHONPATH"] = own
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [place for place in sys.path if place != here]
    sys.path_importer_cache.pop(here, None)
    if not report:
        return

    # A shell starts what it does not wait for deaf to the keyboard's signals.
    import _signal

    if _signal.getsignal(_signal.SIGINT) == _signal.SIG_IGN:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        _signal.signal(_signal.SIGQUIT, _signal.SIG_DFL)

    # What only a crash of the interpreter itself says goes to the reason, where there is a place for it.
    try:
        import faulthandler
        import fcntl

        if not faulthandler.is_enabled():
            opened = os.open(report + ".crash", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC)
            # Far from the numbers that the script's own files get.
            crash = fcntl.fcntl(opened, fcntl.F_DUPFD_CLOEXEC, 200)
            os.close(opened)
            faulthandler.enable(file=crash)
    except Exception:
        pass

    last_words = []
    _overhear(sys.stderr, last_words)
    atexit.register(_tell, report, os.getpid(), os.path.realpath(code), os.getcwd(), last_words)


def _overhear(stream, words):
    """Notes the last two texts that the interpreter writes to the error stream: its calls come from no line of Python."""
    try:
        import _thread

        write, frame, main = stream.write, sys._getframe, _thread.get_ident()

        def overheard(text):
            try:
                frame(1)
            except ValueError:
                if _thread.get_ident() == main:
                    words[:] = (words + [text])[-2:]
            return write(text)

        stream.write = overheard
    except Exception:
        pass


def _tell(report, process, code, folder, last_words):
    # The end of a process that the script forked is not the script's.
    if os.getpid() != process:
        return
    try:
        error = getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)
        if isinstance(error, BaseException) and _ended_by(error):
            lines = _reason(error, code, folder)
        else:
            lines = _exit_text(last_words)
            if not lines:
                return
        text = "\n".join(lines).encode("utf-8", "backslashreplace")
        with open(report, "wb") as file:
            # The launcher believes it when the exit code is that of an exception.
            file.write((b"" if isinstance(error, KeyboardInterrupt) else b"exit code 1") + b"\n" + text + b"\n")
    except Exception:
        pass


def _exit_text(last_words):
    """The text of the `SystemExit` that ended the script, if it has several lines: of one that is in the log's last line the launcher tells."""
    if len(last_words) != 2 or last_words[1] != "\n":
        return []
    lines = [line for line in last_words[0].splitlines() if line.strip()]
    return ["The script ended with exit code 1: " + lines[0]] + lines[1:] if len(lines) > 1 else []


def _ended_by(error):
    """False for what a library printed of an error in a callback: the script went on after it."""
    trace = error.__traceback__
    if trace is None:
        return isinstance(error, SyntaxError)
    frame = trace.tb_frame
    return frame.f_code.co_name == "<module>" and frame.f_globals.get("__name__") == "__main__"


def _cut(text, most):
    return text if len(text) <= most else text[: most - 3] + "..."


def _said(error):
    """Python's own words for an exception: its first line, and the others."""
    # The module below is made of evaluated text; after that, Python forgets that an interrupt is to end it.
    if isinstance(error, KeyboardInterrupt):
        return "KeyboardInterrupt", []
    import traceback

    said = "".join(traceback.format_exception_only(type(error), error))
    lines = [line for line in said.split("\n") if line.strip()]
    # Of a syntax error, file and line come first.
    first = next((n for n, line in enumerate(lines) if not line.startswith(" ")), 0)
    return lines[first], lines[:first] + lines[first + 1 :]


def _reason(error, code, folder):
    head, more = _said(error)
    inner = getattr(error, "exceptions", None)
    if isinstance(inner, (tuple, list)) and inner:
        head += ": " + "; ".join(_said(each)[0] for each in inner[:3])
    lines = [_cut(head, 500)] + [_cut(line, 120) for line in more[:5]]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and type(cause).__name__ != "_RemoteTraceback":
        lines.append("Caused by: " + _cut(_said(cause)[0], 200))
    return lines + _trace(error, code, folder)


def _trace(error, sent, folder):
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        # How a package came to fail inside itself is seldom the reader's concern.
        if os.path.realpath(code.co_filename).startswith(sent) or not os.path.isabs(code.co_filename):
            frames.append('  File "%s", line %s, in %s' % (os.path.relpath(code.co_filename, folder), trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    return ["Traceback (most recent call last):"] + frames[-5:] if frames else []


_prepare()
del sys.modules["sitecustomize"]
import sitecustomize  # noqa: E402,F401
