// SPDX-License-Identifier: Apache-2.0
#include "allocations/counting.hpp"
#include "unit/http/kept_answers.hpp"
#include "unit/http/raw_connection.hpp"

#include <fmt/format.h>
#include <array>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

/// A request, and answers of which each is as long as the first.
class Exchange {
 public:
  Exchange(RawConnection& caller, std::string request) : caller_(caller), request_(std::move(request)) {
    caller_.send(request_);
    size_ = caller_.read_answer().size();
  }
  bool once_more() {
    caller_.send(request_);
    return caller_.skip(size_);
  }

 private:
  RawConnection& caller_;
  std::string request_;
  std::size_t size_;
};

}  // namespace

TEST_CASE("a thousand prepared answers allocate nothing, packed or not, whoever asks") {
  KeptAnswers kept;
  const Router router(kept.routes());
  runtime::Runtime runtime({.serving = 1, .workers = 1});
  Server server(runtime, router, KeptAnswers::limits());
  REQUIRE(server.listen(Server::Tcp{.port = 0}));
  RawConnection caller(server.port());
  const auto get = [](std::string_view asker, std::string_view headers) {
    return fmt::format("GET /of/{}/a HTTP/1.1\r\nHost: x\r\n{}\r\n", asker, headers);
  };
  Exchange plain(caller, get("7000001", "X-Request-Id: 0123456789abcdefghijklmnop\r\n"));
  Exchange packed(caller, get("7000001", "Accept-Encoding: gzip\r\n"));
  Exchange other(caller, get("7000002", ""));
  std::array<Exchange*, 3> all = {&plain, &packed, &other};
  for (int i = 0; i < 30; ++i) REQUIRE(all[static_cast<std::size_t>(i) % all.size()]->once_more());

  const int handled = kept.handled;
  bool answered = true;
  const std::size_t before = allocations();
  for (std::size_t i = 0; i < 1000; ++i) answered = answered && all[i % all.size()]->once_more();
  const std::size_t after = allocations();
  CHECK(answered);
  CHECK(kept.handled == handled);
  CHECK(after - before == 0);
  server.stop(std::chrono::seconds(5));
}
