# SPDX-License-Identifier: Apache-2.0
"""Draws rows, fits them by scikit-learn and by ours, and holds the optima against one made to the last digit."""
import subprocess, sys, time, warnings
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

ROWS, COLUMNS, RIDGE = 1_000_000, 30, 1.0
program, file = sys.argv[1:]

random = np.random.default_rng(1)
x = random.standard_normal((ROWS, COLUMNS)).astype(np.float32)
x[:, 10:20] = x[:, 10:20] * .5 + x[:, :10]
x[:, 20:] = np.abs(x[:, 20:])
truth = random.standard_normal(COLUMNS) * .4
y = (random.random(ROWS) < 1 / (1 + np.exp(.5 - x @ truth))).astype(np.float32)
np.column_stack([x, y]).astype("<f4").tofile(file)


def loss(weights):
    margin = x.astype(np.float64) @ weights[:-1] + weights[-1]
    return (np.logaddexp(0, margin).sum() - margin @ y + RIDGE / 2 * weights[:-1] @ weights[:-1]) / ROWS


def fitted(rows, tolerance=1e-4, solver="lbfgs"):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        began = time.perf_counter()
        model = LogisticRegression(C=1 / RIDGE, tol=tolerance, solver=solver, max_iter=1000).fit(rows, y)
        seconds = time.perf_counter() - began
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float64), seconds


doubles = x.astype(np.float64)
theirs = min((fitted(doubles) for _ in range(3)), key=lambda run: run[1])
singles = min((fitted(x) for _ in range(3)), key=lambda run: run[1])
exact, exact_seconds = fitted(doubles, 1e-12, "newton-cholesky")
numbers = [float(line) for line in subprocess.run([program, file, str(COLUMNS), str(RIDGE)], check=True, text=True, stdout=subprocess.PIPE).stdout.split()]
ours = (np.array(numbers[:-1]), numbers[-1])

print(f"{'':32} {'seconds':>8} {'loss above the best':>20} {'largest difference of a weight':>31}")
best = min(loss(exact), loss(ours[0]))
for name, (weights, seconds) in {"ours": ours, "scikit-learn, doubles": theirs, "scikit-learn, floats": singles,
                                 "scikit-learn, Newton, to 1e-12": (exact, exact_seconds)}.items():
    print(f"{name:32} {seconds:8.3f} {loss(weights) - best:20.1e} {np.abs(weights - ours[0]).max():31.1e}")
print(f"ours is {min(theirs[1], singles[1]) / ours[1]:.1f} times as fast as the faster of the first two")
sys.exit(0 if np.abs(exact - ours[0]).max() < 1e-6 and ours[1] < min(theirs[1], singles[1]) else 1)
