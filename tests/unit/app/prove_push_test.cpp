// The proof of a push: which listing is believed, and how long one is waited for.
#include "app/prove_push.h"

#include "base/error.h"
#include "support/catch.h"
#include "support/fakes/scripted_push.h"

using namespace auto_sync;
using auto_sync::test::ScriptedPush;

namespace {

using std::chrono::milliseconds;

const std::string main_ref = "refs/heads/main";
const std::string tag_ref = "refs/tags/v1";
const std::string kept_ref = "refs/auto-sync/backup/main/20260101T000000Z";
const Oid old_id = *Oid::parse(std::string(40, '1'));
const Oid new_id = *Oid::parse(std::string(40, '2'));

PlannedRef moved(const std::string& name) {
  return {name, old_id, new_id, RefAction::fast_forward, {}};
}

PlannedRef created(const std::string& name) {
  return {name, std::nullopt, new_id, RefAction::create, {}};
}

/// A target's upload-pack that fails, or tells what it was asked.
class Reader : public GitSource {
 public:
  std::optional<Error> failure;
  std::vector<std::string> asked;

  SourceListing list(const std::vector<std::string>& prefixes) override {
    asked = prefixes;
    if (failure) throw Error(*failure);
    return {};
  }
  FetchAnswer fetch(const FetchQuestion& /*question*/, ByteSink& /*pack*/) override { return {}; }
};

/// The target's edges, with that reader.
PushEdges reading(ScriptedPush& target, Reader& reader) {
  const PushEdges edges = target.edges();
  return {.read = {.source = edges.read.source,
                   .target = reader,
                   .packs = edges.read.packs,
                   .stores = edges.read.stores,
                   .clock = edges.read.clock},
          .target = edges.target,
          .transfer = edges.transfer,
          .last_look = edges.last_look};
}

}  // namespace

TEST_CASE("a ref that upload-pack hides is looked for through receive-pack") {
  ScriptedPush target;
  target.refs[main_ref] = new_id;
  target.stale = {{}};
  const auto listed = list_again(target.edges(), {moved(main_ref)});
  CHECK(stand_as_planned(listed, {moved(main_ref)}));
}

TEST_CASE(
    "where upload-pack does not answer receive-pack is asked, unless the run was interrupted") {
  ScriptedPush target;
  target.refs[main_ref] = new_id;
  Reader reader;
  SECTION("it fails") {
    reader.failure = Error(ErrorKind::remote, "answered with an error (HTTP 500).");
    const auto listed = list_again(reading(target, reader), {moved(main_ref)});
    CHECK(stand_as_planned(listed, {moved(main_ref)}));
  }
  SECTION("the run was interrupted") {
    reader.failure = Error(ErrorKind::interrupted, "Interrupted.");
    CHECK_THROWS_AS(list_again(reading(target, reader), {moved(main_ref)}), Error);
  }
}

TEST_CASE("a few refs are listed by their names, many by their kinds") {
  ScriptedPush target;
  Reader reader;
  std::vector<PlannedRef> refs = {created(main_ref), created(tag_ref)};
  list_again(reading(target, reader), refs);
  CHECK(reader.asked == std::vector<std::string>{main_ref, tag_ref});
  for (int i = 0; i < 100; ++i) refs.push_back(created(tag_ref + "." + std::to_string(i)));
  list_again(reading(target, reader), refs);
  CHECK(reader.asked == std::vector<std::string>{"refs/heads/", "refs/tags/"});
}

TEST_CASE("a ref stands as planned where it has its new value, or is gone where it was to go") {
  const PlannedRef deleted{main_ref, old_id, std::nullopt, RefAction::skip, {}};
  CHECK(stand_as_planned({{main_ref, new_id, {}}}, {moved(main_ref)}));
  CHECK_FALSE(stand_as_planned({{main_ref, old_id, {}}}, {moved(main_ref)}));
  CHECK_FALSE(stand_as_planned({}, {moved(main_ref)}));
  CHECK(stand_as_planned({}, {deleted}));
  CHECK_FALSE(stand_as_planned({{main_ref, old_id, {}}}, {deleted}));
}

TEST_CASE("a listing that lags is looked at again, each time a little later, four times in all") {
  ScriptedPush target;
  target.refs[main_ref] = new_id;
  const std::map<std::string, Oid> before = {{main_ref, old_id}};
  SECTION("it catches up") {
    target.stale = {before};
    const auto listed = list_until_planned(target.edges(), {moved(main_ref)}, {moved(main_ref)});
    CHECK(stand_as_planned(listed, {moved(main_ref)}));
    CHECK(target.clock.slept == std::vector<milliseconds>{milliseconds(250)});
  }
  SECTION("it does not") {
    target.stale.assign(9, before);
    const auto listed = list_until_planned(target.edges(), {moved(main_ref)}, {moved(main_ref)});
    CHECK_FALSE(stand_as_planned(listed, {moved(main_ref)}));
    CHECK(target.listings == 4);
    CHECK(target.clock.slept ==
          std::vector<milliseconds>{milliseconds(250), milliseconds(1000), milliseconds(4000)});
  }
}

TEST_CASE(
    "a new branch or tag that nobody can fetch is seen through receive-pack, a backup is not") {
  ScriptedPush target;
  target.refs = {{tag_ref, new_id}, {kept_ref, new_id}};
  target.stale.assign(4, {});
  const std::string name = GENERATE(tag_ref, kept_ref);
  const auto listed = list_until_planned(target.edges(), {created(name)}, {created(name)});
  CHECK(stand_as_planned(listed, {created(name)}) == (name == tag_ref));
}
