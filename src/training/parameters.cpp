// SPDX-License-Identifier: Apache-2.0
#include "training/parameters.hpp"

#include "shelfcast/base/bytes.hpp"
#include "training/interval_fit.hpp"

namespace shelfcast::training {
namespace {

constexpr std::string_view kMagic = "parameters6";

void put(std::string& bytes, const Blobs& blobs) {
  put_varint(bytes, blobs.size());
  for (const auto& blob : blobs) {
    put_varint(bytes, blob ? 1 : 0);
    if (blob) put_text(bytes, *blob);
  }
}

void take(ByteReader& in, Blobs& blobs) {
  const auto count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i)
    blobs.push_back(in.varint() != 0 ? std::optional<std::string>(in.text()) : std::nullopt);
}

void put(std::string& bytes, const BlendWeights& weights) {
  put_reals(bytes, weights.everywhere);
  put_varint(bytes, weights.of_category.size());
  for (const auto& [category, own] : weights.of_category) {
    put_varint(bytes, category.value);
    put_reals(bytes, own);
  }
}

void take(ByteReader& in, BlendWeights& weights) {
  weights.everywhere = reals(in);
  const auto count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    const CategoryId category{static_cast<std::uint32_t>(in.varint())};
    weights.of_category[category] = reals(in);
  }
}

bool has(const BlendWeights& weights, std::size_t members) {
  if (weights.everywhere.size() != members) return false;
  for (const auto& [category, own] : weights.of_category)
    if (own.size() != members) return false;
  return true;
}

/// Nothing of what members say, all of what the parts come to.
Weights all_of_parts(std::size_t members) {
  Weights weights(members + 1);
  weights.back() = 1;
  return weights;
}

/// Whether everything is there, in the numbers that this version of the program needs.
bool whole(const Parameters& parameters) {
  bool ok = parameters.categories.size() == kGroupMembers.size() && parameters.whole.size() == kGroupMembers.size() &&
            parameters.whole_over_parts.size() == domain::kHorizon && parameters.restock.is_sound();
  for (std::size_t band = 0; band < kBandCount; ++band)
    ok = ok && parameters.products[band].size() == kProductMembers.size() &&
         has(parameters.blend.products[band], kProductMembers.size()) &&
         has(parameters.blend.categories[band], kGroupMembers.size()) &&
         parameters.blend.whole[band].size() == kGroupMembers.size() + 1 &&
         parameters.blend.sellers[band].size() == kSellerMembers.size() + 1;
  for (const auto& [seller, factors] : parameters.sellers_over_parts) ok = ok && !factors.empty();
  return ok;
}

}  // namespace

Blend prior_blend() {
  Blend blend;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    blend.products[band].everywhere = prior_weights(kProductMembers);
    blend.categories[band].everywhere = prior_weights(kGroupMembers);
    blend.whole[band] = all_of_parts(kGroupMembers.size());
    blend.sellers[band] = all_of_parts(kSellerMembers.size());
  }
  return blend;
}

std::string to_bytes(const Parameters& parameters) {
  std::string bytes;
  put_text(bytes, kMagic);
  for (std::size_t band = 0; band < kBandCount; ++band) {
    put(bytes, parameters.products[band]);
    put(bytes, parameters.blend.products[band]);
    put(bytes, parameters.blend.categories[band]);
    put_reals(bytes, parameters.blend.whole[band]);
    put_reals(bytes, parameters.blend.sellers[band]);
  }
  put(bytes, parameters.categories);
  put(bytes, parameters.whole);
  put_reals(bytes, parameters.whole_over_parts);
  put_varint(bytes, parameters.sellers_over_parts.size());
  for (const auto& [seller, factors] : parameters.sellers_over_parts) {
    put_varint(bytes, seller.value);
    put_reals(bytes, factors);
  }
  put_text(bytes, to_bytes(parameters.intervals));
  put_varint(bytes, parameters.left_out.size());
  for (const auto& name : parameters.left_out) put_text(bytes, name);
  // Last, and only where stock is told: else the bytes are those of before there was any.
  if (parameters.restock.speaks()) put_reals(bytes, parameters.restock.chances());
  return bytes;
}

Result<Parameters> parse_parameters(std::string_view bytes) {
  ByteReader in(bytes);
  Parameters parameters;
  const bool ours = in.text() == kMagic;
  for (std::size_t band = 0; band < kBandCount && ours; ++band) {
    take(in, parameters.products[band]);
    take(in, parameters.blend.products[band]);
    take(in, parameters.blend.categories[band]);
    parameters.blend.whole[band] = reals(in);
    parameters.blend.sellers[band] = reals(in);
  }
  take(in, parameters.categories);
  take(in, parameters.whole);
  parameters.whole_over_parts = reals(in);
  const auto sellers = in.varint();
  for (std::uint64_t i = 0; i < sellers && in.ok(); ++i) {
    const SellerId seller{static_cast<std::uint32_t>(in.varint())};
    parameters.sellers_over_parts[seller] = reals(in);
  }
  auto intervals = parse_intervals(in.text());
  const auto left_out = in.varint();
  for (std::uint64_t i = 0; i < left_out && in.ok(); ++i) parameters.left_out.emplace_back(in.text());
  if (in.ok() && !in.at_end()) parameters.restock = Restock(reals(in));
  if (!ours || !in.ok() || !in.at_end() || !intervals || !whole(parameters))
    return fail(Code::corrupt, "model", "these bytes are not the parameters of a model");
  parameters.intervals = std::move(*intervals);
  return parameters;
}

}  // namespace shelfcast::training
