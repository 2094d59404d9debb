// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

/// Elementary functions that give the same bits on every machine: only +, -, *, / and sqrt, in a fixed order, never
/// fused. Within 2 units in the last place of the true value over their useful range.
namespace shelfcast::exact {

double exp(double x);
void exp(std::span<double> values);  ///< each in place: the same bits as one by one, several times as fast
double log(double x);                ///< -inf at 0, NaN below
double log1p(double x);
double pow(double base, double exponent);  ///< base >= 0
double sin(double x);                      ///< |x| < 1e6
double cos(double x);

}  // namespace shelfcast::exact
