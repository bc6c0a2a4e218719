#include "domain/backup_ref.h"

#include "support/catch.h"

using namespace auto_sync;

namespace {

const Oid one = *Oid::parse("1111111111111111111111111111111111111111");
const Oid two = *Oid::parse("2222222222222222222222222222222222222222");

}  // namespace

TEST_CASE("a backup's name says which ref it keeps, and from when") {
  struct Row {
    std::string ref;
    bool as_tag;
    std::string name;
  };
  const Row rows[] = {
      {"refs/heads/main", false, "refs/auto-sync/backup/main/20260102T030405Z"},
      {"refs/heads/a/b", false, "refs/auto-sync/backup/a/b/20260102T030405Z"},
      {"refs/heads/main", true, "refs/tags/auto-sync-backup/main/20260102T030405Z"},
      {"refs/tags/v1", false, "refs/auto-sync/backup-tags/v1/20260102T030405Z"},
      {"refs/tags/v1", true, "refs/tags/auto-sync-backup-tags/v1/20260102T030405Z"},
  };
  for (const Row& row : rows) {
    CHECK(backup_ref(row.ref, "20260102T030405Z", row.as_tag) == row.name);
    const auto parsed = parse_backup_ref(row.name);
    REQUIRE(parsed.has_value());
    CHECK(parsed->of == row.ref);
    CHECK(parsed->time == "20260102T030405Z");
  }
}

TEST_CASE("a name that is not exactly of that form is no backup") {
  for (const char* name :
       {"refs/auto-sync/backup/main", "refs/auto-sync/backup/20260102T030405Z",
        "refs/auto-sync/backup//20260102T030405Z", "refs/auto-sync/backup/main/20260102T030405",
        "refs/auto-sync/backup/main/20260102T030405Z-2", "refs/auto-sync/backup/main/latest",
        "refs/auto-sync/other/main/20260102T030405Z", "refs/heads/main/20260102T030405Z",
        "refs/tags/backup/main/20260102T030405Z", "refs/auto-sync/backup/main/2026010203T0405ZZ"}) {
    INFO(name);
    CHECK_FALSE(parse_backup_ref(name).has_value());
  }
}

TEST_CASE("what lies among backups is never taken for a tag of the source, whatever its form") {
  CHECK(is_backup_ref("refs/tags/auto-sync-backup/main/20260102T030405Z"));
  CHECK(is_backup_ref("refs/tags/auto-sync-backup/note"));
  CHECK(is_backup_ref("refs/tags/auto-sync-backup-tags/v1/20260102T030405Z"));
  CHECK_FALSE(is_backup_ref("refs/tags/auto-sync-backups"));
  CHECK_FALSE(is_backup_ref("refs/tags/v1"));
}

TEST_CASE("the backups of a branch are those of both forms, newest first, and of no other branch") {
  const std::vector<ListedRef> listed = {
      {"refs/auto-sync/backup/main/20260101T000000Z", one, {}},
      {"refs/auto-sync/backup/main/20260301T000000Z", two, {}},
      {"refs/auto-sync/backup/main/old/20260501T000000Z", two, {}},
      {"refs/auto-sync/backup-tags/main/20260501T000000Z", two, {}},
      {"refs/heads/main", two, {}},
      {"refs/tags/auto-sync-backup/main/20260201T000000Z", one, {}},
  };
  const std::vector<Backup> found = backups_of("refs/heads/main", listed);
  REQUIRE(found.size() == 3);
  CHECK(found[0].time == "20260301T000000Z");
  CHECK(found[0].id == two);
  CHECK(found[1].name == "refs/tags/auto-sync-backup/main/20260201T000000Z");
  CHECK(found[2].time == "20260101T000000Z");
}
