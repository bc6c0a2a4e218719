# shellcheck shell=bash
# The image: what is in it, how it starts and stops, and what it says when it is used wrongly.

size_is_within_bounds() {
  local unpacked packed
  unpacked=$(docker image inspect --format '{{.Size}}' "$IMAGE")
  packed=$(docker save "$IMAGE" | gzip | wc -c)
  figure "unpacked: $unpacked bytes (limit 32,000,000); docker save | gzip: $packed (13,000,000)"
  expect_at_most "the unpacked size" "$unpacked" 32000000
  expect_at_most "the packed size" "$packed" 13000000
}

holds_only_what_a_run_needs() {
  local container
  container=$(docker create "$IMAGE")
  docker export "$container" | tar -tv >"$check/files"
  docker rm "$container"
  ! grep -E '^-..s|^-.....s' "$check/files" || fail "no setuid or setgid file"
  ! grep -E ' (usr/)?s?bin/(apt|dpkg|gcc|cc|g\+\+|ld|perl|python)' "$check/files" ||
    fail "no package manager, compiler or interpreter"
  grep -qE '^drwxrwxrwt .* tmp/$' "$check/files" || fail "a /tmp that everyone may write"
  expect_equal "programs" \
    "$(sed -nE 's#.* ((usr/)?bin/[^ /]+)$#\1#p' "$check/files" | sort | tr '\n' ' ')" \
    "bin/sh usr/bin/auto-sync "
}

carries_labels() {
  local label
  for label in title description source version revision; do
    [ -n "$(docker image inspect --format \
      "{{index .Config.Labels \"org.opencontainers.image.$label\"}}" "$IMAGE")" ] ||
      fail "a label $label"
  done
}

explains_itself_without_inputs() {
  local status=0
  docker run --rm "$IMAGE" >"$check/log" 2>&1 || status=$?
  expect_equal "the exit status" "$status" 2
  expect_in_file "$check/log" target_repo
  expect_in_file "$check/log" target_token
  ! grep -nE 'terminate called|what\(\)|core dumped|Aborted|Segmentation|#0 ' "$check/log" ||
    fail "a message for people: no stack trace"
}

# milliseconds_to_first_line DOCKER_RUN_ARGUMENTS...
milliseconds_to_first_line() {
  local begin=$EPOCHREALTIME line end
  {
    IFS= read -r line
    end=$EPOCHREALTIME
    cat >/dev/null
  } < <(docker run --rm "$@" 2>&1)
  [ -n "$line" ] || fail "a line of $*"
  echo $(((${end/./} - ${begin/./}) / 1000))
}

median() { # FILE of an odd number of lines
  sort -n "$1" | sed -n "$((($(wc -l <"$1") + 1) / 2))p"
}

starts_quickly() {
  local ours bare
  for _ in 1 2 3 4 5 6 7 8 9; do
    milliseconds_to_first_line --entrypoint /bin/sh "$JOB_IMAGE" -c 'echo ready' >>"$check/bare"
    milliseconds_to_first_line "$IMAGE" >>"$check/ours"
  done
  bare=$(median "$check/bare")
  ours=$(median "$check/ours")
  figure "to the first line: $ours ms, a bare shell $bare ms (medians of 9; at most 150 ms apart)"
  expect_at_most "the first line, beyond a bare shell's" "$((ours - bare))" 150
}

# start_container NAME: a run on the world's green build, as the runner would start it.
start_container() {
  workspace=$check/workspace
  mkdir -p "$workspace"
  workflow_run_event "$success"
  cp "$check/event.json" "$workspace/"
  cat >"$check/environment" <<EOF
GITHUB_ACTIONS=true
GITHUB_API_URL=$standin/api/v3
GITHUB_EVENT_NAME=workflow_run
GITHUB_EVENT_PATH=/github/workspace/event.json
GITHUB_REPOSITORY=o9nn/occ
GITHUB_RUN_ID=990001
GITHUB_SERVER_URL=$standin
GITHUB_WORKSPACE=/github/workspace
INPUT_SOURCE_TOKEN=$SOURCE_TOKEN
INPUT_TARGET_REPO=cogpy/occ
INPUT_TARGET_TOKEN=$TARGET_TOKEN
EOF
  docker run --detach --name "$1" --network host --env-file "$check/environment" \
    --volume "$workspace:/github/workspace" --workdir /github/workspace "$IMAGE"
}

push_has_begun() {
  requests | jq --exit-status 'any(.phase == "push")'
}

# ends_cleanly_on SIGNAL EXIT_STATUS: while the target's server holds the push back.
ends_cleanly_on() {
  local name=auto-sync-e2e-$1-$$ begin end status
  make_world
  start_standin "$(build_run success)"
  add_fault '{"match": {"phase": "push"}, "stall": true}'
  at_end docker rm --force "$name"
  start_container "$name"
  eventually push_has_begun
  begin=$EPOCHREALTIME
  docker kill --signal "$1" "$name"
  status=$(docker wait "$name")
  end=$EPOCHREALTIME
  docker logs "$name" >"$check/log" 2>&1
  cat "$check/log"
  figure "$1 during a push that does not move: ended in $(((${end/./} - ${begin/./}) / 1000)) ms"
  expect_equal "the exit status" "$status" "$2"
  expect_at_most "milliseconds to the end" "$(((${end/./} - ${begin/./}) / 1000))" 2000
  expect_equal "the report's status" "$(jq -r .status "$workspace"/auto-sync-report/*.json)" error
  [ -s "$(echo "$workspace"/auto-sync-report/*.md)" ] || fail "a report"
  expect_target "$target_before"
  grep -v '::add-mask::' "$check/log" >"$check/log.unmasked"
  expect_no_secret "$check/log.unmasked" "$workspace"/auto-sync-report/*
}

# tls_run PORT [DOCKER_RUN_ARGUMENT...]: a dry run between repositories on that TLS server.
tls_run() {
  local port=$1
  shift
  docker run --rm --network host --volume "$check:/github/workspace" --workdir /github/workspace \
    --env GITHUB_REPOSITORY=o9nn/occ --env INPUT_TARGET_REPO=cogpy/occ \
    --env "INPUT_TARGET_TOKEN=$TARGET_TOKEN" --env INPUT_REQUIRE_BUILD=false \
    --env INPUT_DRY_RUN=true --env "GITHUB_SERVER_URL=https://localhost:$port" "$@" "$IMAGE" || true
}

# Name resolution, TLS and the certificates' place, all out of an image that has nothing else. The
# server speaks TLS, but no HTTP: who complains about that has trusted its certificate.
checks_certificates() {
  local port
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$check/key" -out "$check/own-ca.crt" 2>/dev/null
  openssl s_server -4 -accept 127.0.0.1:0 -cert "$check/own-ca.crt" -key "$check/key" -rev \
    >"$check/tls-server" 2>&1 &
  at_end kill $!
  eventually grep -q '^ACCEPT' "$check/tls-server"
  port=$(sed -n 's/^ACCEPT .*://p' "$check/tls-server")
  tls_run "$port" >"$check/stranger" 2>&1
  expect_in_file "$check/stranger" certificate
  tls_run "$port" --env SSL_CERT_FILE=own-ca.crt >"$check/trusted" 2>&1
  expect_not_in_file "$check/trusted" certificate
  expect_in_file "$check/trusted" HTTP/0.9
}

# The build stage once more, from the same sources in another place.
builds_the_same_binary_again() {
  local build=$IMAGE-build container
  DOCKER_BUILDKIT=0 docker build --target build --tag "$build" "$work/tree" >"$check/build.log"
  docker run --rm "$build" sh -ec '
    mkdir /elsewhere
    cp -r CMakeLists.txt CMakePresets.json cmake src /elsewhere
    cd /elsewhere
    cmake --preset release -DAUTO_SYNC_STATIC_HELPERS=ON >&2
    cmake --build --preset release --target auto-sync >&2
    strip -o again build/release/auto-sync
    sha256sum <again' >"$check/again" 2>"$check/again.log" ||
    fail "a second build: $(tail -n 20 "$check/again.log")"
  container=$(docker create "$IMAGE")
  docker cp --quiet "$container:/usr/bin/auto-sync" "$check/auto-sync"
  docker rm "$container"
  expect_equal "the binary's hash" "$(cat "$check/again")" "$(sha256sum <"$check/auto-sync")"
  ! grep -c /elsewhere "$check/auto-sync" || fail "no build path in the binary"
}

check_image() {
  check "image: its size is within bounds" size_is_within_bounds
  check "image: it holds only what a run needs" holds_only_what_a_run_needs
  check "image: it carries labels" carries_labels
  check "image: without inputs it says what it needs, exit 2" explains_itself_without_inputs
  check "image: it starts quickly" starts_quickly
  check "image: SIGTERM ends a run cleanly" ends_cleanly_on TERM 143
  check "image: SIGINT ends a run cleanly" ends_cleanly_on INT 130
  check "image: TLS with the certificates it is given" checks_certificates
  check "image: a second build gives the same binary" builds_the_same_binary_again
}
