// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/dead_letters.hpp"
#include "shelfcast/control/quarantine.hpp"

namespace shelfcast::app {

/// Dead letters of the house in this process.
class LocalDeadLetters final : public control::DeadLetters {
 public:
  explicit LocalDeadLetters(House& house) : house_(house) {}
  [[nodiscard]] Result<std::vector<control::KeptLetter>> list(const Page& page) override;
  Result<std::size_t> replay(const control::LetterChoice& choice) override;
  Result<std::size_t> drop(const control::LetterChoice& choice) override;

 private:
  Result<std::vector<std::string>> keys_of(const control::LetterChoice& choice);
  House& house_;
};

/// Loads of the house in this process.
class LocalQuarantine final : public control::Quarantine {
 public:
  explicit LocalQuarantine(House& house) : house_(house) {}
  [[nodiscard]] Result<std::vector<domain::Load>> loads(std::string_view marketplace, std::size_t at_most) override {
    return house_.loads->list(marketplace, at_most);
  }
  Result<void> accept(std::int64_t load) override { return house_.ingest->accept(load); }
  Result<void> reject(std::int64_t load) override { return house_.ingest->reject(load); }

 private:
  House& house_;
};

}  // namespace shelfcast::app
