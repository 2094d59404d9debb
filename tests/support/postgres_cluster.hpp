// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/temp_folder.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace shelfcast::testing {

/// A PostgreSQL server of the test's own, in a temporary folder: over a socket there, never over the network. One for
/// the whole program, a database for each test. It goes with the program, however that ends.
class PostgresCluster {
 public:
  /// Whether there is one to be had; where there is not, that is said, and is a failure under SHELFCAST_STRICT.
  static bool is_installed() { return ::access((programs() + "/postgres").c_str(), X_OK) == 0; }

  static PostgresCluster& get() {
    static PostgresCluster cluster;
    return cluster;
  }

  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;
  ~PostgresCluster() { stop(); }

  /// A new, empty database; the connection to it.
  std::string new_database() {
    const auto name = fmt::format("shop_{}", ++databases_);
    sql(url("postgres"), fmt::format("CREATE DATABASE {}", name));
    return url(name);
  }
  [[nodiscard]] std::string url(const std::string& database, const std::string& user = "owner") const {
    return fmt::format("postgresql://{}@/{}?host={}", user, database, folder_.path().string());
  }

  /// Runs a script; the cells of its last answer, row after row.
  static std::vector<std::string> sql(const std::string& url, const std::string& script) {
    PGconn* connection = PQconnectdb(url.c_str());
    PGresult* answer = PQexec(connection, script.c_str());
    const auto status = PQresultStatus(answer);
    const std::string problem = PQerrorMessage(connection);
    std::vector<std::string> cells;
    for (int row = 0; row < PQntuples(answer); ++row) {
      for (int cell = 0; cell < PQnfields(answer); ++cell) cells.emplace_back(PQgetvalue(answer, row, cell));
    }
    PQclear(answer);
    PQfinish(connection);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(problem);
    return cells;
  }

  void start() {
    const auto command = fmt::format(
        "exec {} --pdeathsig=QUIT {}/postgres -D {}/data -c listen_addresses= -c unix_socket_directories={} -c "
        "fsync=off "
        "-c log_min_messages=fatal 2>/dev/null",
        as_owner(), programs(), folder_.path().string(), folder_.path().string());
    server_ = ::fork();
    if (server_ == 0) {
      ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      ::_exit(1);
    }
    while (PQping(url("postgres").c_str()) != PQPING_OK) {
      if (has_ended_within(20)) throw std::runtime_error("PostgreSQL did not start");
    }
  }
  /// At once: its clients are cut off.
  void stop() {
    if (server_ <= 0) return;
    ::kill(server_, SIGQUIT);
    ::waitpid(server_, nullptr, 0);
    server_ = -1;
  }

 private:
  PostgresCluster() {
    const auto* owner = ::getpwnam("postgres");
    if (::geteuid() == 0 && owner != nullptr && ::chown(folder_.path().c_str(), owner->pw_uid, owner->pw_gid) != 0) {
      throw std::runtime_error("the folder cannot be given to PostgreSQL");
    }
    const auto made = std::system(fmt::format("{} {}/initdb -D {}/data -U owner -A trust --no-sync -E UTF8 --locale=C "
                                              ">/dev/null",
                                              as_owner(), programs(), folder_.path().string())
                                      .c_str());
    if (made != 0) throw std::runtime_error("initdb failed");
    start();
  }
  [[nodiscard]] bool has_ended_within(int milliseconds) const {
    const auto process = static_cast<int>(::syscall(SYS_pidfd_open, server_, 0));
    pollfd end{.fd = process, .events = POLLIN, .revents = 0};
    const bool has_ended = ::poll(&end, 1, milliseconds) != 0;
    ::close(process);
    return has_ended;
  }
  static std::string programs() { return "/usr/lib/postgresql/15/bin"; }
  /// PostgreSQL refuses to run as root.
  static std::string as_owner() {
    return ::geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups" : "setpriv";
  }

  TempFolder folder_;
  pid_t server_ = -1;
  int databases_ = 0;
};

/// CREATE TABLE for all tables of a warehouse.
inline constexpr const char* kWarehouseTables = R"(
CREATE TABLE marketplaces (marketplace_id text PRIMARY KEY, name text, region text, currency text, language text,
  time_zone text, week_start text, lag_hours int);
CREATE TABLE sellers (seller_id text PRIMARY KEY, marketplace_id text, name text, created_at timestamptz,
  updated_at timestamptz);
CREATE TABLE categories (category_id text PRIMARY KEY, marketplace_id text, name text, description text,
  parent_category_id text, level int, category_path text, updated_at timestamptz);
CREATE TABLE products (product_id text PRIMARY KEY, marketplace_id text, name text, description text, brand text,
  colour text, current_price text, unit_cost numeric, category_id text, seller_id text, created_at timestamptz,
  updated_at timestamptz);
CREATE TABLE price_history (product_id text, marketplace_id text, valid_from date, price numeric(12,2),
  updated_at timestamptz, PRIMARY KEY (product_id, valid_from));
CREATE TABLE promotions (promotion_id text PRIMARY KEY, marketplace_id text, product_id text, start_date date,
  end_date date, discount numeric(4,3), updated_at timestamptz);
CREATE TABLE holidays (marketplace_id text, date date, name text, updated_at timestamptz, PRIMARY KEY (date, name));
CREATE TABLE stock_levels (product_id text, marketplace_id text, date date, level int, updated_at timestamptz,
  PRIMARY KEY (product_id, date));
CREATE TABLE transactions (trxn_id text PRIMARY KEY, marketplace_id text, customer_id text,
  transaction_time timestamptz, status text, total_price numeric(12,2), updated_at timestamptz);
CREATE TABLE transaction_products (trxn_product_id text PRIMARY KEY, trxn_id text, product_id text, quantity text,
  unit_price numeric(12,2), line_total numeric(12,2), status text, updated_at timestamptz);
)";

}  // namespace shelfcast::testing
