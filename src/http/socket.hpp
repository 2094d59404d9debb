// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

/// The one kind of socket, strand and coroutine of this room: TCP and Unix sockets are the same here, and no type is
/// erased on the way of a request.
namespace shelfcast::http {

namespace asio = boost::asio;

using Strand = asio::strand<asio::io_context::executor_type>;
using Protocol = asio::generic::stream_protocol;
using Socket = asio::basic_stream_socket<Protocol, Strand>;
using Acceptor = asio::basic_socket_acceptor<Protocol, Strand>;

using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Strand>;

template <class T>
using Task = asio::awaitable<T, Strand>;

/// `const auto [failed, value] = co_await operation(..., kAwait)`: a failure is a value.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Strand>> kAwait{};

}  // namespace shelfcast::http
