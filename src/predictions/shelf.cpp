// SPDX-License-Identifier: Apache-2.0
#include "predictions/shelf.hpp"

#include "predictions/coherence.hpp"
#include "predictions/folders.hpp"
#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>

#include "shelfcast/telemetry/metrics.hpp"

#include <algorithm>
#include <ranges>

namespace shelfcast::predictions {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCurrentFile = "current";

Entry entry_of(const domain::Cube& cube, Instant published) {
  return {.kept = {.id = id_of(cube), .published = published, .data_cut = cube.receipt.data_cut},
          .time_zone = cube.time_zone,
          .week_start = cube.week_start,
          .refreshed = !cube.parts.empty()};
}

void insert_in_order(std::vector<Entry>& entries, Entry entry) {
  std::erase_if(entries, [&](const Entry& other) { return other.kept.id == entry.kept.id; });
  const auto key = [](const Entry& e) { return std::pair(e.kept.published, std::string_view(e.kept.id)); };
  entries.insert(std::ranges::upper_bound(entries, key(entry), {}, key), std::move(entry));
}

void warn(const Error& error) {
  telemetry::log(telemetry::Severity::warning, "a published table cannot be read", {{"problem", error.text()}});
}

Result<Manifest> read_manifest(const fs::path& folder) {
  const auto text = storage::read_file(folder / kManifestFile);
  if (!text) return std::unexpected(text.error());
  return decode_manifest(*text);
}

}  // namespace

Shelf::Shelf(fs::path folder) : folder_(std::move(folder)) {
  read_entries();
  load_current();
}

void Shelf::read_entries() {
  for (const auto& folder : finished_folders(folder_)) {
    const auto manifest = read_manifest(folder);
    if (!manifest) {
      warn({manifest.error().code, folder.string(), manifest.error().sentence});
      continue;
    }
    marketplace_ = manifest->cube.marketplace;
    insert_in_order(entries_, entry_of(manifest->cube, manifest->published));
  }
}

void Shelf::load_current() {
  const auto named = storage::read_file(folder_ / kCurrentFile);
  if (!named) return;  // nothing was ever made current
  current_ = find(*named);
  if (!current_) current_ = newest_readable();
  if (current_ && current_->id() == *named) return;
  const std::string serving = current_ ? fmt::format("{} serves in its place", current_->id()) : "no other can be read";
  const auto condition = current_ ? telemetry::Condition::degraded : telemetry::Condition::failing;
  const std::string name = marketplace_.empty() ? folder_.filename().string() : marketplace_;
  telemetry::set_health("predictions " + name, condition,
                        fmt::format("the current table {} cannot be read: {}", *named, serving));
}

TablePtr Shelf::newest_readable() const {
  for (const auto& entry : entries_ | std::views::reverse) {
    if (auto table = load(entry.kept.id)) return table;
  }
  return nullptr;
}

Result<TablePtr> Shelf::publish(const domain::Cube& cube, Instant now, const Tables::Preparing& preparing) {
  const std::scoped_lock alone(changing_);
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return fail(Code::unavailable, folder_.string(), error.message());
  remove_leftovers(folder_);
  auto table = write(cube, now);
  if (!table) return table;
  if (preparing) preparing(*table);
  if (const auto named = storage::write_file(folder_ / kCurrentFile, (*table)->id(), "table.current"); !named) {
    return std::unexpected(named.error());
  }
  marketplace_ = cube.marketplace;
  serve(*table);
  return table;
}

Result<TablePtr> Shelf::bring_back(const domain::Cube& cube, Instant published, Instant now) {
  const std::scoped_lock alone(changing_);
  if (auto kept = find(id_of(cube))) return kept;
  auto table = write(cube, published);
  if (!table) return table;
  {
    const std::scoped_lock guard(lock_);
    insert_in_order(entries_, entry_of((*table)->cube(), (*table)->published()));
    mapped_.put((*table)->id(), *table);
  }
  brought_back_.push_back({(*table)->id(), now});
  if (brought_back_.size() <= kMostBroughtBack) return table;
  const std::string first = std::move(brought_back_.front().id);
  brought_back_.pop_front();
  if (const auto removed = remove(first); !removed) return std::unexpected(removed.error());
  return table;
}

Result<TablePtr> Shelf::write(const domain::Cube& cube, Instant now) {
  const fs::path place = folder_of(id_of(cube));
  const auto earlier = read_manifest(place);
  // A cycle that is published again keeps its time: what was promised then was promised then.
  const std::string manifest = encode_manifest(cube, earlier ? earlier->published : now);
  const std::string cells = encode_cells(cube);
  const bool stands = earlier && storage::read_file(place / kManifestFile) == manifest &&
                      storage::read_file(place / kCellsFile) == cells;
  if (stands) return MappedTable::open(place);
  const fs::path draft = folder_ / ("." + place.filename().string() + ".draft");
  std::error_code error;
  fs::create_directories(draft, error);
  if (error) return fail(Code::unavailable, draft.string(), error.message());
  if (const auto done = storage::write_file(draft / kCellsFile, cells, "table.cells"); !done) {
    return std::unexpected(done.error());
  }
  if (const auto done = storage::write_file(draft / kManifestFile, manifest, "table.manifest"); !done) {
    return std::unexpected(done.error());
  }
  if (const auto done = put_in_place(draft, place); !done) return std::unexpected(done.error());
  return MappedTable::open(place);
}

void Shelf::serve(const TablePtr& table) {
  const auto incoherence = from_micro(largest_incoherence(*table));  // before the lock: whoever reads is not to wait
  const std::scoped_lock guard(lock_);
  insert_in_order(entries_, entry_of(table->cube(), table->published()));
  mapped_.put(table->id(), table);
  current_ = table;
  telemetry::gauge("shelfcast_table_published_timestamp_seconds", {{"marketplace", marketplace_}})
      .set(static_cast<double>(table->published().seconds));
  telemetry::gauge("shelfcast_table_data_cut_timestamp_seconds", {{"marketplace", marketplace_}})
      .set(static_cast<double>((table->cube().receipt.data_cut + 1).number) * static_cast<double>(kDaySeconds));
  telemetry::gauge("shelfcast_table_largest_incoherence", {{"marketplace", marketplace_}}).set(incoherence);
  telemetry::set_health("predictions " + marketplace_, telemetry::Condition::ok, table->id() + " serves");
}

TablePtr Shelf::current() const {
  const std::scoped_lock guard(lock_);
  return current_;
}

TablePtr Shelf::before(Instant moment) const {
  const auto all = entries();
  for (const auto& entry : all | std::views::reverse) {
    if (entry.kept.published >= moment) continue;
    if (auto table = load(entry.kept.id)) return table;
  }
  return nullptr;
}

TablePtr Shelf::find(std::string_view id) const {
  const auto all = entries();
  const bool known = std::ranges::any_of(all, [&](const Entry& entry) { return entry.kept.id == id; });
  return known ? load(std::string(id)) : nullptr;
}

TablePtr Shelf::mapped(const std::string& id) const {
  const std::scoped_lock guard(lock_);
  if (current_ && current_->id() == id) return current_;
  return mapped_.get(id).value_or(nullptr);
}

TablePtr Shelf::load(const std::string& id) const {
  if (auto table = mapped(id)) return table;
  const std::scoped_lock alone(loading_);
  if (auto by_another = mapped(id)) return by_another;
  auto table = MappedTable::open(folder_of(id));  // without the lock: others read on meanwhile
  if (!table) {
    warn(table.error());
    return nullptr;
  }
  const std::scoped_lock guard(lock_);
  mapped_.put(id, *table);
  return *table;
}

std::vector<Kept> Shelf::kept() const {
  std::vector<Kept> kept;
  for (const auto& entry : entries()) kept.push_back(entry.kept);
  return kept;
}

std::vector<Entry> Shelf::entries() const {
  const std::scoped_lock guard(lock_);
  return entries_;
}

fs::path Shelf::folder_of(std::string_view id) const {
  return folder_ / segment_of(id);
}

}  // namespace shelfcast::predictions
