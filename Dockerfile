# Two stages: the first builds, the second holds the one binary and what it reads. No compiler ends up in it.
FROM debian:12 AS build
WORKDIR /shelfcast
COPY scripts/install scripts/build scripts/
RUN scripts/install build
COPY CMakeLists.txt CMakePresets.json ./
COPY cmake cmake
COPY config config
COPY deploy/runbooks deploy/runbooks
COPY migrations migrations
COPY web/dist web/dist
COPY include include
COPY src src
RUN scripts/build && strip build/release/shelfcast

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
      libcurl4 libdate-tz3 libfmt9 libpq5 librdkafka1 librocksdb7.8 libspdlog1.10 libsqlite3-0 libssl3 libtomlplusplus3 libxgboost0 tzdata \
    && rm -rf /var/lib/apt/lists/* && useradd --system --create-home --home-dir /var/lib/shelfcast shelfcast
COPY --from=build /shelfcast/build/release/shelfcast /usr/bin/shelfcast
COPY config /etc/shelfcast
COPY migrations /usr/share/shelfcast/migrations
USER shelfcast
EXPOSE 8080
ENTRYPOINT ["shelfcast"]
CMD ["serve", "--config", "/etc/shelfcast/shelfcast.toml", "--data", "/var/lib/shelfcast/data", "--address", "0.0.0.0"]
