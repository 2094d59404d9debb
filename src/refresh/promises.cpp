// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/promises.hpp"

#include "refresh/actuals.hpp"
#include "refresh/coverage_scoring.hpp"
#include "refresh/metrics_json.hpp"
#include "shelfcast/domain/features.hpp"
#include "shelfcast/features/data_cut.hpp"
#include "shelfcast/features/panel.hpp"
#include "shelfcast/training/train.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>

namespace shelfcast::refresh {
namespace {

using experiments::Score;
using Units = std::vector<double>;  // by product of a panel

/// What was known when a table was made, and what others would have promised from it.
class Moment {
 public:
  Moment(const Rooms& rooms, predictions::TablePtr table, domain::Panel panel)
      : rooms_(rooms), table_(std::move(table)), panel_(std::move(panel)) {
    for (std::size_t i = 0; i < table_->cube().products.size(); ++i) row_of_[table_->cube().products[i].id] = i;
    for (const auto model : training::naive_models()) listen(std::string(model), training::naive_blob(model));
    const auto earlier = rooms_.ledger.replaced_by(panel_.marketplace.key, table_->cube().receipt.model_version);
    if (!earlier || earlier->empty()) return;
    if (const auto blob = rooms_.registry.load(*earlier)) listen(std::string(experiments::kEarlier), *blob);
  }

  [[nodiscard]] const predictions::Table& table() const { return *table_; }

  [[nodiscard]] Result<Score> score(const Period& period) const {
    const auto came = sold(period);
    if (!came) return std::unexpected(came.error());
    Score score{.first = period.first,
                .days = period.last - period.first + 1,
                .promised_by = table_->id(),
                .version = table_->cube().receipt.model_version,
                .errors = {}};
    score.errors.emplace(experiments::kPromised, training::contest_error(panel_, promised(period), *came));
    for (const auto& [name, days] : said_)
      score.errors.emplace(name, training::contest_error(panel_, sum(days, period), *came));
    return score;
  }

 private:
  /// What fails to forecast takes no part.
  void listen(const std::string& name, std::string_view blob) {
    Units days(panel_.products.size() * domain::kDailySteps);
    const auto take = [&](const domain::CategoryForecast& forecast) {
      for (std::size_t i = 0; i < forecast.rows.size(); ++i)
        std::ranges::copy(forecast.units.subspan(i * domain::kHorizon, domain::kDailySteps),
                          days.begin() + static_cast<std::ptrdiff_t>(forecast.rows[i] * domain::kDailySteps));
    };
    if (training::forecast(blob, panel_, take)) said_.emplace(name, std::move(days));
  }

  [[nodiscard]] Units sum(const Units& days, const Period& period) const {
    Units sums(panel_.products.size());
    const auto first = static_cast<std::size_t>(period.first - panel_.cut - 1);
    const auto end = static_cast<std::size_t>(period.last - panel_.cut);
    for (std::size_t p = 0; p < sums.size(); ++p)
      for (std::size_t day = first; day < end; ++day) sums[p] += days[p * domain::kDailySteps + day];
    return sums;
  }

  [[nodiscard]] Units promised(const Period& period) const {
    Units units(panel_.products.size());
    for (std::size_t p = 0; p < units.size(); ++p)
      if (const auto row = row_of_.find(panel_.products[p].product.id); row != row_of_.end())
        units[p] = from_micro(table_->product(row->second, period).units);
    return units;
  }

  [[nodiscard]] Result<Units> sold(const Period& period) const {
    const auto actuals = Actuals::of(rooms_, panel_.marketplace, period);
    if (!actuals) return std::unexpected(actuals.error());
    Units units(panel_.products.size());
    for (std::size_t p = 0; p < units.size(); ++p) units[p] = actuals->sold(panel_.products[p].product.id).units;
    return units;
  }

  const Rooms& rooms_;
  predictions::TablePtr table_;
  domain::Panel panel_;
  std::map<ProductId, std::size_t> row_of_;
  std::map<std::string, Units> said_;  // units of each product's first days
};

/// The tables of a marketplace, looked through from the newest to the oldest.
class Backwards {
 public:
  Backwards(const Rooms& rooms, const Settings& settings, const domain::Marketplace& marketplace)
      : rooms_(rooms), settings_(settings), marketplace_(marketplace), kept_(rooms.tables.kept(marketplace.key)) {}

  /// The moment of the last table that knew nothing of a day, or null. Days descend from call to call.
  Result<const Moment*> before(Day first) {
    const auto known = features::known_in_full(marketplace_, first - 1);
    if (!known) return std::unexpected(known.error());
    const auto is_blind = [&](const predictions::Table& table) {
      const auto& receipt = table.cube().receipt;
      return receipt.data_cut < first && receipt.known_at <= *known;
    };
    if (moment_ && is_blind(moment_->table())) return &*moment_;
    moment_.reset();
    while (!kept_.empty()) {
      auto table = rooms_.tables.find(marketplace_.key, kept_.back().id);
      kept_.pop_back();
      if (!table || !is_blind(*table)) continue;
      if (auto made = remember(std::move(table)); !made) return std::unexpected(made.error());
      return &*moment_;
    }
    return nullptr;
  }

 private:
  Result<void> remember(predictions::TablePtr table) {
    const auto& receipt = table->cube().receipt;
    auto panel = features::panel_as_known_at(
        rooms_.deltas, rooms_.catalogue, marketplace_, receipt.known_at,
        {.history_days = settings_.history_days, .cut = receipt.data_cut, .runtime = &rooms_.runtime});
    if (!panel) return std::unexpected(panel.error());
    moment_.emplace(rooms_, std::move(table), std::move(*panel));
    return {};
  }

  const Rooms& rooms_;
  const Settings& settings_;
  const domain::Marketplace& marketplace_;
  std::vector<predictions::Kept> kept_;
  std::optional<Moment> moment_;
};

int period_days(const domain::Marketplace& marketplace) {
  return marketplace.grain == domain::Grain::week ? 7 : 1;
}

Day earliest(const domain::Marketplace& marketplace, Day data_cut) {
  return data_cut - kPromisedPeriods * period_days(marketplace) + 1;
}

}  // namespace

Result<void> score_promises(const Rooms& rooms, const Settings& settings, const domain::Marketplace& marketplace,
                            Day data_cut) {
  const auto end = last_known(rooms, marketplace, data_cut);
  if (!end) return std::unexpected(end.error());
  if (auto counted = score_coverage(rooms, marketplace, *end); !counted) return counted;
  const Day from = earliest(marketplace, *end);
  const auto scored = rooms.ledger.scores(marketplace.key, from);
  if (!scored) return std::unexpected(scored.error());
  std::set<Day> done;
  for (const auto& score : *scored) done.insert(score.first);
  Backwards tables(rooms, settings, marketplace);
  const int days = period_days(marketplace);
  for (Day last = *end; last >= from; last = last - days) {
    const Period period{last - days + 1, last};
    if (done.contains(period.first)) continue;
    const auto moment = tables.before(period.first);
    if (!moment) return std::unexpected(moment.error());
    if (*moment == nullptr) return {};
    const bool is_near = last - (*moment)->table().cube().receipt.data_cut <= domain::kDailySteps;
    if (!is_near || !(*moment)->table().covers(period)) continue;
    const auto score = (*moment)->score(period);
    if (!score) return std::unexpected(score.error());
    if (auto added = rooms.ledger.add(marketplace.key, *score); !added) return added;
  }
  return {};
}

experiments::Pairs over_promises(const std::vector<Score>& scores, std::string_view challenger) {
  experiments::Pairs pairs;
  for (const auto& score : scores) {
    const auto promised = score.errors.find(experiments::kPromised);
    const auto other = score.errors.find(challenger);
    if (promised != score.errors.end() && other != score.errors.end())
      pairs.push_back({other->second, promised->second});
  }
  return pairs;
}

Result<experiments::Course> course_of(const Rooms& rooms, const Settings& settings,
                                      const domain::Marketplace& marketplace, Day data_cut) {
  if (auto scored = score_promises(rooms, settings, marketplace, data_cut); !scored)
    return std::unexpected(scored.error());
  const auto scores = rooms.ledger.scores(marketplace.key, earliest(marketplace, data_cut));
  if (!scores) return std::unexpected(scores.error());
  const auto versions = rooms.registry.list(marketplace.key);
  if (!versions) return std::unexpected(versions.error());
  experiments::Course course{.data_cut = data_cut, .trained_cut = data_cut, .errors = {}, .rival_over_promises = {}};
  for (const auto& score : *scores) course.errors.push_back(score.errors.at(std::string(experiments::kPromised)));
  const auto trained = std::ranges::find(*versions, training::kModelKind, &registry::Version::kind);
  if (trained == versions->end()) return course;
  course.trained_cut = trained->data_cut;
  course.rival_over_promises = over_promises(*scores, rival_in(trained->metrics));
  return course;
}

}  // namespace shelfcast::refresh
