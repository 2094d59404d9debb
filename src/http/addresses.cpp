// SPDX-License-Identifier: Apache-2.0
#include "http/addresses.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <system_error>
#include <thread>

namespace shelfcast::http {

namespace {

using asio::ip::tcp;

Addresses found_for(const std::string& host, std::uint16_t port) {
  asio::io_context context{1};
  tcp::resolver resolver(context);
  boost::system::error_code failed;
  Addresses addresses;
  for (const auto& entry : resolver.resolve(host, std::to_string(port), failed))
    addresses.emplace_back(entry.endpoint());
  return addresses;
}

}  // namespace

std::future<Addresses> look_up(const std::string& host, std::uint16_t port) {
  const auto found = std::make_shared<std::promise<Addresses>>();
  boost::system::error_code is_name;
  const auto address = asio::ip::make_address(host, is_name);
  if (!is_name) {
    found->set_value({tcp::endpoint(address, port)});
    return found->get_future();
  }
  try {
    std::thread([=] { found->set_value(found_for(host, port)); }).detach();
  } catch (const std::system_error&) {  // no thread is to be had
    found->set_value({});
  }
  return found->get_future();
}

}  // namespace shelfcast::http
