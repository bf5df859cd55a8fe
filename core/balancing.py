"""Factors that give a matrix its margins (method, section 3: Furness balancing).

Given frictions f_ij and margins O_i and D_j, find a_i and b_j such that E_ij = a_i f_ij b_j has
these margins (Furness 1965; iterative proportional fitting).
"""

from __future__ import annotations

import math

import numpy as np

from .arithmetic import quotient
from .flows import FloatArray
from .friction import Kernel
from .progress import Progress

# A round looks twice at every pair.
_MAX_BALANCING = 5_000
_FURNESS_ROUNDS = 20
# Conjugate gradients in one Newton step, and the share of the gap that they leave.
_MAX_GRADIENTS = 500
_GRADIENT_PRECISION = 1e-3
_MAX_SHORTENING = 6
# Largest change of the logarithm of a factor in one step.
_MAX_CHANGE = 30.0
_TINY = 1e-300


class Balancing:
    """Balancing of k active units, each run starting from the factors of the last.

    Furness balancing comes first. Where it drags on, as it does when flows are short and the
    country wide, Newton steps on log a take over. Both keep the columns right, so that what the
    rows lack is the whole error.
    """

    def __init__(
        self, kernel: Kernel, out: FloatArray, into: FloatArray, progress: Progress
    ) -> None:
        self.kernel = kernel
        self.progress, self.done = progress, 0.0
        self.out, self.into = out, into
        self.out_factor, self.in_factor = out / out.sum(), np.zeros(len(out))
        self.row_sums = np.zeros(len(out))
        self.rounds = 0

    @property
    def error(self) -> float:
        """Largest relative error of a row."""
        return relative_error(self.row_sums, self.out)

    def run(self, beta: float, precision: float) -> None:
        """Balance until no margin is wrong by more than `precision`, or rounds run out."""
        self.kernel.set_beta(beta)
        self._settle(self.out_factor)
        last = self.rounds + _MAX_BALANCING
        easy = self.rounds + _FURNESS_ROUNDS
        while self.error > precision and self.rounds < last:
            if self.rounds < easy or not self._step():
                self._settle(self.out_factor * quotient(self.out, self.row_sums))

    def _settle(self, out_factor: FloatArray) -> None:
        """Take new factors of the rows, and make the columns right."""
        self._count_round()
        self.out_factor = out_factor
        self.in_factor = quotient(self.into, self.kernel.columns(out_factor))
        self.row_sums = out_factor * self.kernel.rows(self.in_factor)

    def _count_round(self) -> None:
        self.rounds += 1
        self.progress(self.done)

    def _step(self) -> bool:
        """Take one Newton step, shortened until it helps; return whether it did.

        The factors sought are the minimum of -sum O log a - sum D log b, a convex function of
        log a. A step helps if that falls or, where its digits are used up, if the error does.
        """
        out_factor, in_factor, error = self.out_factor, self.in_factor, self.error
        direction = self._direction()
        served = in_factor > 0
        length = min(1.0, _MAX_CHANGE / max(float(np.abs(direction).max()), math.ulp(1.0)))
        for _ in range(_MAX_SHORTENING):
            self._settle(out_factor * np.exp(length * direction))
            gain = np.log(np.maximum(self.in_factor[served] / in_factor[served], _TINY))
            fall = length * float(self.out @ direction) + float(self.into[served] @ gain)
            if fall > 0 or self.error < error:
                return True
            length /= 4
        self._settle(out_factor)
        return False

    def _direction(self) -> FloatArray:
        """Solve (diag(O) - E diag(1/D) E') x = O - rows by conjugate gradients.

        E are the present expected flows. The solution is the change of log a that makes the rows
        right, to the first order, while the columns stay right.
        """
        gap = self.out - self.row_sums
        solution = np.zeros(len(gap))
        scaled = quotient(gap, self.row_sums)
        heading = scaled
        product = float(gap @ scaled)
        goal = product * _GRADIENT_PRECISION**2
        for _ in range(_MAX_GRADIENTS):
            image = self._curvature(heading)
            curved = float(heading @ image)
            if curved <= 0:
                break
            solution = solution + product / curved * heading
            gap = gap - product / curved * image
            scaled = quotient(gap, self.row_sums)
            following = float(gap @ scaled)
            if following <= goal:
                break
            heading = scaled + following / product * heading
            product = following
        return solution

    def _curvature(self, x: FloatArray) -> FloatArray:
        self._count_round()
        columns = self.in_factor * self.kernel.columns(self.out_factor * x)
        back = self.in_factor * quotient(columns, self.into)
        image: FloatArray = self.row_sums * x - self.out_factor * self.kernel.rows(back)
        return image


def relative_error(value: FloatArray, margin: FloatArray) -> float:
    """Return the largest |value / margin - 1| over the margins above 0."""
    positive = margin > 0
    return float(np.max(np.abs(value[positive] / margin[positive] - 1), initial=0.0))
