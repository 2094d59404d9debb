// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/socket.hpp"

#include <boost/asio/post.hpp>
#include <functional>
#include <memory>
#include <utility>

namespace shelfcast::http {

/// Suspends the coroutine until somebody calls, once and from any thread, the function that `hand_over` is given.
inline Task<void> until_called(Strand strand, std::function<void(std::function<void()>)> hand_over) {
  auto begin = [&](auto resume) {
    auto waiting = std::make_shared<decltype(resume)>(std::move(resume));
    hand_over([strand, waiting] { asio::post(strand, [waiting] { std::move (*waiting)(); }); });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<Strand>, void()>(begin, asio::use_awaitable_t<Strand>{});
}

}  // namespace shelfcast::http
