// What a target's own rules do to a push: hooks of every kind, hidden refs, namespaces.
#include <fstream>

#include "contract/servers/apache_world.h"
#include "support/catch.h"

using namespace auto_sync::testing;

namespace {

void hook(World& world, const std::string& name, const std::string& script) {
  world.standin.install_hook(target_name, name, script);
}

/// A proc-receive hook (githooks(5)) that answers each command with `answer`, in which COMMAND's
/// ref is $ref, as lines of its report.
std::string proc_receive(const std::string& answer) {
  return "packet() { printf '%04x%s' $((${#1} + 4)) \"$1\"; }\n"
         "next() {\n"
         "  length=$(dd bs=1 count=4 2>/dev/null)\n"
         "  length=$((0x$length))\n"
         "  [ \"$length\" -gt 4 ] || return 1\n"
         "  line=$(dd bs=1 count=$((length - 4)) 2>/dev/null | tr -d '\\000')\n"
         "}\n"
         "next; while next; do :; done\n"
         "packet 'version=1'; printf 0000\n"
         "refs=; while next; do refs=\"$refs ${line##* }\"; done\n"
         "for ref in $refs; do\n" +
         answer + "done\nprintf 0000\n";
}

}  // namespace

TEST_CASE("a pre-receive hook's refusal ends with 5, in its own words") {
  ApacheWorld world;
  world.grow(2, 2);
  hook(world, "pre-receive", "echo 'Nothing before the audit.' >&2\nexit 1\n");

  run_untouched(world, {"rejected", 5, {"Nothing before the audit.", "pre-receive hook declined"}});
}

TEST_CASE("an update hook's refusal of a tag leaves the branch moved, and is told") {
  ApacheWorld world;
  world.grow(2, 2);
  world.source.tag("v1", "main");
  hook(world, "update",
       "case $1 in refs/tags/*) echo 'Tags are made by hand.' >&2; exit 1 ;; esac\n");

  const Outcome outcome = world.run();
  check_ending(outcome, {"rejected", 5, {"Tags are made by hand."}});
  CHECK(world.target_tip() == world.source_tip());
}

TEST_CASE("what a post-receive hook says of a push that was taken is kept, and no failure") {
  ApacheWorld world;
  world.grow(2, 2);
  hook(world, "post-receive", "echo 'Deployment 42 begins.' >&2\nexit 1\n");

  const Outcome outcome = world.run_synced();
  CHECK_THAT(outcome.everything(), ContainsSubstring("Deployment 42 begins."));
}

TEST_CASE("a post-update hook, a reference-transaction hook: whatever else runs is no hindrance") {
  ApacheWorld world;
  world.grow(2, 2);
  hook(world, "post-update", "echo done >&2\nexit 1\n");
  hook(world, "reference-transaction", "exit 0\n");

  world.run_synced();
}

TEST_CASE("a proc-receive hook that refuses is quoted") {
  ApacheWorld world;
  world.grow(2, 2);
  world.target.run({"config", "receive.procReceiveRefs", "refs/heads"});
  hook(world, "proc-receive", proc_receive("  packet \"ng $ref reviews are closed\"\n"));

  run_untouched(world, {"rejected", 5, {"reviews are closed"}});
}

TEST_CASE(
    "a proc-receive hook that says ok, and names another ref that is not there, is not believed") {
  ApacheWorld world;
  world.grow(2, 2);
  world.target.run({"config", "receive.procReceiveRefs", "refs/heads"});
  hook(world, "proc-receive",
       proc_receive("  packet \"ok $ref\"\n  packet 'option refname refs/changes/17/head'\n"));

  const std::string before = world.target_tip();
  const Outcome outcome = world.run();
  CHECK(outcome.exit_code != 0);
  CHECK(outcome.status() != "synced");
  CHECK(world.target_tip() == before);
}

TEST_CASE("a branch that the target hides is refused as such") {
  ApacheWorld world;
  world.grow(2, 2);
  world.target.run({"config", "receive.hideRefs", "refs/heads"});

  run_untouched(world, {"rejected", 5, {"deny updating a hidden ref"}});
}

TEST_CASE("refs that both sides hide elsewhere are nobody's concern") {
  ApacheWorld world;
  world.grow(2, 2);
  world.source.run({"update-ref", "refs/pull/1/head", "main"});
  world.source.run({"config", "uploadpack.hideRefs", "refs/pull"});
  world.target.run({"update-ref", "refs/pull/7/head", "main"});
  world.target.run({"config", "transfer.hideRefs", "refs/pull"});

  world.run_synced();
}

TEST_CASE("a target's namespace is all that a sync sees and changes") {
  ApacheWorld world("<Location \"/cogpy/\">\n  SetEnv GIT_NAMESPACE mirror\n</Location>\n");
  world.grow(2, 3);
  const std::string outside = world.target_tip();

  check_ending(world.run(), {"synced", 0, {}});
  CHECK(world.target_tip() == outside);
  CHECK(world.target_tip("refs/namespaces/mirror/refs/heads/main") == world.source_tip());

  world.grow(0, 2);
  check_ending(world.run(), {"synced", 0, {}});
  CHECK(world.target_tip("refs/namespaces/mirror/refs/heads/main") == world.source_tip());
  require_sound(world);
}
