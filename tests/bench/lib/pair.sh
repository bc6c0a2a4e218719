# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this file
# The OCC-shaped source, and targets that lack the newer objects, made once and kept in $cache.
# Everything a measurement changes is a copy whose packs are hard links.

# A stream that differs makes other ids: whoever changes the generator changes this on purpose.
occ_version=1
occ_tip=246607fb84c47f1b85e1912a6b5655ed4be4dbd2
new_tags=500

fast_import() { git -C "$1" -c core.compression=1 fast-import --quiet --force; }

# The commit that has exactly $2 newer ones: the generator lets no side branch cross these points.
commits_ago() { git -C "$1" rev-list --topo-order --skip="$2" -n 1 main; }

# plain_repository DIR: an empty bare one that never tidies itself up.
plain_repository() {
  git init --quiet --bare --initial-branch=main "$1"
  rm -rf "$1/hooks" "$1/info" "$1/description"
  git -C "$1" config gc.auto 0
  git -C "$1" config http.receivepack true
  git -C "$1" config uploadpack.allowFilter true
  git -C "$1" config uploadpack.allowAnySHA1InWant true
}

make_source() {
  plain_repository "$cache/source.git"
  "$programs/make_occ" | git -C "$cache/source.git" -c core.compression=1 fast-import --quiet --done
  # No bitmap: with one, git looks for fewer deltas when it makes a thin pack.
  git -C "$cache/source.git" -c repack.writeBitmaps=false -c pack.threads=2 repack -adfq
  git -C "$cache/source.git" pack-refs --all
  local tip
  tip=$(git -C "$cache/source.git" rev-parse main)
  if [[ $tip != "$occ_tip" ]]; then
    echo "The generator made another repository: main is $tip, not $occ_tip." >&2
    return 1
  fi
}

# The same with 500 more tags, half of them annotated.
make_source_with_tags() {
  cp -al "$cache/source.git" "$cache/source-tags.git"
  local commits number
  mapfile -t commits < <(git -C "$cache/source.git" rev-list --first-parent -n $((new_tags / 2)) main)
  for ((number = 0; number < new_tags; ++number)); do
    local commit=${commits[number / 2]}
    if ((number % 2)); then
      printf 'reset refs/tags/n%d\nfrom %s\n\n' "$number" "$commit"
    else
      printf 'tag n%d\nfrom %s\ntagger Ada Lindqvist <ada@example.org> %d +0000\ndata <<END\n' \
        "$number" "$commit" $((1735689600 + number))
      printf 'Nightly %d\nEND\n\n' "$number"
    fi
  done | fast_import "$cache/source-tags.git"
  git -C "$cache/source-tags.git" pack-refs --all
}

# A pack of what the revisions on standard input say; prints its path without ending.
pack_slice() {
  local id
  mkdir -p "$cache/packs"
  id=$(git -C "$cache/source.git" pack-objects --revs --delta-base-offset -q "$cache/packs/pack")
  echo "$cache/packs/pack-$id"
}

# The history in five packs: up to 465 commits ago, then to 50, 7, 1 and none.
make_slices() {
  local source=$cache/source.git newer older="" ago
  for ago in 465 50 7 1 0; do
    newer=$(commits_ago "$source" $ago)
    {
      echo "$newer"
      if [[ -n $older ]]; then
        echo "^$older"
      else
        git -C "$source" for-each-ref --format='%(objectname)' refs/tags
      fi
    } | pack_slice >"$cache/slice.$ago"
    older=$newer
  done
}

# target_behind NAME AGO: a target whose main is AGO commits behind, with all tags.
target_behind() {
  local target=$cache/target-$1.git ago pack
  plain_repository "$target"
  for ago in 465 50 7 1 0; do
    if ((ago < $2)); then break; fi
    pack=$(<"$cache/slice.$ago")
    ln "$pack".pack "$pack".idx "$target/objects/pack/"
  done
  {
    echo "create refs/heads/main $(commits_ago "$cache/source.git" "$2")"
    git -C "$cache/source.git" for-each-ref --format='create %(refname) %(objectname)' refs/tags
  } | git -C "$target" update-ref --stdin
  git -C "$target" pack-refs --all
}

# Three commits of the target's own, on top of its main.
add_own_commits() {
  local number
  for number in 1 2 3; do
    printf 'commit refs/heads/main\ncommitter Theo Own <theo@example.org> %d +0000\n' \
      $((1735776000 + number))
    printf 'data <<END\nKeep a note of our own, %d\nEND\n' "$number"
    if ((number == 1)); then echo "from refs/heads/main^0"; fi
    printf 'M 100644 inline own/note-%d.md\ndata <<END\nNote %d\nEND\n\n' "$number" "$number"
  done | fast_import "$1"
  git -C "$1" pack-refs --all
}

make_targets() {
  plain_repository "$cache/target-initial.git"
  target_behind in_sync 0
  target_behind 1_commit 1
  target_behind 7_commits 7
  target_behind 465_commits 465
  target_behind diverged 50
  add_own_commits "$cache/target-diverged.git"
  cp -al "$cache/target-diverged.git" "$cache/target-forced.git"
  target_behind tag_moved 0
  git -C "$cache/target-tag_moved.git" update-ref refs/tags/v16.0 main~200
  git -C "$cache/target-tag_moved.git" pack-refs --all
  cp -al "$cache/target-in_sync.git" "$cache/target-500_tags.git"
}

# Makes what is not there yet. Needs $programs; sets $cache.
make_pair() {
  cache=${BENCH_CACHE:-$build/bench-cache}/occ-$occ_version
  [[ -e $cache/complete ]] && return
  echo "Making the OCC-shaped pair (once; some minutes) ..." >&2
  rm -rf "$cache"
  mkdir -p "$cache"
  make_source
  make_source_with_tags
  make_slices
  make_targets
  "$bench/figures.sh" "$cache/source.git" >"$cache/figures.md"
  touch "$cache/complete"
}
