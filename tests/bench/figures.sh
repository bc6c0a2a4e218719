#!/usr/bin/env bash
# figures.sh REPOSITORY AGO...: what shape a repository has, as a Markdown table, and what its last
# AGO commits weigh.
set -euo pipefail
cd "$1"
shift

# quantile PERCENT: of the sorted numbers on standard input.
quantile() {
  awk -v percent="$1" '{ value[NR] = $1 } END { print value[int((NR - 1) * percent / 100) + 1] }'
}

sizes=$(git ls-tree -rl main | awk '{ print $4 }' | sort -n)
touched=$(git log main --no-merges --format=%x01 --name-only |
  awk 'BEGIN { RS = "\001" } NR > 1 { print NF }' | sort -n)
pack=$(find objects/pack -name '*.pack' -printf '%s\n' | awk '{ sum += $1 } END { print sum }')

row() { printf '| %s | %s |\n' "$1" "$2"; }
echo '| figure | value |'
echo '|---|--:|'
row 'tip of main' "$(git rev-parse main)"
row 'files' "$(git ls-tree -r main | wc -l)"
row 'directories' "$(git ls-tree -rd main | wc -l)"
row 'commits' "$(git rev-list --count main)"
row 'merges' "$(git rev-list --count --merges main)"
row 'refs' "$(git for-each-ref | wc -l)"
row 'packed, bytes' "$pack"
row 'file size p50, p90, p99, largest, bytes' "$(for p in 50 90 99 100; do
  quantile $p <<<"$sizes"
done | paste -sd' ')"
row 'files in a commit p50, p90, largest' "$(for p in 50 90 100; do
  quantile $p <<<"$touched"
done | paste -sd' ')"
for ago in "$@"; do
  if ((ago == 0)); then continue; fi
  range=$(printf 'main\n^%s\n' "$(git rev-list --topo-order --skip="$ago" -n 1 main)")
  sizes_of=$(for how in --thin --delta-base-offset --filter=tree:0; do
    git pack-objects --revs --stdout --delta-base-offset $how -q <<<"$range" | wc -c
  done | paste -sd' ')
  row "last $ago commits: thin pack, plain pack, history, bytes" "$sizes_of"
done
