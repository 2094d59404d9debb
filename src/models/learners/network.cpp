// SPDX-License-Identifier: Apache-2.0
#include "models/learners/network.hpp"

#include "shelfcast/base/bytes.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kBatch = 128;
constexpr double kEdge = 5;

}  // namespace

void Network::standardise(std::span<const float> row, std::span<float> inputs) const {
  for (std::size_t j = 0; j < row.size(); ++j) {
    const double value = (static_cast<double>(row[j]) - means_[j]) / deviations_[j];
    inputs[j] = std::isnan(value) ? 0 : static_cast<float>(std::clamp(value, -kEdge, kEdge));
  }
}

Result<std::vector<float>> Network::predict(const Table& table, std::span<const float> base_margin) const {
  if (auto sound = check(table, means_.size(), base_margin); !sound) return std::unexpected(sound.error());
  std::vector<float> margins(table.rows);
  DensePass pass(layers_of(means_.size(), hidden_), kBatch);
  for (std::size_t begin = 0; begin < table.rows; begin += kBatch) {
    const std::size_t rows = std::min(kBatch, table.rows - begin);
    for (std::size_t i = 0; i < rows; ++i)
      standardise(table.values.subspan((begin + i) * table.columns, table.columns), pass.row(i));
    pass.forward(parameters_);
    for (std::size_t i = 0; i < rows; ++i) {
      const double base = base_margin.empty() ? 0 : static_cast<double>(base_margin[begin + i]);
      margins[begin + i] = static_cast<float>(start_ + base + scale_ * static_cast<double>(pass.output(i)));
    }
  }
  expect(link_, margins);
  return margins;
}

std::string Network::bytes() const {
  std::string out(1, static_cast<char>(kFormat));
  put_text(out, name_of(link_));
  put_real(out, start_);
  put_real(out, scale_);
  put_varint(out, hidden_.size());
  for (const std::uint32_t units : hidden_) put_varint(out, units);
  put_reals(out, means_);
  put_reals(out, deviations_);
  for (const float parameter : parameters_) put_u32(out, std::bit_cast<std::uint32_t>(parameter));
  return out;
}

Result<Network> Network::from_bytes(std::string_view bytes) {
  const auto corrupt = fail(Code::corrupt, "network", "these bytes are not a network");
  ByteReader in(bytes);
  Network read;
  const bool is_ours = in.u8() == kFormat;
  const auto link = link_named(in.text());
  read.start_ = real(in);
  read.scale_ = real(in);
  const auto layers = in.varint();
  for (std::uint64_t i = 0; i < layers && in.ok(); ++i)
    read.hidden_.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(in.varint(), kMostUnits + 1)));
  read.means_ = reals(in);
  read.deviations_ = reals(in);
  const bool are_layers =
      std::ranges::all_of(read.hidden_, [](std::uint32_t units) { return units > 0 && units <= kMostUnits; });
  if (!is_ours || !link || !in.ok() || !are_layers || read.means_.empty() ||
      read.deviations_.size() != read.means_.size())
    return corrupt;
  read.link_ = *link;
  const std::size_t parameters = parameters_of(layers_of(read.means_.size(), read.hidden_));
  for (std::size_t i = 0; i < parameters && in.ok(); ++i) read.parameters_.push_back(std::bit_cast<float>(in.u32()));
  if (!in.ok() || !in.at_end()) return corrupt;
  return read;
}

}  // namespace shelfcast::models
