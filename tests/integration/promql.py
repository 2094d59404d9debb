# SPDX-License-Identifier: Apache-2.0
"""Which metrics an expression of Prometheus names, with which labels; and which there are."""
import re

import shop

ROW = re.compile(r'\{"(\w+)",\s*(counter|gauge|histogram),\s*\{([^}]*)\}')
GIVEN_BY_PROMETHEUS = {"up": {"job", "instance"}, "ALERTS": {"alertname", "alertstate", "severity", "cause"}}
OF_TARGETS = {"job", "instance"}
WORDS = {"and", "or", "unless", "by", "on", "ignoring", "without", "group_left", "group_right", "bool", "offset", "inf", "nan"}


def metrics_of_the_binary():
    """name -> its labels, as they stand in the table of metrics."""
    metrics = {}
    for name, kind, labels in ROW.findall((shop.ROOT / "src/telemetry/metric_table.cpp").read_text()):
        own = set(re.findall(r'"(\w+)"', labels)) | OF_TARGETS
        for suffix in ("_bucket", "_sum", "_count") if kind == "histogram" else ("",):
            metrics[name + suffix] = own | ({"le"} if suffix == "_bucket" else set())
    return metrics


def selectors(expression):
    """(metric, labels that it is matched by) of each selector, and the labels that is grouped or joined by."""
    text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', expression)
    grouping = {label.strip() for labels in re.findall(r"\b(?:by|on|ignoring|without)\s*\(([^)]*)\)", text) for label in labels.split(",")}
    text = re.sub(r"\b(?:by|on|ignoring|without)\s*\([^)]*\)", " ", text)
    text = re.sub(r"\[[^\]]*\]", " ", text)  # ranges
    found = []
    for name, is_called, matchers in re.findall(r"(?<![\w.$])([a-zA-Z_:][\w:]*)\s*(\()?(?:\{([^}]*)\})?", text):
        if not is_called and name not in WORDS:
            found.append((name, set(re.findall(r"(\w+)\s*[=!]", matchers))))
    return found, grouping - {""}


def faults(expression, known):
    """What an expression names that there is not."""
    found, grouping = selectors(expression)
    for name, labels in found:
        if name not in known:
            yield f"no metric {name}"
        else:
            yield from (f"{name} has no label {label}" for label in labels - known[name])
    of_all = set().union(*(known.get(name, set()) for name, _ in found), OF_TARGETS)
    yield from (f"nothing has a label {label}" for label in grouping - of_all)
