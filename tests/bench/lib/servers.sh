# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this file
# What serves the pair: the stand-in, toxiproxy in front of it, and nginx with git http-backend.
# Every server listens on loopback and ends with the script.

source_token=ghp_standinSOURCE0123456789
target_token=ghp_standinTARGET0123456789
build_run=289782001

# within SECONDS COMMAND...: waits until the command succeeds.
within() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= deadline)); then
      echo "Gave up waiting for: $*" >&2
      return 1
    fi
    sleep 0.05
  done
}

started=()
stop_servers() {
  local process
  for process in "${started[@]}"; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  started=()
}

free_port() {
  # The kernel's own choice is free; a listener of ours that ends at once tells which it was.
  local directory=$work/port.$RANDOM
  mkdir -p "$directory"
  "$programs/record_proxy" "$directory" 1 &
  local process=$!
  within 10 test -s "$directory/address"
  kill $process
  wait $process 2>/dev/null || true
  sed 's/.*://' "$directory/address"
}

# start_standin: serves $root; sets standin (its URL). Both sources have a green build of their tip.
start_standin() {
  jq -n --arg sha "$tip" --argjson run "$build_run" --arg read "$source_token" \
    --arg write "$target_token" '
    {workflows: [{id: 1, name: "Build", path: ".github/workflows/build.yml"}],
     runs: [{id: $run, workflow_id: 1, head_sha: $sha, conclusion: "success"}]} as $source
    | {repositories: {"source/occ": ($source + {id: 1001}), "source/occ-tags": ($source + {id: 1002}),
                      "target/occ": {id: 1003}},
       tokens: {($read): {access: {"source/occ": "read", "source/occ-tags": "read"}},
                ($write): {access: {"target/occ": "write"}}}}' >"$work/state.json"
  rm -f "$work/standin-url"
  "$standin_program" --root "$root" --state "$work/state.json" --ready-file "$work/standin-url" \
    >"$work/standin.log" 2>&1 &
  started+=($!)
  within 10 test -s "$work/standin-url"
  standin=$(<"$work/standin-url")
}

forget_traffic() { curl -sSf -X POST "$standin/_standin/reset" >/dev/null; }

# Bytes to the server, bytes from it, requests: since forget_traffic.
traffic() {
  curl -sSf "$standin/_standin/totals" | jq -r '[.bytes_in, .bytes_out, .requests] | @tsv'
}

# start_shaped_link: sets shaped (a URL): the stand-in, 10 ms and 100 Mbit/s away each way.
start_shaped_link() {
  local api listen stream
  api=127.0.0.1:$(free_port)
  listen=127.0.0.1:$(free_port)
  "$toxiproxy" -host "${api%:*}" -port "${api#*:}" >"$work/toxiproxy.log" 2>&1 &
  started+=($!)
  within 10 curl -sf "http://$api/version"
  curl -sSf "http://$api/proxies" -o /dev/null \
    -d "{\"name\": \"link\", \"listen\": \"$listen\", \"upstream\": \"${standin#http://}\"}"
  for stream in upstream downstream; do
    curl -sSf "http://$api/proxies/link/toxics" -o /dev/null -d "{\"name\": \"late_$stream\",
      \"type\": \"latency\", \"stream\": \"$stream\", \"attributes\": {\"latency\": 10}}"
    curl -sSf "http://$api/proxies/link/toxics" -o /dev/null -d "{\"name\": \"narrow_$stream\",
      \"type\": \"bandwidth\", \"stream\": \"$stream\", \"attributes\": {\"rate\": 12500}}"
  done
  shaped=http://$listen
}

# What the link really does: a small answer's time, and the rate of a large one.
measure_link() {
  local url=$1
  curl -sS -o /dev/null -w '%{time_starttransfer}\n' "$url/_standin/url" \
    -: -sS -o /dev/null -w '%{time_starttransfer}\n' "$url/_standin/url" | tail -1 |
    awk '{ printf "round trip %.1f ms", $1 * 1000 }'
  printf '0032want %s\n00000009done\n' "$tip" >"$work/everything"
  curl -sS -o /dev/null -w '%{size_download} %{time_total} %{time_starttransfer}\n' -m 60 \
    -u "x:$source_token" -H 'Content-Type: application/x-git-upload-pack-request' \
    --data-binary "@$work/everything" "$url/source/occ.git/git-upload-pack" |
    awk '{ printf ", download %.1f Mbit/s\n", $1 * 8 / ($2 - $3) / 1e6 }'
}

# start_nginx: sets nginx (a URL): the same repositories through git http-backend, open to anyone.
start_nginx() {
  local port socket=$work/fcgi.socket
  port=$(free_port)
  mkdir -p "$work/nginx"
  rm -f "$socket"
  fcgiwrap -c 4 -s "unix:$socket" 2>"$work/fcgiwrap.log" &
  started+=($!)
  within 10 test -S "$socket"
  cat >"$work/nginx.conf" <<END
daemon off;
user $(id -un);
worker_processes 2;
pid $work/nginx/pid;
error_log $work/nginx/error.log;
events { worker_connections 256; }
http {
  log_format traffic '\$request_length \$bytes_sent';
  access_log $work/nginx/access.log traffic;
  client_body_temp_path $work/nginx/body;
  fastcgi_temp_path $work/nginx/fastcgi;
  proxy_temp_path $work/nginx/proxy;
  uwsgi_temp_path $work/nginx/uwsgi;
  scgi_temp_path $work/nginx/scgi;
  client_max_body_size 0;
  fastcgi_request_buffering off;
  fastcgi_buffering off;
  server {
    listen 127.0.0.1:$port;
    location /api/ { proxy_pass $standin; }
    location ~ ^/([^/]+/[^/]+\.git/.*)\$ {
      fastcgi_pass unix:$socket;
      fastcgi_param SCRIPT_FILENAME $(git --exec-path)/git-http-backend;
      fastcgi_param GIT_PROJECT_ROOT $root;
      fastcgi_param GIT_HTTP_EXPORT_ALL 1;
      fastcgi_param REMOTE_USER bench;
      fastcgi_param PATH_INFO \$uri;
      fastcgi_param QUERY_STRING \$query_string;
      fastcgi_param REQUEST_METHOD \$request_method;
      fastcgi_param CONTENT_TYPE \$content_type;
      fastcgi_param CONTENT_LENGTH \$content_length;
      fastcgi_param HTTP_CONTENT_ENCODING \$http_content_encoding;
      fastcgi_param GIT_PROTOCOL \$http_git_protocol;
    }
  }
}
END
  nginx -c "$work/nginx.conf" -p "$work/nginx" 2>>"$work/nginx/start.log" &
  started+=($!)
  nginx=http://127.0.0.1:$port
  within 10 curl -sf -o /dev/null "$nginx/source/occ.git/HEAD"
}

# The same figures as traffic, from nginx's log.
nginx_traffic() {
  awk '{ sent += $1; received += $2 } END { printf "%d\t%d\t%d\n", sent, received, NR }' \
    "$work/nginx/access.log"
}
