# The action's image: built on Debian 13, then only what a run needs, from scratch.
# Plain instructions alone, no mounts and no heredocs: act builds it with the classic builder.
FROM debian:trixie-slim AS build

RUN apt-get update \
 && apt-get install --no-install-recommends --yes \
      ca-certificates catch2 cmake g++ libcurl4-openssl-dev libfmt-dev libgit2-dev libspdlog-dev \
      libssl-dev libyaml-cpp-dev ninja-build pkg-config rapidjson-dev zlib1g-dev \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /auto-sync
COPY CMakeLists.txt CMakePresets.json ./
COPY cmake cmake/
COPY src src/
RUN cmake --preset release -DAUTO_SYNC_STATIC_HELPERS=ON \
 && cmake --build --preset release --target auto-sync

# Everything that the final image holds, at its place below /image.
COPY entrypoint.sh cmake/collect_image.sh ./
RUN sh collect_image.sh build/release/auto-sync /image

# CI sets RUN_TESTS=true: the unit tests on the very libraries that the image ships.
ARG RUN_TESTS=false
COPY action.yml README.md ./
COPY docs docs/
COPY tests tests/
RUN [ "$RUN_TESTS" != true ] \
 || { apt-get update \
   && apt-get install --no-install-recommends --yes git openssl \
   && cmake -S . -B build/tests -G Ninja -DCMAKE_BUILD_TYPE=Debug -DAUTO_SYNC_TESTS=ON \
   && cmake --build build/tests --target unit_tests \
   && ctest --test-dir build/tests --output-on-failure -R '^unit_'; }

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
