// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/alert_letters.hpp"

namespace shelfcast::app {

/// Letters of alerts in the outbox of the house in this process.
class LocalAlertLetters final : public control::AlertLetters {
 public:
  explicit LocalAlertLetters(House& house) : house_(house) {}

  [[nodiscard]] Result<std::vector<control::UndeliveredLetter>> undelivered(std::optional<std::int64_t> before,
                                                                            std::size_t at_most) const override;
  Result<void> send_again(std::span<const std::int64_t> ids) override {
    return house_.outbox->again(ids, house_.clock.now());
  }

 private:
  House& house_;
};

}  // namespace shelfcast::app
