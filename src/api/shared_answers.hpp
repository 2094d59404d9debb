// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/http/message.hpp"
#include "shelfcast/http/shared_level.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace shelfcast::telemetry {
class Counter;
}

namespace shelfcast::api {

/// Parts of answers that other processes made from the same table, without who asked.
class SharedAnswers {
 public:
  /// Null: there are none.
  explicit SharedAnswers(http::SharedLevel* level);

  /// `key` names table and question; the receipt tells tables of one name apart that were made otherwise.
  http::Response get_or_make(std::string_view key, const domain::Receipt& receipt,
                             const std::function<http::Response()>& make);

 private:
  http::SharedLevel* level_;
  telemetry::Counter& hits_;
  telemetry::Counter& misses_;
};

}  // namespace shelfcast::api
