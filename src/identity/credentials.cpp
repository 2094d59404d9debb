// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/credentials.hpp"

#include "identity/claims.hpp"
#include "identity/crypto.hpp"
#include "identity/secret.hpp"
#include "shelfcast/storage/rows.hpp"

#include <algorithm>

namespace shelfcast::identity {
namespace {

using storage::Database;
using storage::each_row;
using storage::run;
using storage::Statement;

constexpr std::string_view kColumns =
    "SELECT id, kind, name, role, seller, tier, scopes, created_at, created_by, expires_at, revoked_at, digest FROM "
    "credential ";

constexpr std::string_view prefix_of(CredentialKind kind) {
  return kind == CredentialKind::key ? "sck_" : "scs_";
}

std::string_view name_of(CredentialKind kind) {
  return kind == CredentialKind::key ? "key" : "session";
}

std::optional<Instant> instant_in(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(Instant{row.integer(column)});
}

Credential read(const Statement& row) {
  return {.id = row.text(0),
          .what = {.kind = row.text(1) == "key" ? CredentialKind::key : CredentialKind::session,
                   .name = row.text(2),
                   .role = role_named(row.text(3)).value_or(Role::nobody),
                   .seller = row.text(4),
                   .tier = tier_named(row.text(5)).value_or(Tier::free),
                   .scopes = scopes_in(row.text(6)),
                   .expires = instant_in(row, 9),
                   .created_by = row.text(8)},
          .created = {row.integer(7)},
          .revoked = instant_in(row, 10)};
}

std::optional<Caller> caller_for(const Credential& credential) {
  const auto& what = credential.what;
  std::string name = what.kind == CredentialKind::key ? "key " + credential.id : what.name;
  auto caller = caller_of(std::move(name), what.role, what.seller, what.tier, what.scopes);
  if (caller) caller->credential = credential.id;
  return caller;
}

void bind_time(Statement& statement, const std::optional<Instant>& time) {
  time ? statement.bind(time->seconds) : statement.bind_null();
}

Result<void> insert(Database& open, const Credential& credential, const Digest& digest) {
  return run(open,
             "INSERT INTO credential (id, kind, digest, name, role, seller, tier, scopes, created_at, created_by, "
             "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             [&](Statement& statement) {
               const auto& what = credential.what;
               statement.bind(credential.id).bind(name_of(what.kind)).bind_blob(bytes_of(digest)).bind(what.name);
               statement.bind(identity::name_of(what.role)).bind(what.seller).bind(identity::name_of(what.tier));
               statement.bind(names_of(what.scopes)).bind(credential.created.seconds).bind(what.created_by);
               bind_time(statement, what.expires);
             });
}

/// Sessions come with every login: those that are over are forgotten.
Result<void> forget_ended_sessions(Database& open, Instant now) {
  return run(open, "DELETE FROM credential WHERE kind = 'session' AND expires_at < ?",
             [&](Statement& statement) { statement.bind(now.seconds); });
}

Result<void> check(const NewCredential& what, Instant now) {
  if (what.name.empty() || what.name.size() > 200)
    return fail(Code::invalid, "name", "must be a text of at most 200 bytes");
  if (what.role == Role::seller && what.seller.empty()) return fail(Code::invalid, "sellerId", "is a seller's own");
  if (what.role != Role::seller && !what.seller.empty())
    return fail(Code::invalid, "sellerId", "is for the role seller alone");
  if ((what.scopes & scopes_of(what.role) & ~of_everyone()) == 0)
    return fail(Code::invalid, "scopes", "hold nothing that this role may do");
  if (what.expires && *what.expires <= now) return fail(Code::invalid, "expiresAt", "is over already");
  return {};
}

}  // namespace

Result<std::unique_ptr<Credentials>> Credentials::open(Database& database, const Clock& clock) {
  std::unique_ptr<Credentials> credentials(new Credentials(database, clock));
  if (auto read = credentials->read_all(); !read) return std::unexpected(read.error());
  return credentials;
}

Result<void> Credentials::read_all() {
  return database_.read([&](Database& open) {
    const std::string sql = std::string(kColumns) + "WHERE revoked_at IS NULL";
    return each_row(
        open, sql, [](Statement&) {},
        [&](const Statement& row) {
          Digest digest{};
          std::ranges::copy_n(row.text(11).begin(), std::min<std::ptrdiff_t>(std::ssize(row.text(11)), 32),
                              digest.begin());
          keep(read(row), digest);
        });
  });
}

void Credentials::keep(const Credential& credential, const Digest& digest) {
  auto caller = caller_for(credential);
  if (!caller) return;  // a role that a newer version knew
  const std::unique_lock lock(using_kept_);
  kept_[credential.id] = {std::make_shared<const Caller>(std::move(*caller)), digest, credential.what.expires};
}

Result<Credentials::Made> Credentials::create(NewCredential what) {
  const Instant now = clock_.now();
  if (auto sound = check(what, now); !sound) return std::unexpected(sound.error());
  what.scopes &= scopes_of(what.role);
  const Secret secret = Secret::made(prefix_of(what.kind));
  Credential credential{.id = secret.id, .what = std::move(what), .created = now};
  const Digest digest = sha256(secret.text);
  const auto written = database_.write("identity.credential", [&](Database& open) -> Result<void> {
    if (auto forgotten = forget_ended_sessions(open, now); !forgotten) return forgotten;
    return insert(open, credential, digest);
  });
  if (!written) return std::unexpected(written.error());
  {
    const std::unique_lock lock(using_kept_);
    std::erase_if(kept_, [&](const auto& entry) { return is_over(entry.second); });
  }
  keep(credential, digest);
  return Made{std::move(credential), secret.text};
}

Result<void> Credentials::revoke(std::string_view id) {
  bool is_known = false;
  const auto written = database_.write("identity.credential", [&](Database& open) -> Result<void> {
    const auto with_id = [&](Statement& statement) { statement.bind(id); };
    if (auto read = each_row(open, "SELECT 1 FROM credential WHERE id = ?", with_id,
                             [&](const Statement&) { is_known = true; });
        !read || !is_known)
      return read;
    return run(open, "UPDATE credential SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
               [&](Statement& statement) { statement.bind(clock_.now().seconds).bind(id); });
  });
  if (!written) return written;
  if (!is_known) return fail(Code::not_found, std::string(id), "there is no such key");
  const std::unique_lock lock(using_kept_);
  if (const auto kept = kept_.find(id); kept != kept_.end()) kept_.erase(kept);
  return {};
}

Result<std::vector<Credential>> Credentials::keys(std::size_t at_most) const {
  std::vector<Credential> found;
  const auto listed = database_.read([&](Database& open) {
    const std::string sql = std::string(kColumns) + "WHERE kind = 'key' ORDER BY created_at DESC, id LIMIT ?";
    return each_row(
        open, sql, [&](Statement& statement) { statement.bind(static_cast<std::int64_t>(at_most)); },
        [&](const Statement& row) { found.push_back(read(row)); });
  });
  if (!listed) return std::unexpected(listed.error());
  return found;
}

bool Credentials::is_secret(std::string_view text, CredentialKind kind) {
  return Secret::is_one(text, prefix_of(kind));
}

bool Credentials::is_over(const Kept& kept) const {
  return kept.expires && *kept.expires <= clock_.now();
}

CallerPtr Credentials::find(std::string_view secret) const {
  if (!is_secret(secret, CredentialKind::key) && !is_secret(secret, CredentialKind::session)) return nullptr;
  const std::shared_lock lock(using_kept_);
  const auto found = kept_.find(Secret::id_in(secret));
  if (found == kept_.end() || is_over(found->second)) return nullptr;
  return same_secret(bytes_of(sha256(secret)), bytes_of(found->second.digest)) ? found->second.caller : nullptr;
}

CallerPtr Credentials::caller_of(std::string_view id) const {
  const std::shared_lock lock(using_kept_);
  const auto found = kept_.find(id);
  return found == kept_.end() || is_over(found->second) ? nullptr : found->second.caller;
}

}  // namespace shelfcast::identity
