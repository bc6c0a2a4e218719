#!/bin/sh
# The rules of the house that a compiler does not see: which floor may include which, who may use
# libcurl, libgit2, the environment and the clock, and how long a file may be. Usage: check_includes.sh [root]
set -eu
cd "${1:-"$(dirname "$0")/.."}"
failures=$(mktemp)
trap 'rm -f "$failures"' EXIT

# floor: the floors it may include, itself among them
rules='
base: base
domain: base domain
policy: base domain policy
wire: base domain wire
service: base domain policy wire service
app: base domain policy wire service app
adapters: base domain policy wire service adapters
'

floors=$(printf '%s' "$rules" | sed -n 's/:.*//p')

# complain MESSAGE: reads "file:line:text" lines, and notes each with the message.
complain() {
  sed "s|\$|    <- $1|" >> "$failures"
}

for folder in src/*/; do
  floor=$(basename "$folder")
  allowed=$(printf '%s' "$rules" | sed -n "s/^$floor: //p")
  if [ -z "$allowed" ]; then
    echo "$folder: no floor of that name is known here" >> "$failures"
    continue
  fi
  for other in $floors; do
    case " $allowed " in *" $other "*) continue ;; esac
    grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*\"$other/" "$folder" |
      complain "$floor must not see $other"
  done
  if [ "$floor" != adapters ]; then
    grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"](curl/|git2[./]|openssl/|zlib)' "$folder" |
      complain "libcurl, libgit2, OpenSSL and zlib belong to adapters"
    grep -rnE '\b(secure_)?getenv\b|\benviron\b' "$folder" |
      complain "only adapters and main read the environment"
  fi
done

# policy decides from what it is given: no files, no clock, no threads.
grep -rnE '_clock::now|#[[:space:]]*include[[:space:]]*<(fstream|iostream|filesystem|thread|mutex)>' \
  src/domain src/policy | complain 'domain and policy are pure'

# A file names what it includes by floor, never by a way up.
grep -rnE '#[[:space:]]*include[[:space:]]*"\.\.?/' src |
  complain 'include by "floor/file.h"'

find src tests -type f \( -name '*.cpp' -o -name '*.h' -o -name '*.sh' -o -name '*.txt' \) \
  -exec awk 'FNR == 401 { print FILENAME ": more than 400 lines" }' {} + >> "$failures"

if [ -s "$failures" ]; then
  cat "$failures"
  exit 1
fi
echo "The rules of the house are kept."
