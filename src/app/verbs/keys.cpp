// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/identity/key_json.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace shelfcast::app {
namespace {

using identity::Credential;
using Json = nlohmann::ordered_json;

struct Flags {
  std::string name;
  std::string role;
  std::string seller;
  std::string tier;
  std::vector<std::string> scopes;
  std::string expires;
  std::string id;
  bool json = false;
  Exit (*act)(Keys& keys, const Flags& flags) = nullptr;
};

/// As its body over REST: the same rules read both.
Json wanted(const Flags& flags) {
  Json json{{"name", flags.name}, {"role", flags.role}};
  if (!flags.seller.empty()) json["sellerId"] = flags.seller;
  if (!flags.tier.empty()) json["tier"] = flags.tier;
  if (!flags.scopes.empty()) json["scopes"] = flags.scopes;
  if (!flags.expires.empty()) json["expiresAt"] = flags.expires;
  return json;
}

Exit create(Keys& keys, const Flags& flags) {
  auto what = identity::new_key_from(wanted(flags));
  if (!what) return report({Code::invalid, "keys create", what.error().front().message});
  const auto made = keys.create(std::move(*what));
  if (!made) return report(made.error());
  fmt::print("{}\n", flags.json ? identity::to_json(*made).dump() : made->secret);
  fmt::print(stderr, "This is the key {}, and shown this once.\n", made->credential.id);
  return Exit::ok;
}

std::string state_of(const Credential& key) {
  if (key.revoked) return "revoked " + format_instant(*key.revoked);
  return key.what.expires ? "until " + format_instant(*key.what.expires) : "until revoked";
}

Exit list(Keys& keys, const Flags& flags) {
  const auto all = keys.list_keys();
  if (!all) return report(all.error());
  for (const auto& key : *all) {
    if (flags.json) {
      fmt::print("{}\n", identity::to_json(key).dump());
    } else {
      fmt::print("{}  {:<8}  {:<10}  {:<28}  {}  made {} by {}{}\n", key.id, name_of(key.what.role),
                 name_of(key.what.tier), state_of(key), key.what.name, format_instant(key.created), key.what.created_by,
                 key.what.seller.empty() ? "" : "  seller " + key.what.seller);
    }
  }
  if (all->empty() && !flags.json) fmt::print("there are no keys yet\n");
  return Exit::ok;
}

Exit revoke(Keys& keys, const Flags& flags) {
  if (const auto revoked = keys.revoke_key(flags.id); !revoked) return report(revoked.error());
  fmt::print("{}\n", flags.json ? Json{{"id", flags.id}, {"revoked", true}}.dump() : flags.id + " is revoked");
  return Exit::ok;
}

void declare_create(CLI::App& create, Flags& flags) {
  create.add_option("name", flags.name, "What it is for")->required();
  create.add_option("--role", flags.role, "seller, analyst, operator or admin")->required();
  create.add_option("--seller", flags.seller, "The seller's id, for the role seller");
  create.add_option("--tier", flags.tier, "free, pro or enterprise: how many requests an hour; by default free");
  create.add_option("--scope", flags.scopes, "One of the scopes of its role, as predictions:read; by default all");
  create.add_option("--expires", flags.expires, "When it ends, as 2026-11-20T14:03:59Z; by default never");
}

}  // namespace

Run declare_keys(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.require_subcommand(1);
  const auto action = [&](const char* name, const char* sentence, Exit (*act)(Keys& keys, const Flags& flags)) {
    CLI::App* added = command.add_subcommand(name, sentence);
    added->add_flag("--json", flags->json, "One JSON object a line");
    added->callback([flags, act] { flags->act = act; });
    added->fallthrough();
    return added;
  };
  declare_create(*action("create", "Make a key; it is printed once, and only what recognises it is kept", create),
                 *flags);
  action("list", "Show all keys without their secrets, the newest first", list);
  action("revoke", "End a key, and all tokens that it was exchanged for, at once", revoke)
      ->add_option("id", flags->id, "Its id; 'list' shows them")
      ->required();
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return flags->act(access.keys(), *flags); });
  };
}

}  // namespace shelfcast::app
