// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/model_book.hpp"

#include "shelfcast/base/bytes.hpp"

namespace shelfcast::predictions {
namespace {

using domain::ModelForecast;
using domain::ModelForecasts;
using storage::Database;

std::string encoded(const ModelForecasts& forecasts) {
  std::string bytes;
  put_varint(bytes, forecasts.boundaries.size());
  for (const Day day : forecasts.boundaries) put_signed(bytes, day.number);
  put_varint(bytes, forecasts.models.size());
  for (const auto& model : forecasts.models) {
    put_text(bytes, model.model);
    put_text(bytes, model.problem);
    put_varint(bytes, model.categories.size());
    for (const auto category : model.categories) put_varint(bytes, category.value);
    for (const Micro units : model.units) put_signed(bytes, units);
  }
  return bytes;
}

ModelForecast read_model(ByteReader& reader, std::size_t cells) {
  ModelForecast model{.model = std::string(reader.text()), .problem = std::string(reader.text())};
  const auto count = reader.varint();
  for (std::uint64_t i = 0; i < count && reader.ok(); ++i)
    model.categories.push_back({static_cast<std::uint32_t>(reader.varint())});
  for (std::uint64_t i = 0; i < count * cells && reader.ok(); ++i) model.units.push_back(reader.signed_varint());
  return model;
}

Result<ModelForecasts> decoded(std::string_view bytes, ModelForecasts about) {
  ByteReader reader(bytes);
  const auto days = reader.varint();
  for (std::uint64_t i = 0; i < days && reader.ok(); ++i)
    about.boundaries.push_back({static_cast<std::int32_t>(reader.signed_varint())});
  const std::size_t cells = about.boundaries.empty() ? 0 : about.boundaries.size() - 1;
  const auto models = reader.varint();
  for (std::uint64_t i = 0; i < models && reader.ok(); ++i) about.models.push_back(read_model(reader, cells));
  if (!reader.ok() || !reader.at_end())
    return fail(Code::corrupt, "catalogue.db", "the forecasts of single models cannot be read");
  return about;
}

Result<void> insert(Database& database, const ModelForecasts& forecasts) {
  auto statement = database.prepare(
      "INSERT OR REPLACE INTO model_forecast (marketplace, lookback_days, cycle, made, forecasts) "
      "VALUES (?, ?, ?, ?, ?)");
  if (!statement) return std::unexpected(statement.error());
  const auto done = statement->bind(forecasts.marketplace)
                        .bind(std::int64_t{forecasts.lookback_days})
                        .bind(forecasts.cycle)
                        .bind(forecasts.made.seconds)
                        .bind_blob(encoded(forecasts))
                        .step();
  return done ? Result<void>() : std::unexpected(done.error());
}

/// Those of other cycles, and the oldest of this one.
Result<void> forget(Database& database, const ModelForecasts& kept) {
  auto statement = database.prepare(
      "DELETE FROM model_forecast WHERE marketplace = ?1 AND (cycle <> ?2 OR lookback_days NOT IN (SELECT "
      "lookback_days FROM model_forecast WHERE marketplace = ?1 ORDER BY made DESC, lookback_days = ?3 DESC LIMIT "
      "?4))");
  if (!statement) return std::unexpected(statement.error());
  const auto done = statement->bind(kept.marketplace)
                        .bind(kept.cycle)
                        .bind(std::int64_t{kept.lookback_days})
                        .bind(std::int64_t{ModelBook::kKeptLookbacks})
                        .step();
  return done ? Result<void>() : std::unexpected(done.error());
}

}  // namespace

Result<void> ModelBook::save(const ModelForecasts& forecasts) {
  auto saved = database_.write("model_forecast", [&](Database& database) -> Result<void> {
    if (auto done = insert(database, forecasts); !done) return done;
    return forget(database, forecasts);
  });
  const std::scoped_lock lock(lock_);
  std::erase_if(read_, [&](const auto& known) { return known.first.first == forecasts.marketplace; });
  return saved;
}

Result<ModelForecastsPtr> ModelBook::find(std::string_view marketplace, std::string_view cycle,
                                          int lookback_days) const {
  // Reading under the lock: nothing older than what a save has just replaced can be remembered after it.
  const std::scoped_lock lock(lock_);
  auto& known = read_[{std::string(marketplace), lookback_days}];
  if (known && known->cycle == cycle) return known;
  auto read = database_.read([&](Database& database) -> Result<void> {
    auto row = database.prepare(
        "SELECT made, forecasts FROM model_forecast WHERE marketplace = ? AND lookback_days = ? AND cycle = ?");
    if (!row) return std::unexpected(row.error());
    const auto found = row->bind(marketplace).bind(std::int64_t{lookback_days}).bind(cycle).step();
    if (!found) return std::unexpected(found.error());
    known = nullptr;
    if (!*found) return {};
    auto forecasts = decoded(row->text(1), {.marketplace = std::string(marketplace),
                                            .cycle = std::string(cycle),
                                            .lookback_days = lookback_days,
                                            .made = {row->integer(0)},
                                            .boundaries = {},
                                            .models = {}});
    if (!forecasts) return std::unexpected(forecasts.error());
    known = std::make_shared<const ModelForecasts>(std::move(*forecasts));
    return {};
  });
  if (!read) return std::unexpected(read.error());
  auto answer = known;
  if (!answer) read_.erase({std::string(marketplace), lookback_days});
  return answer;
}

}  // namespace shelfcast::predictions
