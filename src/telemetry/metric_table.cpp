// SPDX-License-Identifier: Apache-2.0
#include "telemetry/metric_table.hpp"

#include <array>

namespace shelfcast::telemetry {

namespace {

using enum Kind;

// An answer takes between 50 microseconds (a cached one) and seconds; a cycle and its steps up to hours.
constexpr std::array kAnswerSeconds = {0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                       0.025,   0.05,   0.1,     0.25,   0.5,   1.0,    2.5,   10.0};
constexpr std::array kCycleSeconds = {0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0};

}  // namespace

std::span<const MetricRow> metric_table() {  // NOLINT(readability-function-size): it is a table
  static const std::vector<MetricRow> table = {
      {"shelfcast_build_info", gauge, {"version"}, "Always 1; the label tells which version runs."},
      {"process_start_time_seconds", gauge, {}, "When this process started, in seconds since 1970."},
      {"process_cpu_seconds_total", counter, {}, "Processor time used, user and system."},
      {"process_resident_memory_bytes", gauge, {}, "Memory held."},
      {"process_open_fds", gauge, {}, "Files and sockets held open."},

      {"shelfcast_cpu_limit_cores", gauge, {}, "Processors that this process may use."},
      {"shelfcast_memory_limit_bytes", gauge, {}, "Memory that it may hold: the machine's, or its container's."},
      {"shelfcast_disk_size_bytes", gauge, {}, "The size of the disk that the data directory is on."},
      {"shelfcast_disk_free_bytes", gauge, {}, "What is free of it."},

      {"shelfcast_http_requests_total", counter, {"method", "route", "code"}, "Requests answered."},
      {"shelfcast_http_request_duration_seconds",
       histogram,
       {"method", "route"},
       "From a request read to its answer written.",
       kAnswerSeconds},
      {"shelfcast_http_connections", gauge, {}, "Connections open."},
      {"shelfcast_event_listeners", gauge, {}, "Connections that are told what happens."},
      {"shelfcast_http_handshakes_total", counter, {"outcome"}, "TLS conversations begun by callers."},
      {"shelfcast_http_certificate_end_timestamp_seconds",
       gauge,
       {},
       "Until when the certificate that is shown is good."},
      {"shelfcast_http_rejected_total", counter, {"reason"}, "Requests and connections refused before any route."},
      {"shelfcast_prepared_answers_hits_total", counter, {}, "Answers given as they were prepared, without a handler."},
      {"shelfcast_prepared_answers_misses_total", counter, {}, "Answers that were not prepared, or did not hold."},
      {"shelfcast_shared_level_hits_total", counter, {}, "Answers taken from the Redis that processes share."},
      {"shelfcast_shared_level_misses_total", counter, {}, "Answers that were not there, or not to be had in time."},
      {"shelfcast_shared_level_failures_total", counter, {}, "Times that it was away, late or not understood."},
      {"shelfcast_response_cache_hits_total", counter, {}, "Answers taken from the response cache."},
      {"shelfcast_response_cache_misses_total", counter, {}, "Answers that were not in the response cache."},
      {"shelfcast_rankings_made_total", counter, {}, "Rankings made: those that were kept are not counted."},

      {"shelfcast_identity_denials_total", counter, {"reason"}, "Requests whose credentials were not taken."},
      {"shelfcast_identity_refusals_total",
       counter,
       {"reason"},
       "Requests of known callers that they may not make: another role's, another seller's, too many."},
      {"shelfcast_identity_key_reads_total", counter, {"outcome"}, "Readings of an issuer's published keys."},
      {"shelfcast_identity_reused_tokens_total", counter, {}, "Refresh tokens that were used again."},
      {"shelfcast_identity_audit_entries_total",
       counter,
       {"outcome"},
       "Administrative acts, by whether they are kept."},

      {"shelfcast_orders_total", counter, {"act", "outcome"}, "Acts on orders judged, by what became of them."},
      {"shelfcast_orders_group_duration_seconds",
       histogram,
       {},
       "How long a group of acts took from judged to durable.",
       kAnswerSeconds},

      {"shelfcast_cycles_total", counter, {"marketplace", "state"}, "Refresh cycles ended, by how."},
      {"shelfcast_live_cycles_total", counter, {"marketplace", "state"}, "Cycles of some categories ended, by how."},
      {"shelfcast_cycle_duration_seconds", histogram, {"marketplace"}, "How long a refresh cycle took.", kCycleSeconds},
      {"shelfcast_cycle_step_duration_seconds", histogram, {"step"}, "How long a step of a cycle took.", kCycleSeconds},
      {"shelfcast_ingest_rows_total", counter, {"marketplace", "outcome"}, "Rows read from a source, by outcome."},
      {"shelfcast_eventlog_backlog_events",
       gauge,
       {"topic", "group"},
       "Events of a topic that a group has not committed yet."},
      {"shelfcast_relay_events_total",
       counter,
       {"topic", "outcome"},
       "Events of the outbox that are done with: sent and acknowledged, or rejected and set aside."},
      {"shelfcast_relay_failures_total", counter, {"topic"}, "Attempts to send that failed and are made again."},
      {"shelfcast_alert_deliveries_total",
       counter,
       {"channel", "outcome"},
       "Letters about alerts sent: delivered, failed (to be sent again), or dead."},
      {"shelfcast_table_published_timestamp_seconds",
       gauge,
       {"marketplace"},
       "When the table that serves was published, in seconds since 1970."},
      {"shelfcast_table_data_cut_timestamp_seconds",
       gauge,
       {"marketplace"},
       "The end (by UTC) of the last day that the table that serves knows, in seconds since 1970."},
      {"shelfcast_alerts_open", gauge, {"severity"}, "Alerts that are not resolved."},
      {"shelfcast_table_largest_incoherence",
       gauge,
       {"marketplace"},
       "How far any number of the table that serves is from the sum of its parts: 0 unless something is broken."},
  };
  return table;
}

}  // namespace shelfcast::telemetry
