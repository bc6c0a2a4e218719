#include "domain/ref_name.h"

#include "support/catch.h"

using namespace auto_sync;

TEST_CASE("names that git accepts are valid") {
  for (const char* name :
       {"refs/heads/main", "refs/heads/feature/x-1", "refs/tags/v1.0.0", "refs/heads/a@b",
        "refs/heads/@", "refs/heads/{x}", "refs/heads/x.locked", "refs/heads/größe",
        "refs/heads/##]", "refs/heads/-x", "refs/heads/a`b|c<d>"}) {
    INFO(name);
    CHECK(is_valid_ref_name(name));
  }
}

TEST_CASE("names that git refuses are not valid") {
  for (const std::string name : {"",
                                 "main",
                                 "HEAD",
                                 "refs",
                                 "refs/",
                                 "/refs/heads/x",
                                 "refs//heads",
                                 "refs/heads/",
                                 "refs/heads/.x",
                                 "refs/heads/x.",
                                 "refs/heads/x.lock",
                                 "refs/heads/x.lock/y",
                                 "refs/heads/a..b",
                                 "refs/heads/a b",
                                 "refs/heads/a~b",
                                 "refs/heads/a^b",
                                 "refs/heads/::error::x",
                                 "refs/heads/##[group]",
                                 "refs/heads/a?b",
                                 "refs/heads/a*b",
                                 "refs/heads/a[b",
                                 "refs/heads/a\\b",
                                 "refs/heads/a@{b",
                                 "refs/heads/a\nb",
                                 "refs/heads/a\x1B"
                                 "b",
                                 "refs/heads/a\x7F"}) {
    INFO(name);
    CHECK_FALSE(is_valid_ref_name(name));
  }
  CHECK_FALSE(is_valid_ref_name(std::string_view("refs/heads/a\0b", 14)));
}

TEST_CASE("branches and tags have full names and short ones") {
  CHECK(branch_ref("feature/x") == "refs/heads/feature/x");
  CHECK(tag_ref("v1") == "refs/tags/v1");
  CHECK(short_ref_name("refs/heads/feature/x") == "feature/x");
  CHECK(short_ref_name("refs/tags/v1") == "v1");
  CHECK(short_ref_name("refs/notes/commits") == "refs/notes/commits");
  CHECK(short_ref_name("HEAD") == "HEAD");
}

TEST_CASE("branches and tags are told apart by their full names") {
  CHECK(is_branch_ref("refs/heads/main"));
  CHECK_FALSE(is_branch_ref("refs/tags/heads"));
  CHECK_FALSE(is_branch_ref("refs/headsmain"));
  CHECK(is_tag_ref("refs/tags/v1"));
  CHECK_FALSE(is_tag_ref("refs/heads/tags"));
  CHECK_FALSE(is_tag_ref("v1"));
}

TEST_CASE("refs that hosts keep for themselves are known") {
  for (const char* name :
       {"refs/pull/1/head", "refs/github-services/x", "refs/merge-requests/1", "refs/pipelines/1",
        "refs/environments/x", "refs/keep-around/x", "refs/for/main"}) {
    CHECK(is_host_owned_ref(name));
  }
  for (const char* name : {"refs/heads/pull", "refs/tags/for/x", "refs/auto-sync/backup",
                           "refs/pullx/1", "refs/heads/refs/pull/1"}) {
    CHECK_FALSE(is_host_owned_ref(name));
  }
}
