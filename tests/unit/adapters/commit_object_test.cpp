#include "adapters/commit_object.h"

#include "base/error.h"
#include "support/catch.h"

namespace auto_sync {
namespace {

const Oid id = *Oid::parse("1111111111111111111111111111111111111111");
const std::string tree = "tree 2222222222222222222222222222222222222222\n";
const std::string people =
    "author Ada Lovelace <ada@example.org> 1700000000 +0100\n"
    "committer Bob <bob@example.org> 1700000005 -0800\n";

}  // namespace

TEST_CASE("a commit's fields are read") {
  const Commit commit =
      parse_commit_object(id, tree +
                                  "parent 3333333333333333333333333333333333333333\n"
                                  "parent 4444444444444444444444444444444444444444\n" +
                                  people + "\nAdd the engine\n\nIt weaves.\n");
  CHECK(commit.id == id);
  CHECK(commit.tree.hex() == "2222222222222222222222222222222222222222");
  REQUIRE(commit.parents.size() == 2);
  CHECK(commit.parents[0].hex() == "3333333333333333333333333333333333333333");
  CHECK(commit.parents[1].hex() == "4444444444444444444444444444444444444444");
  CHECK(commit.author == "Ada Lovelace");
  CHECK(commit.author_time == 1700000000);
  CHECK(commit.commit_time == 1700000005);
  CHECK(commit.subject == "Add the engine");
}

TEST_CASE("a merge claims to be ours by a trailer that names its second parent") {
  const std::string first = "parent 3333333333333333333333333333333333333333\n";
  const std::string merged = "4444444444444444444444444444444444444444";
  const std::string parents = first + "parent " + merged + "\n";
  const auto ours = [&](const std::string& parent_lines, const std::string& message) {
    return parse_commit_object(id, tree + parent_lines + people + "\n" + message).claims_our_merge;
  };
  CHECK(ours(parents, "Merge\n\nAuto-Sync-Commit: " + merged + "\n"));
  CHECK_FALSE(ours(first, "Merge\n\nAuto-Sync-Commit: " + merged + "\n"));
  CHECK_FALSE(ours(parents, "Merge\n\nSee Auto-Sync-Commit: " + merged + "\n"));
  CHECK_FALSE(ours(parents, "Merge\n\nAuto-Sync-Commit: " + std::string(40, '5') + "\n"));
}

TEST_CASE("the subject is the first paragraph on one line") {
  const auto subject = [](const std::string& message) {
    return parse_commit_object(id, tree + people + "\n" + message).subject;
  };
  CHECK(subject("one\ntwo \r\n\nthree") == "one two");
  CHECK(subject("\n \n  late start\n") == "  late start");
  CHECK(subject("no newline") == "no newline");
  CHECK(subject("").empty());
  CHECK(subject("tree in the message\n") == "tree in the message");
}

TEST_CASE("a signature between header and message is passed over") {
  const Commit commit = parse_commit_object(
      id, tree + people +
              "gpgsig -----BEGIN PGP SIGNATURE-----\n \n author Mallory <m> 1 +0000\n"
              " -----END PGP SIGNATURE-----\n\nSigned\n");
  CHECK(commit.author == "Ada Lovelace");
  CHECK(commit.subject == "Signed");
}

TEST_CASE("Latin-1 texts become UTF-8 and other encodings keep their bytes") {
  const std::string author = "author J\xf6rg <j@example.org> 1 +0000\n";
  const Commit latin = parse_commit_object(id, tree + author +
                                                   "encoding ISO-8859-1\n\nGr\xfc\xdf"
                                                   "e\n");
  CHECK(latin.author == "J\xc3\xb6rg");
  CHECK(latin.subject ==
        "Gr\xc3\xbc\xc3\x9f"
        "e");
  const Commit other = parse_commit_object(id, tree + author + "encoding KOI8-R\n\n\xf0\xf2\n");
  CHECK(other.author == "J\xf6rg");
  CHECK(other.subject == "\xf0\xf2");
}

TEST_CASE("broken author lines of old histories are no error") {
  const auto read = [](const std::string& author) {
    return parse_commit_object(id, tree + "author " + author + "\n\nx\n");
  };
  CHECK(read("No Mail 1 +0000").author.empty());
  CHECK(read("Half <mail").author == "Half");
  CHECK(read("Half <mail").author_time == 0);
  CHECK(read("Odd <a<b>c> 12 +0000").author_time == 12);
  CHECK(read("Odd <a@b> yesterday").author_time == 0);
  CHECK(read("Old <a@b> -86400 +0000").author_time == -86400);
  CHECK(read("<a@b> 5 +0000").author.empty());
}

TEST_CASE("a commit whose graph cannot be read is an error that names it") {
  for (const std::string& object :
       {std::string(), std::string("tree 12\n"), people, "\n" + tree + people, tree,
        tree + "parent xyz" + std::string(37, '0') + "\n" + people,
        tree + "parent " + std::string(40, '3') + " \n" + people,
        tree + "parent " + std::string(40, '3') + "\n"}) {
    try {
      parse_commit_object(id, object);
      FAIL("accepted: " << object);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::remote);
      CHECK_THAT(error.what(), StartsWith("bogus commit object " + id.hex()));
    }
  }
}

TEST_CASE("a tree or a parent is one only where git looks for it") {
  const std::string parent = "parent 3333333333333333333333333333333333333333\n";
  const std::string other = "5555555555555555555555555555555555555555\n";
  const std::string author = people.substr(0, people.find('\n') + 1);
  const std::string committer = people.substr(author.size());
  for (const std::string& forged : {"parent " + other, "tree " + other}) {
    for (const std::string& header :
         {people + forged, author + forged + committer,
          forged == "tree " + other ? forged + "parent " + other + people
                                    : "Parent " + other + forged + people,
          people + "encoding UTF-8\n" + forged, people + "gpgsig x\n y\n" + forged}) {
      INFO(header);
      const Commit commit = parse_commit_object(id, tree + parent + header + "\nx\n");
      CHECK(commit.tree.hex() == "2222222222222222222222222222222222222222");
      REQUIRE(commit.parents.size() == 1);
      CHECK(commit.parents[0].hex() == "3333333333333333333333333333333333333333");
    }
  }
}

TEST_CASE("the commit time is read by git's rules") {
  const auto time = [](const std::string& committer) {
    return parse_commit_object(id, tree + "author A <a> 1 +0000\n" + committer + "\n\nx\n")
        .commit_time;
  };
  CHECK(time("committer C <c> 7 -9999") == 7);
  CHECK(time("committer <c>7") == 7);
  CHECK(time("committer C <c>>  7 x") == 7);
  CHECK(time("committer C <c> -7 +0000") == UINT64_MAX - 6);
  CHECK(time("committer C <c> 99999999999999999999 +0000") == UINT64_MAX);
  CHECK(time("committer C <c> +7 +0000") == 0);
  CHECK(time("committer C <c>") == 0);
  CHECK(time("committer 7") == 0);
  CHECK(time("Committer C <c> 7 +0000") == 0);
  CHECK(time("x y\ncommitter C <c> 7 +0000") == 0);
}

}  // namespace auto_sync
