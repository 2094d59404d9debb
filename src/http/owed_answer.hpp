// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/answering.hpp"
#include "http/socket.hpp"

#include <atomic>
#include <boost/asio/post.hpp>
#include <functional>
#include <memory>
#include <utility>

namespace shelfcast::http {

/// What a waiting coroutine is resumed with, once, on its strand, whichever thread answers first.
template <class Resume>
class OwedAnswer {
 public:
  OwedAnswer(Strand strand, const Request& request, Resume resume)
      : strand_(std::move(strand)), request_(request), resume_(std::move(resume)) {}
  ~OwedAnswer() {
    if (!given_) give(forgotten_answer(request_));
  }
  OwedAnswer(const OwedAnswer&) = delete;
  OwedAnswer& operator=(const OwedAnswer&) = delete;

  void give(Response answer) {
    if (given_.exchange(true)) return;
    asio::post(strand_, [resume = std::move(resume_), answer = std::move(answer)]() mutable {
      std::move(resume)(std::move(answer));
    });
  }

 private:
  Strand strand_;
  const Request& request_;  // stays until the answer is given
  Resume resume_;
  std::atomic<bool> given_ = false;
};

/// Suspends the coroutine until somebody calls the Answer that `hand_over` is given.
inline Task<Response> answer_to(Strand strand, const Request& request, std::function<void(const Answer&)> hand_over) {
  auto begin = [&](auto resume) {
    using Resume = decltype(resume);
    auto owed = std::make_shared<OwedAnswer<Resume>>(strand, request, std::move(resume));
    const Answer answer = [owed](Response given) { owed->give(std::move(given)); };
    owed.reset();
    hand_over(answer);
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Strand>, void(Response)>(
      begin, asio::use_awaitable_t<Strand>{});
}

}  // namespace shelfcast::http
