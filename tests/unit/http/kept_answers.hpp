// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "test_server.hpp"

#include "shelfcast/http/keeping.hpp"

#include <atomic>

namespace shelfcast::http {

/// Routes whose answers may be kept, and how often their handlers were asked.
struct KeptAnswers {
  std::shared_ptr<std::atomic<std::uint64_t>> edition = std::make_shared<std::atomic<std::uint64_t>>(1);
  std::shared_ptr<std::atomic<std::uint64_t>> times_given = std::make_shared<std::atomic<std::uint64_t>>(0);
  std::atomic<int> handled = 0;

  /// "/of/{asker}/{what}", as JSON with the asker in it, in a link and in no other place.
  [[nodiscard]] Response answer(const Request& request, bool for_asker_alone = false) {
    ++handled;
    const std::string& asker = request.captured.at("asker");
    const std::string& what = request.captured.at("what");
    Response answer;
    answer.headers.set("Content-Type", "application/json");
    answer.headers.set("ETag", "\"" + what + "\"");
    answer.headers.set("Cache-Control", "private, max-age=60");
    answer.headers.set("Link", "</of/" + asker + "/next>");
    answer.body = R"({"what":")" + what + R"(","asker":)" + asker + R"(,"text":")" + std::string(600, 'x') + "\"}";
    answer.keeping = std::make_shared<const Keeping>(
        Keeping{.edition = edition,
                .made_in = edition->load(),
                .seconds = 60,
                .asker_alone = for_asker_alone,
                .marks = {{Mark::Of::age, 2, 17, 2},
                          {Mark::Of::asker, 3, 5, asker.size()},
                          {Mark::Of::asker, Mark::kBody, 19 + what.size(), asker.size()}},
                .times_given = times_given});
    return answer;
  }

  [[nodiscard]] std::vector<Route> routes() {
    return {{.method = "GET",
             .path = "/of/{asker}/{what}",
             .handle = [this](const Request& request) { return answer(request); },
             .asker = "asker"},
            {.method = "GET",
             .path = "/of/{asker}/own/{what}",
             .handle = [this](const Request& request) { return answer(request, true); },
             .asker = "asker"}};
  }

  [[nodiscard]] static Limits limits() { return {.prepared_answers = 100}; }
};

}  // namespace shelfcast::http
