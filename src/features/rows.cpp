// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/rows.hpp"

#include "features/definitions.hpp"
#include "shelfcast/base/bytes.hpp"
#include "shelfcast/features/demand.hpp"
#include "shelfcast/features/matrix.hpp"

#include <fmt/format.h>

#include <bit>

namespace shelfcast::features {
namespace {

/// Key:   marketplace u32, product u32, big-endian.
/// Value: version of the features, origin u32, moment of knowledge u64, the values' bits u32 each.
constexpr storage::Family kRows{"feature_rows"};

std::string key_of(MarketplaceId marketplace, ProductId product) {
  std::string key;
  put_u32(key, marketplace.value);
  put_u32(key, product.value);
  return key;
}

std::string encode(std::span<const float> values, const domain::FeatureMatrix& matrix, const domain::Panel& panel) {
  std::string bytes;
  put_text(bytes, matrix.version);
  put_u32(bytes, static_cast<std::uint32_t>(panel.cut.number));
  put_u64(bytes, static_cast<std::uint64_t>(panel.known_at.seconds));
  for (const float value : values) put_u32(bytes, std::bit_cast<std::uint32_t>(value));
  return bytes;
}

}  // namespace

std::span<const Feature> every_feature() {
  return kFeatures;
}

domain::FeatureMatrix rows_at_cut(const domain::Panel& panel) {
  const Demand demand(panel);
  return build_matrix(demand.panel(), kRowBand, std::span(&panel.cut, 1));
}

Result<void> Rows::save(const domain::Panel& panel) {
  const auto matrix = rows_at_cut(panel);
  const auto& block = matrix.blocks.front();
  const std::size_t columns = matrix.names.size();
  storage::Batch batch;
  for (std::size_t row = 0; row < block.product.size(); ++row)
    batch.put(kRows, key_of(panel.marketplace.id, panel.products[block.product[row]].product.id),
              encode(std::span(block.values).subspan(row * columns, columns), matrix, panel));
  return store_.commit(batch, "features.rows");
}

Result<std::optional<FeatureRow>> Rows::find(MarketplaceId marketplace, ProductId product) const {
  const auto bytes = store_.get(kRows, key_of(marketplace, product));
  if (!bytes) return std::unexpected(bytes.error());
  if (!*bytes) return std::optional<FeatureRow>();
  ByteReader in(**bytes);
  FeatureRow row{.version = std::string(in.text()), .origin = {}, .known_at = {}, .values = {}};
  row.origin = {static_cast<std::int32_t>(in.u32())};
  row.known_at = {static_cast<std::int64_t>(in.u64())};
  while (in.ok() && !in.at_end()) row.values.push_back(std::bit_cast<float>(in.u32()));
  if (!in.ok()) return fail(Code::corrupt, fmt::format("product {}", product.value), "its features cannot be read");
  return std::optional(std::move(row));
}

std::vector<const storage::Family*> Rows::families() {
  return {&kRows};
}

}  // namespace shelfcast::features
