// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/replay.hpp"

#include "refresh/making.hpp"

#include <map>

namespace shelfcast::refresh {
namespace {

using domain::Replay;
using domain::Sameness;

constexpr std::size_t kExamples = 10;

Sameness sameness(bool same) {
  return same ? Sameness::same : Sameness::different;
}

/// Whether the cycle learnt what made its numbers; what served before, or learns nothing, it had taken up.
Result<bool> learnt_by_its_cycle(const Rooms& rooms, const domain::Receipt& receipt) {
  const auto version = rooms.registry.find(receipt.model_version);
  if (!version) return std::unexpected(version.error());
  return receipt.categories.empty() && version->cycle == receipt.cycle && version->kind == training::kModelKind;
}

/// Learns anew and compares with the blob that is kept; what was taken up is taken up again.
Result<Sameness> make_model(const Rooms& rooms, const Replay& found, const std::function<void(double)>& progress,
                            Making& making) {
  auto kept = rooms.registry.load(found.published.model_version);
  if (!kept && kept.error().code != Code::not_found) return std::unexpected(kept.error());
  if (found.model_taken_up) {
    if (!kept) return std::unexpected(kept.error());
    making.trained.blob = std::move(*kept);
    return Sameness::same;
  }
  if (auto trained = train(rooms, progress, making); !trained) return std::unexpected(trained.error());
  return kept ? sameness(*kept == making.trained.blob) : Sameness::not_kept;
}

/// Compares the cells of each product that was made with the table's.
class Comparison {
 public:
  Comparison(const predictions::Table& table, Replay& found) : table_(table), found_(found) {
    for (std::size_t i = 0; i < table.cube().products.size(); ++i) row_of_[table.cube().products[i].id] = i;
  }

  void compare(const domain::Cube& made) {
    const std::size_t width = made.boundaries.size() - 1;
    const bool same_steps = made.boundaries == table_.cube().boundaries;
    for (std::size_t p = 0; p < made.products.size(); ++p) {
      published_.clear();
      const auto row = row_of_.find(made.products[p].id);
      if (same_steps && row != row_of_.end()) table_.append_cells(row->second, published_);
      published_.resize(width);
      compare(made, p, std::span(made.cells).subspan(p * width, width));
    }
    // The first tables said nothing of how sure they were.
    const auto& published = table_.cube().intervals;
    const bool as_sure = published.measured.empty() || published == made.intervals;
    found_.table = sameness(found_.other_cells == 0 && same_steps && as_sure);
  }

 private:
  void compare(const domain::Cube& made, std::size_t product, std::span<const domain::Expected> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      ++found_.cells;
      if (cells[i] == published_[i]) continue;
      ++found_.other_cells;
      if (found_.examples.size() < kExamples)
        found_.examples.push_back({made.products[product].key, made.boundaries[i], published_[i], cells[i]});
    }
  }

  const predictions::Table& table_;
  Replay& found_;
  std::map<ProductId, std::size_t> row_of_;
  std::vector<domain::Expected> published_;
};

}  // namespace

Result<Replay> replay(const Rooms& rooms, const domain::CycleReport& report, const domain::Workshop& workshop,
                      const std::function<void(double)>& progress) {
  if (!report.receipt) return fail(Code::not_found, report.id, "this cycle published nothing that could be replayed");
  Replay found{.published = *report.receipt, .replayed = {}, .examples = {}};
  const auto settings = settings_from(found.published.configuration);
  if (!settings) return std::unexpected(settings.error());
  const auto marketplace = rooms.catalogue.marketplace(report.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());

  Making making;
  Known known{.marketplace = *marketplace, .at = found.published.known_at, .cut = found.published.data_cut};
  if (!found.published.categories.empty()) known.only_of = found.published.categories;
  if (auto built = build_features(rooms, *settings, known, making); !built) return std::unexpected(built.error());
  const auto learnt = learnt_by_its_cycle(rooms, found.published);
  if (!learnt) return std::unexpected(learnt.error());
  found.model_taken_up = !*learnt;
  const auto model = make_model(rooms, found, progress, making);
  if (!model) return std::unexpected(model.error());
  domain::Receipt receipt = found.published;
  receipt.workshop = workshop;
  if (auto ranked = rank(rooms, std::move(receipt), making); !ranked) return std::unexpected(ranked.error());

  found.replayed = making.cube.receipt;
  found.model = *model;
  found.numbers = sameness(found.replayed.numbers == found.published.numbers);
  found.products = making.cube.products.size();
  found.running_days = making.running.days;
  if (const auto table = rooms.tables.find(report.marketplace, report.id))
    Comparison(*table, found).compare(making.cube);
  return found;
}

}  // namespace shelfcast::refresh
