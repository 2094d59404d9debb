// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/api/api.hpp"

#include <utility>

namespace shelfcast::api {

void Warming::add(Work work) {
  const std::scoped_lock lock(working_);
  works_.push_back(std::move(work));
}

void Warming::warm(const predictions::TablePtr& table) {
  const std::scoped_lock lock(working_);
  for (const Work& work : works_) work(table);
}

void Warming::stop() {
  const std::scoped_lock lock(working_);
  works_.clear();
}

}  // namespace shelfcast::api
