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

/// What a cycle published, made by its own functions from the facts as they were known then.
struct MadeAgain {
  bool model_taken_up = false;            ///< not learnt by that cycle, and so not learnt again
  Sameness model = Sameness::not_kept;    ///< what was learnt
  Sameness numbers = Sameness::not_kept;  ///< all that the model expects
  Making making;
};

/// Learns anew and compares with the blob that is kept; what was taken up is taken up again.
Result<void> make_model(const Rooms& rooms, const Settings& settings, const domain::Receipt& receipt,
                        const std::function<void(double)>& progress, MadeAgain& made) {
  auto kept = rooms.registry.load(receipt.model_version);
  if (!kept && kept.error().code != Code::not_found) return std::unexpected(kept.error());
  if (made.model_taken_up) {
    if (!kept) return std::unexpected(kept.error());
    made.making.trained.blob = std::move(*kept);
    made.model = Sameness::same;
    return {};
  }
  if (auto trained = train(rooms, settings, progress, made.making); !trained) return trained;
  if (kept) made.model = sameness(*kept == made.making.trained.blob);
  return {};
}

Result<MadeAgain> make_again(const Rooms& rooms, const domain::CycleReport& report, const domain::Workshop& workshop,
                             const std::function<void(double)>& progress) {
  if (!report.receipt) return fail(Code::not_found, report.id, "this cycle published nothing that could be replayed");
  domain::Receipt receipt = *report.receipt;
  const auto settings = settings_from(receipt.configuration);
  if (!settings) return std::unexpected(settings.error());
  const auto marketplace = rooms.catalogue.marketplace(report.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());

  MadeAgain made;
  Known known{.marketplace = *marketplace, .at = receipt.known_at, .cut = receipt.data_cut};
  if (!receipt.categories.empty()) known.only_of = receipt.categories;
  if (auto built = build_features(rooms, *settings, known, made.making); !built) return std::unexpected(built.error());
  const auto learnt = learnt_by_its_cycle(rooms, receipt);
  if (!learnt) return std::unexpected(learnt.error());
  made.model_taken_up = !*learnt;
  const auto model = make_model(rooms, *settings, receipt, progress, made);
  if (!model) return std::unexpected(model.error());
  receipt.workshop = workshop;
  if (auto ranked = rank(rooms, std::move(receipt), made.making); !ranked) return std::unexpected(ranked.error());
  made.numbers = sameness(made.making.cube.receipt.numbers == report.receipt->numbers);
  return made;
}

/// The table that a part was made of: what had served before it.
Result<predictions::TablePtr> base_of_part(const Rooms& rooms, const domain::CycleReport& part,
                                           const domain::Workshop& workshop, Instant now) {
  const auto base = rooms.reports.published_by(part.marketplace, part.started, part.id);
  if (!base) return std::unexpected(base.error());
  if (!*base) return fail(Code::not_found, part.id, "nothing is known of the table that it was a part of");
  if (const auto back = bring_back(rooms, **base, workshop, now); !back) return std::unexpected(back.error());
  auto table = rooms.tables.find(part.marketplace, (*base)->id);
  if (!table) return fail(Code::not_found, (*base)->id, "the table that it was a part of cannot be read");
  return table;
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
  const auto made = make_again(rooms, report, workshop, progress);
  if (!made) return std::unexpected(made.error());
  Replay found{.published = *report.receipt,
               .replayed = made->making.cube.receipt,
               .model_taken_up = made->model_taken_up,
               .model = made->model,
               .numbers = made->numbers,
               .products = made->making.cube.products.size(),
               .examples = {},
               .running_days = made->making.running.days};
  if (const auto table = rooms.tables.find(report.marketplace, report.id))
    Comparison(*table, found).compare(made->making.cube);
  return found;
}

Result<void> bring_back(const Rooms& rooms, const domain::CycleReport& report, const domain::Workshop& workshop,
                        Instant now) {
  if (rooms.tables.find(report.marketplace, report.id)) return {};
  auto made = make_again(rooms, report, workshop, [](double) {});
  if (!made) return std::unexpected(made.error());
  if (made->numbers != Sameness::same)
    return fail(Code::conflict, report.id, "made again it says other numbers than it had published");
  domain::Cube& cube = made->making.cube;
  cube.receipt.workshop = report.receipt->workshop;
  const auto& categories = report.receipt->categories;
  if (categories.empty()) {
    const auto table = rooms.tables.bring_back(cube, report.started, now);
    return table ? Result<void>() : std::unexpected(table.error());
  }
  const auto base = base_of_part(rooms, report, workshop, now);
  if (!base) return std::unexpected(base.error());
  const auto table = rooms.tables.bring_back_part(**base, cube, categories, report.started, now);
  return table ? Result<void>() : std::unexpected(table.error());
}

}  // namespace shelfcast::refresh
