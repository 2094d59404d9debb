// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/conversation.hpp"
#include "monitor/channels/mail_header.hpp"
#include "monitor/channels/plain_text.hpp"
#include "monitor/channels/ways_out.hpp"
#include "monitor/channels/wording.hpp"
#include "shelfcast/base/digest.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace shelfcast::monitor {
namespace {

constexpr std::size_t kLongestSubject = 150;

struct FreeMime {
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Mime = std::unique_ptr<curl_mime, FreeMime>;

/// Lines end as mail wants them; what is long or not ASCII is encoded, as it is in the other part.
void add_part(curl_mime* mime, const char* type, std::string_view text) {
  std::string lines;
  for (const char c : text) c == '\n' ? lines += "\r\n" : lines += c;
  curl_mimepart* const part = curl_mime_addpart(mime);
  curl_mime_data(part, lines.data(), lines.size());
  curl_mime_type(part, type);
  curl_mime_encoder(part, "quoted-printable");
}

/// SMTP's 5xx are for ever, but where we are not known (530 to 538): somebody will mend that.
Code meaning_of(CURLcode outcome, long status) {
  const bool is_for_ever = outcome != CURLE_OPERATION_TIMEDOUT && status >= 500 && status < 600;
  const bool is_about_us = status >= 530 && status <= 538;
  return is_for_ever && !is_about_us ? Code::rejected : Code::unavailable;
}

class Email final : public Notifier {
 public:
  Email(ChannelOptions options, Mailbox from, const Clock& clock)
      : options_(std::move(options)), from_(std::move(from)), clock_(clock) {}

  Sent send(const Address& address, const Letter& letter) override {
    const auto to = read_mailbox(address.to);
    if (!to) return refuse(Code::rejected, letter.recipient, "the address is none that mail can be sent to");
    const Wording wording = worded(letter, options_.public_url);
    Conversation talk(options_, Reach::anywhere);
    set_server(talk);
    const std::string sender = fmt::format("<{}>", from_.address);
    talk.set(CURLOPT_MAIL_FROM, sender.c_str());
    const std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(
        curl_slist_append(nullptr, fmt::format("<{}>", to->address).c_str()), curl_slist_free_all);
    talk.set(CURLOPT_MAIL_RCPT, recipients.get());
    add_headers(talk, *to, letter, wording);
    const Mime mime(curl_mime_init(talk.handle()));
    add_part(mime.get(), "text/plain; charset=utf-8", text_of(wording));
    add_part(mime.get(), "text/html; charset=utf-8", html_of(wording));
    talk.set(CURLOPT_MIMEPOST, mime.get());
    return judged(talk, talk.hold());
  }

 private:
  void set_server(Conversation& talk) const {
    const MailServer& server = options_.mail;
    const std::string_view scheme = server.security == MailSecurity::tls ? "smtps" : "smtp";
    talk.set(CURLOPT_URL, fmt::format("{}://{}:{}/{}", scheme, server.host, server.port, from_.domain()).c_str());
    talk.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    const bool must_be_secret = server.security != MailSecurity::none;
    talk.set(CURLOPT_USE_SSL, static_cast<long>(must_be_secret ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (server.user.empty()) return;
    talk.set(CURLOPT_USERNAME, server.user.c_str());
    talk.set(CURLOPT_PASSWORD, server.password.c_str());
  }

  void add_headers(Conversation& talk, const Mailbox& to, const Letter& letter, const Wording& wording) const {
    const std::string id = hex(fingerprint(letter.key)) + hex(fingerprint(letter.key, 1));
    talk.add_header("From: " + from_.header());
    talk.add_header("To: " + to.header());
    talk.add_header("Subject: " + header_text(cut_to(wording.subject, kLongestSubject)));
    talk.add_header("Date: " + mail_date(clock_.now()));
    talk.add_header(fmt::format("Message-ID: <{}@{}>", id, from_.domain()));
    talk.add_header("Auto-Submitted: auto-generated");  // so that nobody's holiday answers
    talk.add_header("Content-Type: multipart/alternative");
  }

  [[nodiscard]] Sent judged(const Conversation& talk, CURLcode outcome) const {
    if (outcome == CURLE_OK) return {};
    const Answer& answer = talk.answer();
    const Code code = meaning_of(outcome, answer.status);
    if (answer.status < 400) return refuse(code, options_.mail.host, talk.problem(outcome));
    constexpr std::size_t kShown = 200;
    return refuse(code, options_.mail.host, "answered " + cut_to(trimmed_line(answer.text), kShown));
  }

  static std::string trimmed_line(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return one_line(line);
  }

  const ChannelOptions options_;
  const Mailbox from_;
  const Clock& clock_;
};

}  // namespace

Result<std::unique_ptr<Notifier>> email(const ChannelOptions& options, const Clock& clock) {
  if (options.mail.host.empty()) return nullptr;
  auto from = read_mailbox(options.mail.from);
  if (!from) return fail(Code::config, "sender of mail", "is no address: \"Shelfcast <alerts@shop.example>\" is one");
  return std::make_unique<Email>(options, std::move(*from), clock);
}

}  // namespace shelfcast::monitor
