// SPDX-License-Identifier: Apache-2.0
#include "models/blob.hpp"

#include <algorithm>
#include <bit>

namespace shelfcast::models {

void put_real(std::string& out, double value) {
  put_u64(out, std::bit_cast<std::uint64_t>(value));
}

double real(ByteReader& in) {
  return std::bit_cast<double>(in.u64());
}

void put_reals(std::string& out, std::span<const double> values) {
  put_varint(out, values.size());
  for (const double value : values) put_real(out, value);
}

std::vector<double> reals(ByteReader& in) {
  std::vector<double> values;
  const auto count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) values.push_back(real(in));
  return values;
}

void reals_into(ByteReader& in, std::span<double> values, bool& ok) {
  const auto read = reals(in);
  ok = ok && in.ok() && read.size() == values.size();
  if (ok) std::copy(read.begin(), read.end(), values.begin());
}

}  // namespace shelfcast::models
