# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this file
# A made-up source, and targets that lack the newer objects, made once and kept in $cache.
# Everything a measurement changes is a copy whose packs are hard links.

# use_shape NAME: which repository it is to be (occ/shape.h), and where targets stand. A stream that
# differs makes other ids: whoever changes the generator changes the tips on purpose.
use_shape() {
  shape=$1
  case $shape in
    occ)
      version=1
      tip=246607fb84c47f1b85e1912a6b5655ed4be4dbd2
      points=(465 50 7 1 0) # commits ago: no side branch crosses these
      moved_tag=v16.0
      new_tags=500
      ;;
    pocket)
      version=1
      tip=954ac6554eb56197ebf0f1e8a01e901c7adfe4e0
      points=(20 7 1 0)
      moved_tag=v1.0
      new_tags=50
      ;;
  esac
  scenarios=(in_sync 1_commit 7_commits "${points[0]}_commits" initial forced diverged tag_moved
    "${new_tags}_tags")
}

fast_import() { git -C "$1" -c core.compression=1 fast-import --quiet --force; }

# The commit that has exactly $2 newer ones.
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
  "$programs/make_occ" "$shape" | git -C "$cache/source.git" -c core.compression=1 fast-import --quiet --done
  # No bitmap: with one, git looks for fewer deltas when it makes a thin pack.
  git -C "$cache/source.git" -c repack.writeBitmaps=false repack -adfq
  git -C "$cache/source.git" pack-refs --all
  local made
  made=$(git -C "$cache/source.git" rev-parse main)
  if [[ $made != "$tip" ]]; then
    echo "The generator made another repository: main is $made, not $tip." >&2
    return 1
  fi
}

# The same with more tags, half of them annotated.
make_source_with_tags() {
  cp -al "$cache/source.git" "$cache/source-tags.git"
  local commits number
  mapfile -t commits < <(git -C "$cache/source.git" rev-list --topo-order -n $((new_tags / 2)) main)
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

# The history in as many packs as there are points, the oldest and largest first.
make_slices() {
  local source=$cache/source.git newer older="" ago
  for ago in "${points[@]}"; do
    newer=$(commits_ago "$source" "$ago")
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
  for ago in "${points[@]}"; do
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
  target_behind "${points[0]}_commits" "${points[0]}"
  target_behind diverged "${points[1]}"
  add_own_commits "$cache/target-diverged.git"
  cp -al "$cache/target-diverged.git" "$cache/target-forced.git"
  target_behind tag_moved 0
  git -C "$cache/target-tag_moved.git" update-ref "refs/tags/$moved_tag" main~20
  git -C "$cache/target-tag_moved.git" pack-refs --all
  cp -al "$cache/target-in_sync.git" "$cache/target-${new_tags}_tags.git"
}

# Makes what is not there yet; sets $cache.
make_pair() {
  cache=${BENCH_CACHE:-$repository/build/bench-cache}/$shape-$version
  if [[ -e $cache/complete ]]; then return; fi
  echo "Making the repositories of shape '$shape' (once) ..." >&2
  rm -rf "$cache"
  mkdir -p "$cache"
  make_source
  make_source_with_tags
  make_slices
  make_targets
  "$bench/figures.sh" "$cache/source.git" "${points[@]}" >"$cache/figures.md"
  touch "$cache/complete"
}
