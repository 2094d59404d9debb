// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/telemetry/log.hpp"

#include "telemetry/log_line.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>
#include <regex>
#include <vector>

using namespace shelfcast::telemetry;

namespace {

/// What `act` writes to standard error.
template <class Act>
std::string written_by(const Act& act) {
  std::FILE* const caught = std::tmpfile();
  std::fflush(stderr);
  const int before = ::dup(STDERR_FILENO);
  ::dup2(::fileno(caught), STDERR_FILENO);
  act();
  std::fflush(stderr);
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  std::rewind(caught);
  std::string text;
  for (int c = std::fgetc(caught); c != EOF; c = std::fgetc(caught)) text += static_cast<char>(c);
  std::fclose(caught);
  return text;
}

struct LogRestored {
  ~LogRestored() { configure_log(Severity::info, LogFormat::text); }
};

}  // namespace

TEST_CASE("a line is one JSON object with time, level, message and typed fields") {
  const LogRestored restored;
  const std::string text = written_by([] {
    configure_log(Severity::info, LogFormat::json);
    log(Severity::warning, "cycle ended",
        {{"cycle", "DE-20251120-1"}, {"rows", 12}, {"duration_s", 1.5}, {"degraded", true}});
  });

  REQUIRE(text.ends_with('\n'));
  const auto line = nlohmann::json::parse(text);
  CHECK(std::regex_match(line["ts"].get<std::string>(), std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)")));
  CHECK(line["level"] == "warning");
  CHECK(line["msg"] == "cycle ended");
  CHECK(line["cycle"] == "DE-20251120-1");
  CHECK(line["rows"] == 12);
  CHECK(line["duration_s"] == 1.5);
  CHECK(line["degraded"] == true);
}

TEST_CASE("no field, however hostile, breaks the line") {
  const LogRestored restored;
  const std::string text = written_by([] {
    configure_log(Severity::info, LogFormat::json);
    log(Severity::info, "odd", {{"quote", "a\"b\\c"}, {"newline", "a\nb"}, {"bytes", "\xff\xfe"}, {"format", "{} %v"}});
    log(Severity::info, "odd", {{"number", std::numeric_limits<double>::quiet_NaN()}});
  });

  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
  const auto line = nlohmann::json::parse(text.substr(0, text.find('\n')));
  CHECK(line["quote"] == "a\"b\\c");
  CHECK(line["newline"] == "a\nb");
  CHECK(line["format"] == "{} %v");
  CHECK(nlohmann::json::parse(text.substr(text.find('\n')))["number"].is_null());
}

TEST_CASE("lines below the least severity are not written") {
  const LogRestored restored;
  const std::string text = written_by([] {
    configure_log(Severity::warning, LogFormat::json);
    log(Severity::info, "quiet");
    log(Severity::error, "loud");
  });
  CHECK(text.find("quiet") == std::string::npos);
  CHECK(text.find("loud") != std::string::npos);
}

TEST_CASE("off a terminal the automatic format is JSON, and text has no colours") {
  const LogRestored restored;
  CHECK(written_by([] {
          configure_log(Severity::info, LogFormat::automatic);
          log(Severity::info, "hello");
        }).starts_with('{'));
  const std::string text = written_by([] {
    configure_log(Severity::info, LogFormat::text);
    log(Severity::info, "hello", {{"name", "two words"}, {"rows", 3}});
  });
  CHECK(text.find("hello name=\"two words\" rows=3") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}
