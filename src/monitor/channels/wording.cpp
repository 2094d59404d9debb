// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/wording.hpp"

#include "monitor/channels/plain_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shelfcast::monitor {
namespace {

using domain::Alert;

bool is_resolved(const Alert& alert, Happened happened) {
  return happened == Happened::resolved || alert.state == domain::AlertState::resolved;
}

/// "2025-11-20 10:00 UTC"
std::string minute_of(Instant at) {
  std::string text = format_instant(at).substr(0, 16);
  text[10] = ' ';
  return text + " UTC";
}

std::string headline_of(const Alert& alert, Happened happened) {
  const std::string_view news = is_resolved(alert, happened)      ? "Resolved, "
                                : happened == Happened::escalated ? "Escalated, "
                                                                  : "";
  const auto priority = domain::kPriorities.at(static_cast<std::size_t>(alert.priority));
  return fmt::format("{}{}: {}", news, priority, one_line(alert.sentence));
}

std::vector<std::string> facts_of(const Alert& alert, Happened happened) {
  std::vector<std::string> facts;
  if (alert.money) facts.push_back(fmt::format("{} {} at stake", one_line(alert.currency), format_minor(*alert.money)));
  const std::string since = minute_of(alert.raised);
  facts.push_back(is_resolved(alert, happened)
                      ? fmt::format("From {} to {}", since, minute_of(alert.resolved.value_or(alert.changed)))
                      : fmt::format("Since {}", since));
  if (alert.followers == 1) facts.emplace_back("And 1 more that follows from it");
  if (alert.followers > 1) facts.push_back(fmt::format("And {} more that follow from it", alert.followers));
  if (!alert.marketplace.empty()) facts.push_back("Marketplace " + one_line(alert.marketplace));
  return facts;
}

/// Rules are also named by people.
std::string as_path(std::string_view name) {
  std::string path;
  for (const char c : name) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    is_plain ? path += c : path += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return path;
}

AlertWords words_of(const Alert& alert, Happened happened, std::string_view public_url) {
  AlertWords words{
      .headline = headline_of(alert, happened), .facts = facts_of(alert, happened), .link = {}, .runbook = {}};
  if (public_url.empty()) return words;
  words.link = fmt::format("{}/alerts/{}", public_url, alert.id);
  words.runbook = fmt::format("{}/runbooks/{}", public_url, as_path(alert.rule));
  return words;
}

}  // namespace

Wording worded(const Letter& letter, std::string_view public_url) {
  Wording wording;
  for (const auto& alert : letter.alerts) wording.alerts.push_back(words_of(alert, letter.happened, public_url));
  if (wording.alerts.empty()) return wording;
  const bool is_one = wording.alerts.size() == 1;
  const AlertWords& first = wording.alerts.front();
  wording.subject = is_one ? first.headline : fmt::format("{} alerts, first {}", wording.alerts.size(), first.headline);
  if (!public_url.empty()) wording.link = is_one ? first.link : fmt::format("{}/alerts", public_url);
  return wording;
}

std::string text_of(const Wording& wording) {
  std::string text;
  for (const auto& alert : wording.alerts) {
    if (!text.empty()) text += '\n';
    text += fmt::format("{}\n{}\n", alert.headline, fmt::join(alert.facts, "\n"));
    if (!alert.link.empty()) text += fmt::format("The alert: {}\nWhat to do: {}\n", alert.link, alert.runbook);
  }
  return text;
}

std::string html_of(const Wording& wording) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"></head>\n<body "
      "style=\"font-family:sans-serif\">\n";
  for (const auto& alert : wording.alerts) {
    html += fmt::format("<p><b>{}</b>", html_escaped(alert.headline));
    for (const auto& fact : alert.facts) html += "<br>\n" + html_escaped(fact);
    if (!alert.link.empty()) {
      html += fmt::format("<br>\n<a href=\"{}\">The alert</a>, <a href=\"{}\">what to do</a>", html_escaped(alert.link),
                          html_escaped(alert.runbook));
    }
    html += "</p>\n";
  }
  return html + "</body></html>\n";
}

}  // namespace shelfcast::monitor
