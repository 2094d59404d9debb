// SPDX-License-Identifier: Apache-2.0
#include "http/tls_context.hpp"
#include "raw_connection.hpp"
#include "support/certificates.hpp"
#include "support/temp_folder.hpp"
#include "test_server.hpp"

#include <openssl/ssl.h>

#include <fstream>

using namespace shelfcast;
using namespace shelfcast::http;
using testing::CertificateMaker;

namespace {

CertificatePtr read(const Certificate::Files& files) {
  auto read = Certificate::read(files);
  if (!read) throw std::runtime_error(read.error().text());
  return *read;
}

std::vector<Route> hello() {
  return {{"GET", "/hello", [](const Request&) { return text("hello"); }},
          {"POST", "/echo", [](const Request& request) { return text(request.body); }, Pace::slow}};
}

struct SecretServer {
  SecretServer() { server.server.certify(read(shown)); }

  [[nodiscard]] TlsAddress address(const std::string& host, const std::filesystem::path& trusted) const {
    return {.tcp = {host, server.server.port()}, .ca_file = trusted.string()};
  }
  [[nodiscard]] Result<Response> ask(const std::string& host, const std::filesystem::path& trusted,
                                     const std::string& body = {}) const {
    return fetch(address(host, trusted), request(body), std::chrono::seconds(10));
  }
  static Request request(const std::string& body = {}) {
    Request request;
    request.method = body.empty() ? "GET" : "POST";
    request.target = body.empty() ? "/hello" : "/echo";
    request.body = body;
    return request;
  }

  const testing::TempFolder folder;
  const CertificateMaker maker{folder.path()};
  const Certificate::Files shown = maker.make("shop", "DNS:localhost");
  TestServer server{hello(), Limits{.body_bytes = 4'000'000, .idle = std::chrono::seconds(1)}};
};

/// What a caller gets who speaks TLS as a test wants it: "" where hands were not shaken, else version and protocol.
std::string greeting(std::uint16_t port, int newest_version, std::string_view protocols) {
  const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_max_proto_version(context.get(), newest_version);
  SSL_CTX_set_alpn_protos(context.get(), reinterpret_cast<const unsigned char*>(protocols.data()),
                          static_cast<unsigned int>(protocols.size()));
  const std::shared_ptr<BIO> caller(BIO_new_ssl_connect(context.get()), BIO_free_all);
  BIO_set_conn_hostname(caller.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
  if (BIO_do_handshake(caller.get()) != 1) return "";
  SSL* tls = nullptr;
  BIO_get_ssl(caller.get(), &tls);
  const unsigned char* chosen = nullptr;
  unsigned int length = 0;
  SSL_get0_alpn_selected(tls, &chosen, &length);
  const std::string protocol = length == 0 ? "" : std::string(reinterpret_cast<const char*>(chosen), length);
  return std::string(SSL_get_version(tls)) + ' ' + protocol;
}

}  // namespace

TEST_CASE("a server with a certificate is asked over TLS by whoever trusts it") {
  const SecretServer secret;
  CHECK(secret.ask("localhost", secret.shown.chain)->body == "hello");
  CHECK(secret.ask("localhost", secret.shown.chain, "payload")->body == "payload");
}

TEST_CASE("many requests, and bodies of more than a record, pass one TLS connection") {
  const SecretServer secret;
  Client client(secret.address("localhost", secret.shown.chain));
  for (int i = 0; i < 20; ++i) {
    CHECK(client.send(SecretServer::request(), std::chrono::seconds(10))->body == "hello");
    const std::string body(static_cast<std::size_t>(150'000) * static_cast<std::size_t>(i + 1),
                           static_cast<char>('a' + i));
    CHECK(client.send(SecretServer::request(body), std::chrono::seconds(10))->body == body);
  }
}

TEST_CASE("a server that cannot prove to be the host, or that nobody vouches for, is told nothing") {
  SecretServer secret;
  const auto other = secret.maker.make("other", "DNS:localhost");
  const auto over = secret.maker.make("over", "DNS:localhost", 60);
  const auto complaint = [](const Result<Response>& answer) { return answer ? "answered" : answer.error().text(); };
  CHECK(complaint(secret.ask("127.0.0.1", secret.shown.chain)).find("IP address mismatch") != std::string::npos);
  CHECK(complaint(secret.ask("localhost", other.chain)).find("self-signed certificate") != std::string::npos);
  CHECK(complaint(secret.ask("localhost", {})).find("self-signed certificate") != std::string::npos);
  CHECK(secret.ask("localhost", secret.folder.path() / "none").error().code == Code::config);
  secret.server.server.certify(read(over));
  CHECK(complaint(secret.ask("localhost", over.chain)).find("certificate has expired") != std::string::npos);
}

TEST_CASE("TLS 1.2 and callers of other protocols are refused") {
  const SecretServer secret;
  const auto port = secret.server.server.port();
  CHECK(greeting(port, TLS1_3_VERSION, "\x08http/1.1") == "TLSv1.3 http/1.1");
  CHECK(greeting(port, TLS1_3_VERSION, std::string_view("\x02h2\x08http/1.1")) == "TLSv1.3 http/1.1");
  CHECK(greeting(port, TLS1_3_VERSION, "") == "TLSv1.3 ");
  CHECK(greeting(port, TLS1_2_VERSION, "").empty());
  CHECK(greeting(port, TLS1_3_VERSION, "\x02h2").empty());
}

TEST_CASE("who speaks no TLS where it is wanted, or says nothing, is gone after the idle time") {
  const SecretServer secret;
  RawConnection plain(secret.server.server.port());
  plain.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(plain.read_all().find("hello") == std::string::npos);
  RawConnection silent(secret.server.server.port());
  CHECK(silent.read_all().empty());
  CHECK(secret.ask("localhost", secret.shown.chain)->body == "hello");
}

TEST_CASE("a newer certificate is shown to those who come, and who is there stays") {
  SecretServer secret;
  Client early(secret.address("localhost", secret.shown.chain));
  CHECK(early.send(SecretServer::request(), std::chrono::seconds(10))->body == "hello");
  const auto newer = secret.maker.make("newer", "DNS:localhost");
  secret.server.server.certify(read(newer));
  CHECK(early.send(SecretServer::request(), std::chrono::seconds(10))->body == "hello");
  CHECK(secret.ask("localhost", newer.chain)->body == "hello");
  CHECK_FALSE(secret.ask("localhost", secret.shown.chain));
}

TEST_CASE("a certificate that cannot be shown says why") {
  const testing::TempFolder folder;
  const CertificateMaker maker(folder.path());
  const auto shop = maker.make("shop", "DNS:localhost", 7200);
  const auto other = maker.make("other", "DNS:localhost");
  const auto problem = [](const std::filesystem::path& chain, const std::filesystem::path& key) {
    const auto read = Certificate::read({.chain = chain, .key = key});
    return read ? "read" : read.error().text();
  };
  CHECK(problem(folder.path() / "none", shop.key).find("none: cannot be read") != std::string::npos);
  CHECK(problem(shop.chain, folder.path() / "none").find("none: cannot be read") != std::string::npos);
  CHECK(problem(shop.key, shop.key).find("is no certificate in PEM") != std::string::npos);
  CHECK(problem(shop.chain, shop.chain).find("is no key in PEM") != std::string::npos);
  CHECK(problem(shop.chain, other.key).find("is not the key of the certificate in") != std::string::npos);
  const auto good = read(shop);
  CHECK(good->ends().seconds - good->begins().seconds == 7200);
  CHECK(good->fingerprint().size() == 64);
  CHECK(good->fingerprint() != read(other)->fingerprint());
}
