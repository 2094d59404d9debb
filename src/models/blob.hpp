// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/bytes.hpp"

#include <span>
#include <string>
#include <vector>

namespace shelfcast::models {

/// Real numbers by their bits: what is read is what was written.
void put_real(std::string& out, double value);
double real(ByteReader& in);

void put_reals(std::string& out, std::span<const double> values);
std::vector<double> reals(ByteReader& in);
/// Fills `values`; fails the reader where another number of them was written.
void reals_into(ByteReader& in, std::span<double> values, bool& ok);

}  // namespace shelfcast::models
