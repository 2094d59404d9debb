// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/predictions/tables.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::api {

/// Something that happened.
struct Event {
  std::string id;  ///< empty: no event but a state, which is told anew and cannot be missed
  std::string type;
  std::string marketplace;
  std::string json;
  /// Who alone may know, besides operators: a seller by the source's key; empty: nobody. nullopt: everybody may.
  std::optional<std::string> seller = {};
};

inline constexpr std::string_view kPublished = "predictions.published";
inline constexpr std::string_view kAlertRaised = "alert.raised";
inline constexpr std::string_view kTopSellers = "top-sellers";

/// Somebody who is told what happens. Called by any thread; all but `look` under a lock of Events, which must not be
/// asked anything then, nor made to wait.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void tell(const Event& event) = 0;
  /// Something for those who wait, so that they and whatever stands in between see that the line is up.
  virtual void beat() = 0;
  /// Every few seconds: to see by itself what else has changed.
  virtual void look() = 0;
  /// Nothing is told any more.
  virtual void stop() = 0;
  [[nodiscard]] virtual bool has_gone() const = 0;
};

/// What happened, told to everybody who listens. Any thread.
///
/// Calls: construct, then anything, then `stop` before the server that the listeners are connected to.
class Events {
 public:
  static constexpr std::size_t kRemembered = 1'000;

  Events(const Clock& clock, std::size_t most_listeners) : epoch_(clock.now().seconds), most_(most_listeners) {}

  /// `event` as it happened now: its id is given here.
  void tell(Event event);
  /// Tells that a table serves, unless that was told already.
  void tell_published(const predictions::Table& table);

  struct Interest {
    std::vector<std::string> types = {};     ///< empty: of any
    std::string marketplace = {};            ///< empty: of any
    std::optional<std::string> seller = {};  ///< who listens, where that is a seller
    std::string after = {};  ///< the id of the last event that was heard; empty: what happens from now on
  };
  /// What happened after the last event heard is told first; all that is remembered where that is not. False where as
  /// many listen as may.
  bool listen(Interest interest, std::shared_ptr<Listener> listener);

  /// Of all listeners; and forgets who has gone.
  void beat();
  /// Of all listeners, one after the other.
  void look();
  /// Of all listeners; nobody listens from then on.
  void stop();
  [[nodiscard]] std::size_t listeners() const;

 private:
  struct Numbered {
    std::uint64_t number;
    Event event;
  };
  struct Listening {
    Interest interest;
    std::shared_ptr<Listener> listener;
  };
  static bool concerns(const Interest& interest, const Event& event);
  [[nodiscard]] std::uint64_t number_heard(std::string_view id) const;
  void send(const Event& event);
  void forget_the_gone();

  const std::int64_t epoch_;  // numbers begin anew with each process: ids name it
  const std::size_t most_;
  mutable std::mutex changing_;  // guards what follows
  std::uint64_t last_ = 0;
  std::deque<Numbered> recent_;
  std::vector<Listening> listening_;
  std::map<std::string, std::string> served_;  // what was told of each marketplace
  bool stopped_ = false;
};

}  // namespace shelfcast::api
