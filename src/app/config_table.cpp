// SPDX-License-Identifier: Apache-2.0
#include "app/config_table.hpp"

#include <array>

namespace shelfcast::app {
namespace {

using enum ConfigType;

constexpr std::array kTable{
    ConfigRow{"data", path, "data/shelfcast", "", "The one directory of state; back it up, and you have everything."},
    ConfigRow{
        "warehouse.<MARKETPLACE>", path, "", "",
        "What every cycle reads what is new from: a folder of warehouse files, postgresql://user@host/database, or "
        "changes:TOPIC,TOPIC of Debezium."},
    ConfigRow{"databases.<MARKETPLACE>.transactions", text, "", "",
              "Where transactions and their lines live, if not in that warehouse: postgresql://..."},
    ConfigRow{"databases.<MARKETPLACE>.products", text, "", "", "The same for products, their prices and promotions."},
    ConfigRow{"databases.<MARKETPLACE>.categories", text, "", "", "The same for categories."},
    ConfigRow{"postgres.password", secret, "", "",
              "For all of these; not set: PGPASSWORD or libpq's password file. Never part of a connection string."},
    ConfigRow{"postgres.overlap_minutes", integer, "60", "0..10080",
              "How long before the newest updated_at seen rows are read again, for those that committed late."},
    ConfigRow{"postgres.recount_hours", integer, "24", "0..8760",
              "Hours between recounts of all lines, which find deletes; 0 for every cycle."},
    ConfigRow{"postgres.statement_seconds", integer, "3600", "1..604800", "How long one statement may take."},
    ConfigRow{"store.unwritten_megabytes", integer, "160", "1..100000",
              "Memory for what is not in tables yet; less of it costs the disk more."},
    ConfigRow{"server.address", text, "127.0.0.1", "", "The address to listen on; 0.0.0.0 for all."},
    ConfigRow{"server.port", integer, "8080", "0..65535", "The port to listen on; 0 takes a free one and logs it."},
    ConfigRow{"server.threads", integer, "1", "1..64", "Threads that answer requests."},
    ConfigRow{"server.slow_threads", integer, "2", "1..64", "Threads for answers that take longer."},
    ConfigRow{"server.connections", integer, "10000", "1..1000000", "Connections at once; further ones get 503."},
    ConfigRow{"server.slow_requests", integer, "200", "1..1000000",
              "Requests that take longer, as GraphQL, at work or waiting at once; further ones get 503."},
    ConfigRow{"server.idle_seconds", integer, "30", "1..3600", "How long a connection may wait for a request."},
    ConfigRow{"server.header_bytes", integer, "16384", "1024..1048576", "The largest request header."},
    ConfigRow{"server.body_bytes", integer, "1048576", "1024..1073741824", "The largest request body."},
    ConfigRow{"server.drain_seconds", integer, "10", "0..3600", "How long SIGTERM waits for requests in flight."},
    ConfigRow{"server.admin_token", secret, "", "",
              "What administrative calls must present as a bearer token. Not set: they are taken over loopback only."},
    ConfigRow{"server.cache_entries", integer, "10000", "0..10000000", "Answers kept ready in memory."},
    ConfigRow{"api.confidence", choice, "on", "on|off", "Whether answers tell confidenceScore; off: it is null."},
    ConfigRow{"graphql.depth", integer, "15", "1..100", "How deep fields of a GraphQL request may lie in each other."},
    ConfigRow{"graphql.cost", integer, "100000", "1..1000000000",
              "What a GraphQL request may cost: a field counts for each time it is told, what is dear for more."},
    ConfigRow{"server.warmed_answers", integer, "100", "0..1000",
              "How many of the most asked answers are made again as soon as a table is published."},
    ConfigRow{"server.listeners", integer, "1000", "0..100000", "How many may listen to events at once."},
    ConfigRow{"server.redis", text, "", "",
              "The host of a Redis in which several servers share answers; nothing is shared where it is not set."},
    ConfigRow{"server.redis_port", integer, "6379", "1..65535", "Its port."},
    ConfigRow{"server.redis_password", secret, "", "", "What it wants to be shown, if anything."},
    ConfigRow{"server.redis_prefix", text, "shelfcast:", "", "Stands before the name of every key there."},
    ConfigRow{"identity.required", choice, "automatic", "automatic|on",
              "Whether reading needs credentials; automatic: where identity.issuer or login.issuer is set."},
    ConfigRow{"identity.issuer", text, "", "", "Whose tokens (JWT) are taken: what their iss must be."},
    ConfigRow{"identity.audience", text, "shelfcast", "", "What their aud must be, or hold."},
    ConfigRow{"identity.jwks", text, "", "", "Its public keys: a file, or an http:// URL that is read now and then."},
    ConfigRow{"identity.jwks_seconds", integer, "600", "10..86400", "How often they are read."},
    ConfigRow{"identity.hs256_secret", secret, "", "", "A secret of 32 bytes or more that its tokens are signed with."},
    ConfigRow{"identity.leeway_seconds", integer, "60", "0..600", "By how much its clock and ours may differ."},
    ConfigRow{"identity.role_claim", text, "role", "",
              "Where a token tells the role: a claim, or a path as /realm_access/roles."},
    ConfigRow{"identity.seller_claim", text, "seller", "", "Where it tells which seller that is."},
    ConfigRow{"identity.tier_claim", text, "tier", "", "Where it tells the tier."},
    ConfigRow{"identity.seller_tier", choice, "free", "free|pro|enterprise", "Of sellers whose token tells none."},
    ConfigRow{"identity.name", text, "shelfcast", "", "The iss and aud of this server's own tokens."},
    ConfigRow{"identity.access_seconds", integer, "600", "10..86400", "How long one of them is good."},
    ConfigRow{"identity.refresh_days", integer, "30", "1..3650", "How long it may be refreshed."},
    ConfigRow{"login.issuer", text, "", "",
              "The OpenID provider that people log in at, as http://issuer:8080; the claims are named as above."},
    ConfigRow{"login.client_id", text, "", "", "Who this server is to it."},
    ConfigRow{"login.client_secret", secret, "", "", "What proves that; not set: a public client, PKCE alone."},
    ConfigRow{"login.scope", text, "openid", "", "What the provider is asked for."},
    ConfigRow{"login.address", text, "", "",
              "Where browsers find this server, as https://shop.example; /login/callback there is to be registered."},
    ConfigRow{"login.session_hours", integer, "8", "1..720", "How long somebody stays logged in."},
    ConfigRow{"limits.free_per_hour", integer, "100", "0..1000000000",
              "Requests of a caller of the free tier; 0: any."},
    ConfigRow{"limits.pro_per_hour", integer, "1000", "0..1000000000", "The same of the pro tier."},
    ConfigRow{"limits.enterprise_per_hour", integer, "0", "0..1000000000", "The same of the enterprise tier."},
    ConfigRow{"limits.callers", integer, "100000", "1..10000000",
              "Callers whose requests are counted at once; beyond it the one unheard of for longest begins anew."},
    ConfigRow{"orders.waiting", integer, "10000", "1..1000000",
              "Orders that may wait to be written; further ones get 503."},
    ConfigRow{"orders.bulk_bytes", integer, "67108864", "1024..1073741824", "The largest body of orders in bulk."},
    ConfigRow{"refresh.every_hours", integer, "8", "0..24",
              "Hours between cycles, counted from midnight UTC; 0 for none."},
    ConfigRow{"refresh.live_minutes", integer, "10", "0..15",
              "At most every so many minutes, the categories that new orders touched are refreshed; 0 for never."},
    ConfigRow{"refresh.workers", integer, "2", "1..256", "Threads that learn and rank; they give way to all else."},
    ConfigRow{"refresh.history_days", integer, "1100", "60..7300", "How far back models look."},
    ConfigRow{"refresh.model_seconds", integer, "600", "0..86400",
              "How long one model may take in a training, all in all; beyond it the next simpler one stands in for it. "
              "0: only the simplest."},
    ConfigRow{"refresh.training", choice, "windowed", "windowed|full|incremental",
              "What a cycle learns from: the last history_days; all there is, and boosting tries other settings on "
              "past weeks "
              "first; incremental: what products were learnt to "
              "be stays for four weeks, or until accuracy is lost, and only totals are learnt anew."},
    ConfigRow{"refresh.seed", integer, "1", "0..9223372036854775807", "The seed of every random number."},
    ConfigRow{"holidays.file", path, "", "",
              "A table of your own, beside what sources and countries tell: [[holiday]] day = \"easter-48\", name, and "
              "country or marketplace."},
    ConfigRow{"holidays.country.<MARKETPLACE>", text, "", "",
              "Whose holidays it keeps where its source tells none, as DE; none for nobody's."},
    ConfigRow{"holidays.by_time_zone", choice, "on", "on|off",
              "Whether a marketplace without such a country keeps those of the country of its time zone."},
    ConfigRow{"predictions.keep_days", integer, "30", "1..3650",
              "Days a table is kept that is not the record of a period's forecast."},
    ConfigRow{"orders.keep_days", integer, "7", "0..3650",
              "Days that an order event stays readable after every reader has counted it; what one has not, stays."},
    ConfigRow{"orders.keep_megabytes", integer, "10240", "1..1000000000",
              "But no more than the youngest so many megabytes of them."},
    ConfigRow{"kafka.brokers", text, "", "",
              "host:port,host:port of a Kafka cluster; order events go there, and readers read them there."},
    ConfigRow{"kafka.topic_prefix", text, "shelfcast.", "", "Stands before the name of every topic and group."},
    ConfigRow{"kafka.partitions", integer, "12", "1..10000", "Of a topic that is created."},
    ConfigRow{"kafka.replication", integer, "0", "0..100", "Of a topic that is created; 0 for the brokers' default."},
    ConfigRow{"kafka.timeout_seconds", integer, "10", "2..300", "How long a call waits for the brokers."},
    ConfigRow{"kafka.username", text, "", "", "SASL user; kafka.settings.sasl.mechanisms says how."},
    ConfigRow{"kafka.password", secret, "", "", "The SASL user's password."},
    ConfigRow{"kafka.key_password", secret, "", "", "Of the private key in kafka.settings.ssl.key.location."},
    ConfigRow{"kafka.settings.<NAME>", text, "", "",
              "Any further setting of librdkafka, as kafka.settings.security.protocol; never a password."},
    ConfigRow{"log.level", choice, "info", "debug|info|warning|error", "The least severe line that is logged."},
    ConfigRow{"log.format", choice, "automatic", "automatic|json|text",
              "automatic: text on a terminal, JSON elsewhere."},
};

}  // namespace

std::span<const ConfigRow> config_table() {
  return kTable;
}

}  // namespace shelfcast::app
