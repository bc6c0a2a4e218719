# The action's image: built on Debian 13, then only what a run needs, from scratch.
# Plain instructions alone, no mounts and no heredocs: act builds it with the classic builder.
# A release names the base by its digest (.github/base/Dockerfile).
ARG BASE=debian:trixie-slim
FROM ${BASE} AS build

RUN apt-get update \
 && apt-get install --no-install-recommends --yes \
      ca-certificates cmake g++ libcurl4-openssl-dev libfmt-dev libgit2-dev libspdlog-dev \
      libssl-dev libyaml-cpp-dev ninja-build pkg-config rapidjson-dev zlib1g-dev \
 && rm -rf /var/lib/apt/lists/*

# Few steps, since each costs a layer, in every build on every runner. The second command lays out
# all that the final image holds, at its place below /image.
WORKDIR /auto-sync
COPY CMakeLists.txt CMakePresets.json entrypoint.sh ./
COPY cmake cmake/
COPY src src/
RUN cmake --preset release -DAUTO_SYNC_STATIC_HELPERS=ON \
 && cmake --build --preset release --target auto-sync \
 && sh cmake/collect_image.sh build/release/auto-sync /image

FROM scratch
COPY --from=build /image/ /
ENTRYPOINT ["/entrypoint.sh"]

ARG VERSION=development
ARG REVISION=unknown
LABEL org.opencontainers.image.title="auto-sync" \
      org.opencontainers.image.description="Relays the commit of a green build to another repository, without a clone" \
      org.opencontainers.image.source="https://github.com/o9nn/auto-sync" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
