// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/models/imported.hpp"

#include "models/learners/boosted_trees.hpp"
#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "imported1";
constexpr std::string_view kName = "imported trees";

/// Trees, and where their columns stand among all of a question's.
struct Imported {
  std::size_t columns = 0;
  std::vector<std::size_t> places;
  BoostedTrees trees;
};

std::unexpected<Error> no_import() {
  return fail(Code::corrupt, std::string(kName), "this is no imported model of these features");
}

Result<Imported> read(std::string_view blob) {
  ByteReader in(blob);
  const bool ours = in.text() == kMagic;
  Imported imported;
  imported.columns = in.varint();
  const auto count = in.varint();
  for (std::uint64_t i = 0; ours && i < count && in.ok(); ++i) imported.places.push_back(in.varint());
  const std::string bytes(in.text());
  const auto is_inside = [&](std::size_t place) { return place < imported.columns; };
  if (!ours || !in.ok() || !in.at_end() || !std::ranges::all_of(imported.places, is_inside)) return no_import();
  auto trees = BoostedTrees::from_bytes(bytes);
  if (!trees || trees->columns() != imported.places.size()) return no_import();
  imported.trees = std::move(*trees);
  return imported;
}

std::vector<float> chosen(const domain::FeatureBlock& block, const Imported& imported) {
  std::vector<float> values;
  values.reserve(block.product.size() * imported.places.size());
  for (std::size_t r = 0; r < block.product.size(); ++r)
    for (const std::size_t place : imported.places) values.push_back(block.values[r * imported.columns + place]);
  return values;
}

class ImportedTrees final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return kName; }
  [[nodiscard]] Role role() const override { return Role::share; }
  [[nodiscard]] Result<std::string> fit(const Evidence& /*evidence*/) const override {
    return fail(Code::invalid, std::string(kName), "it learns elsewhere, and is imported");
  }
  [[nodiscard]] Result<Grid> predict(std::string_view blob, const Question& question) const override {
    const auto imported = read(blob);
    if (!imported) return std::unexpected(imported.error());
    auto grid = make_grid(question.panel.products.size(), question.slices.size());
    for (std::size_t i = 0; i < grid.columns; ++i) {
      const auto& block = question.features(question.slices[i]);
      if (block.values.size() != block.product.size() * imported->columns) return no_import();
      const auto values = chosen(block, *imported);
      const auto said = imported->trees.predict({block.product.size(), imported->places.size(), values});
      if (!said) return std::unexpected(said.error());
      // Of amounts, a little below nothing is nothing.
      for (std::size_t r = 0; r < said->size(); ++r)
        grid.at(block.product[r], i) = (*said)[r] < 0 ? 0 : static_cast<double>((*said)[r]);
    }
    to_shares(grid, question.panel);
    return grid;
  }
};

/// "a, b (did you mean 'c'?)": those that nobody here knows.
std::string unknown_in(std::span<const std::string> names, std::span<const std::string_view> columns) {
  std::vector<std::string> unknown;
  for (const auto& name : names) {
    if (std::ranges::count(columns, name) > 0) continue;
    const auto nearest = nearest_name(name, {columns.begin(), columns.end()});
    unknown.push_back(nearest.empty() ? name : fmt::format("{} (did you mean '{}'?)", name, nearest));
  }
  return fmt::format("{}", fmt::join(unknown, ", "));
}

}  // namespace

const Model& imported_trees() {
  static const ImportedTrees model;
  return model;
}

Result<std::string> import_trees(std::string_view bytes, std::span<const std::string_view> columns) {
  const auto trees = BoostedTrees::from_bytes(bytes);
  if (!trees) return std::unexpected(trees.error());
  const auto& names = trees->column_names();
  if (names.size() != trees->columns())
    return fail(Code::rejected, "feature_names",
                fmt::format("it has {} columns and names {} of them; give the names when training", trees->columns(),
                            names.size()));
  if (const auto unknown = unknown_in(names, columns); !unknown.empty())
    return fail(Code::rejected, "feature_names",
                fmt::format("there are no features of these names: {}; 'shelfcast export --examples' writes those that "
                            "there are",
                            unknown));
  std::string blob;
  put_text(blob, kMagic);
  put_varint(blob, columns.size());
  put_varint(blob, names.size());
  for (const auto& name : names)
    put_varint(blob, static_cast<std::uint64_t>(std::ranges::find(columns, name) - columns.begin()));
  put_text(blob, bytes);
  return blob;
}

}  // namespace shelfcast::models
