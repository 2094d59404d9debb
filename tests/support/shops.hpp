// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/sources/change_stream.hpp"
#include "shelfcast/sources/files.hpp"
#include "shelfcast/sources/postgres.hpp"
#include "shelfcast/storage/store.hpp"
#include "support/postgres_cluster.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace shelfcast::testing {

/// Column -> text, in the order in which they are written; "" is no value.
using Cells = std::vector<std::pair<std::string, std::string>>;

/// A shop that keeps its rows wherever a kind of source looks for them.
class Shop {
 public:
  virtual ~Shop() = default;
  /// A row that is new, or a newer version of one by the same key (the first column).
  virtual void put(const std::string& table, const Cells& row) = 0;
  virtual sources::Source& source() = 0;
  /// The shop can no longer be reached.
  virtual void vanish() = 0;
};

/// Every row of a table is one more line of its file; lines and transactions of one call are a part of their own.
class FileShop final : public Shop {
 public:
  FileShop() : source_(sources::open_file_warehouse(folder_.path(), "DE")) {
    write("products", {{"product_id", ""}, {"marketplace_id", ""}, {"current_price", ""}, {"category_id", ""}}, false);
  }
  void put(const std::string& table, const Cells& row) override { write(table, row, true); }
  sources::Source& source() override { return *source_; }
  void vanish() override { std::filesystem::remove_all(folder_.path()); }

 private:
  void write(const std::string& table, const Cells& row, bool with_values) {
    const bool is_sale = table.starts_with("transaction");
    const auto file = folder_.path() / (table + ".csv");
    const bool is_new = !std::filesystem::exists(file) || (!is_sale && columns_[table] != row.size());
    std::ofstream out(file, is_new ? std::ios::trunc : std::ios::app);
    columns_[table] = row.size();
    const auto line = [&](auto cell) {
      for (std::size_t i = 0; i < row.size(); ++i) out << (i > 0 ? "," : "") << cell(row[i]);
      out << '\n';
    };
    if (is_new) line([](const auto& named) { return named.first; });
    if (with_values) line([](const auto& named) { return named.second; });
  }

  TempFolder folder_;
  std::map<std::string, std::size_t> columns_;
  std::unique_ptr<sources::Source> source_;
};

class PostgresShop final : public Shop {
 public:
  PostgresShop() {
    PostgresCluster::sql(url_, kWarehouseTables);
    std::vector<const storage::Family*> families = sources::postgres_families();
    store_ = storage::Store::open(folder_.path(), families).value();
    open({});
  }
  void open(sources::PostgresOptions options) {
    if (options.warehouse.empty()) options.warehouse = url_;
    source_ = sources::open_postgres_warehouse(std::move(options), "DE", *store_);
  }
  void put(const std::string& table, const Cells& row) override {
    std::string columns;
    std::string values;
    std::string updates;
    for (const auto& [column, value] : row) {
      columns += (columns.empty() ? "" : ", ") + column;
      values += (values.empty() ? "" : ", ") + (value.empty() ? "NULL" : "$q$" + value + "$q$");
      updates += fmt::format("{}{} = excluded.{}", updates.empty() ? "" : ", ", column, column);
    }
    PostgresCluster::sql(url_,
                         fmt::format("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ON CONSTRAINT {}_pkey DO UPDATE "
                                     "SET {}",
                                     table, columns, values, table, updates));
  }
  void sql(const std::string& script) { PostgresCluster::sql(url_, script); }
  std::vector<std::string> ask(const std::string& question) { return PostgresCluster::sql(url_, question); }
  /// Today, by the server's clock.
  static std::string now_day() {
    return PostgresCluster::sql(PostgresCluster::get().url("postgres"), "SELECT (now() AT TIME ZONE 'UTC')::date")
        .front();
  }
  sources::Source& source() override { return *source_; }
  void vanish() override { open({.warehouse = "postgresql://nobody@/nothing?host=" + folder_.path().string()}); }
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  std::string url_ = PostgresCluster::get().new_database();
  TempFolder folder_;
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<sources::Source> source_;
};

/// Every row is a change that Debezium would have written, without schemas.
class ChangingShop final : public Shop {
 public:
  ChangingShop() {
    auto families = sources::change_stream_families();
    for (const auto* family : eventlog::families()) families.push_back(family);
    store_ = storage::Store::open(folder_.path(), families).value();
    log_ = eventlog::open_rocks_log(*store_);
    open({.topics = {"shop"}});
  }
  void open(sources::ChangeStreamOptions options) {
    source_ = sources::open_change_stream(std::move(options), "DE", *log_, *store_);
  }
  void put(const std::string& table, const Cells& row) override { change(table, "u", row); }
  void change(const std::string& table, const std::string& op, const Cells& row) { change(table, op, row, ++lsn_); }
  void change(const std::string& table, const std::string& op, const Cells& row, std::int64_t lsn) {
    nlohmann::json image = nlohmann::json::object();
    for (const auto& [column, value] : row) image[column] = value.empty() ? nlohmann::json() : nlohmann::json(value);
    append(nlohmann::json{
        {"op", op},
        {"before", op == "d" ? image : nlohmann::json()},
        {"after", op == "d" || op == "t" ? nlohmann::json() : image},
        {"source", {{"table", table}, {"lsn", lsn}, {"ts_ms", committed_ms_}, {"connector", "postgresql"}}}}
               .dump());
  }
  void append(const std::string& payload) {
    const std::vector<eventlog::Event> event{{.id = std::to_string(++events_), .key = "", .payload = payload}};
    if (!log_->append("shop", event)) throw std::runtime_error("the log does not append");
  }
  void commit_at(std::string_view time) { committed_ms_ = parse_instant(time).value().seconds * 1000; }
  sources::Source& source() override { return *source_; }
  void vanish() override {}

 private:
  TempFolder folder_;
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<eventlog::EventLog> log_;
  std::unique_ptr<sources::Source> source_;
  std::int64_t lsn_ = 1000;
  std::int64_t committed_ms_ = parse_instant("2025-06-01T00:00:00Z").value().seconds * 1000;
  int events_ = 0;
};

}  // namespace shelfcast::testing
