// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/cycles.hpp"

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace shelfcast::app {

/// Cycles of the house in this process: one runs at a time, others of other marketplaces wait for their turn.
class LocalCycles final : public control::Cycles {
 public:
  explicit LocalCycles(House& house) : house_(house) {}

  [[nodiscard]] Result<std::vector<domain::CycleReport>> list(std::optional<std::string> older_than,
                                                              std::size_t at_most) const override;
  [[nodiscard]] Result<domain::CycleReport> look(std::string_view id) const override;
  [[nodiscard]] Result<std::optional<domain::CycleReport>> published_by(std::string_view marketplace,
                                                                        Instant moment) const override {
    return house_.reports->published_by(marketplace, moment);
  }
  Result<std::string> start(std::string_view marketplace, std::string_view started_by) override;
  Result<std::string> refresh(std::string_view marketplace, std::span<const std::string> categories,
                              std::string_view started_by) override;
  /// The same, of categories that are known to hold products (ascending).
  Result<std::string> refresh(std::string_view marketplace, std::vector<CategoryId> categories,
                              std::string_view started_by);
  Result<domain::Replay> replay(std::string_view id, const std::function<void(double)>& progress) override;

  /// Told of each marketplace that has a new table, made from all it knows; set before the first cycle.
  void when_published(std::function<void(const std::string& marketplace)> tell) { published_ = std::move(tell); }

  /// Told of each marketplace whose cycle, also one of some categories, has ended; set before the first cycle.
  void when_ended(std::function<void(const std::string& marketplace)> tell) { ended_ = std::move(tell); }

  /// Takes up the cycles that a crash interrupted, under their own ids; those of some categories it closes.
  Result<void> resume();
  /// Whether its cycles read sales from somewhere, instead of taking orders alone.
  [[nodiscard]] bool reads_warehouse(const std::string& marketplace) const {
    return warehouse_of(marketplace).has_value();
  }
  [[nodiscard]] bool is_busy() const {
    const std::scoped_lock lock(lock_);
    return !busy_.empty();
  }
  /// Starts one for every marketplace that none is running for.
  void start_all(std::string_view started_by);

 private:
  struct Job {
    domain::Marketplace marketplace;
    std::string id;
    std::string started_by;
    Instant started;
    std::vector<CategoryId> categories = {};  ///< empty: all
  };
  Result<void> close_parts(const std::string& marketplace);
  void enqueue(Job job);
  void run(const Job& job);
  [[nodiscard]] std::optional<sources::FilesToRead> warehouse_of(const std::string& marketplace) const;

  House& house_;
  std::function<void(const std::string&)> published_ = [](const std::string&) {};
  std::function<void(const std::string&)> ended_ = [](const std::string&) {};
  mutable std::mutex lock_;
  std::deque<Job> waiting_;
  std::set<std::string> busy_;                          ///< marketplaces with a cycle running or waiting
  std::map<std::string, domain::CycleReport> running_;  ///< by id, as last announced
  std::map<std::string, domain::CycleReport> unsaved_;  ///< ended, and the disk would not take how; begun again later
};

}  // namespace shelfcast::app
