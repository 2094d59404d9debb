// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/endpoints.hpp"
#include "api/question.hpp"
#include "shelfcast/api/events.hpp"
#include "shelfcast/http/feed.hpp"
#include "shelfcast/http/web_socket.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace shelfcast::api {

/// Best sellers that somebody wants to be told of: all that is said of them, again whenever it changes.
struct TopSellersAsked {
  std::string marketplace;
  Question question;
};

/// Tells one listener what happens, and what sells best where that was asked for.
class EventStream : public Listener {
 public:
  void tell(const Event& event) final { put(event); }
  void look() final;

  /// Before it listens.
  void ask_for(TopSellersAsked asked, SharedServices services);

 private:
  virtual void put(const Event& event) = 0;

  SharedServices services_;  // null: nobody wants to know what sells best
  TopSellersAsked asked_;
  std::mutex looking_;  // guards what follows
  std::string edition_;
  std::string told_;
};

/// As server-sent events.
class FeedStream final : public EventStream {
 public:
  FeedStream();
  [[nodiscard]] const std::shared_ptr<http::Feed>& feed() const { return feed_; }
  void beat() override;
  void stop() override { feed_->end(); }
  [[nodiscard]] bool has_gone() const override { return feed_->has_ended(); }

 private:
  void put(const Event& event) override;
  std::shared_ptr<http::Feed> feed_;
};

/// As messages of a WebSocket: {"id":...,"event":...,"data":...}. It is pinged by its server, not here.
class SocketStream final : public EventStream {
 public:
  explicit SocketStream(std::shared_ptr<http::WebSocket> socket) : socket_(std::move(socket)) {}
  void beat() override {}
  void stop() override;
  [[nodiscard]] bool has_gone() const override { return !socket_->is_open(); }

 private:
  void put(const Event& event) override;
  std::shared_ptr<http::WebSocket> socket_;
};

}  // namespace shelfcast::api
