# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this file
# Many pairs and many targets, in one process each: bounds that run.sh promises.

pairs_count=1000
targets_count=4

# A stand-in of their own: small pairs in sync, each a repository on disk of its own, and targets
# that lack the same commits.
make_many() {
  local number
  mkdir -p "$root/pairs" "$root/many"
  for ((number = 1; number <= pairs_count; ++number)); do
    cp -al "$small/source.git" "$root/pairs/source-$number.git"
    cp -al "$small/target-in_sync.git" "$root/pairs/target-$number.git"
  done
  cp -al "$cache/source.git" "$root/many/source.git"
  for ((number = 1; number <= targets_count; ++number)); do
    cp -al "$cache/target-${points[0]}_commits.git" "$root/many/target-$number.git"
  done
}

# start_many: serves them; sets many (a URL).
start_many() {
  jq -n --arg tip "$tip" --arg small_tip "$small_tip" --argjson run "$build_run" \
    --arg read "$source_token" --arg write "$target_token" --argjson pairs $pairs_count \
    --argjson targets $targets_count '
    def built(sha): {workflows: [{id: 1, name: "Build", path: ".github/workflows/build.yml"}],
                     runs: [{id: $run, workflow_id: 1, head_sha: sha, conclusion: "success"}]};
    ([range(1; $pairs + 1) | {key: "pairs/source-\(.)", value: built($small_tip)}]
     + [{key: "many/source", value: built($tip)}] | from_entries) as $sources
    | ([range(1; $pairs + 1) | {key: "pairs/target-\(.)", value: {}}]
       + [range(1; $targets + 1) | {key: "many/target-\(.)", value: {}}] | from_entries) as $targets
    | {repositories: ($sources + $targets),
       tokens: {($read): {access: ($sources | map_values("read"))},
                ($write): {access: ($targets | map_values("write"))}}}' >"$work/many.json"
  rm -f "$work/many-url"
  "$standin_program" --root "$root" --state "$work/many.json" --ready-file "$work/many-url" \
    >"$work/many.log" 2>&1 &
  started+=($!)
  within 60 test -s "$work/many-url"
  many=$(<"$work/many-url")
}

many() { # MODE SOURCE TARGET COUNT
  env -i PATH="$PATH" SOURCE_TOKEN="$source_token" TARGET_TOKEN="$target_token" \
    BUILD_RUN="$build_run" "$programs/many" "$1" "$many" "$2" "$3" "$4"
}

# Prints the table; every pair must have ended as it should.
measure_many() {
  make_many
  start_many
  {
    many pairs pairs/source pairs/target $pairs_count
    many targets many/source many/target $targets_count
  } >"$results/many.tsv"
  awk -F '\t' '
    BEGIN {
      print "| what | wall | CPU | peak memory | requests | downloads | in sync | synced |"
      print "|---|--:|--:|--:|--:|--:|--:|--:|"
    }
    {
      name = $1 == "pairs" ? $2 " pairs in sync, 16 at a time" : "one source, " $2 " targets that lack the same commits"
      printf "| %s | %.2f s | %.2f s | %.1f MiB | %d | %s | %d | %d |\n", name, $3 / 1000, $4 / 1000,
        $5 / 1024, $6, $1 == "pairs" ? "–" : $7, $8, $9
    }' "$results/many.tsv"
}
