#pragma once
#include <string>

#include "app/edges.h"
#include "support/fakes/drawn_repository.h"
#include "support/fakes/scripted_http_client.h"
#include "support/fakes/scripted_push.h"

namespace auto_sync::test {

/// Two repositories with a drawn history between them, each of which can be read and pushed to by
/// script; no build is asked, and neither is on GitHub.
class TwoSides {
 public:
  explicit TwoSides(const std::string& drawing) : commits_(drawing) {
    settings.source = {"https://a.example/source", "https://a.example/source", {}};
    settings.target = {"https://b.example/target", "https://b.example/target", {}};
    settings.require_build = false;
    settings.list_files = ListFiles::never;  // there are no trees here
  }

  static Oid id(const std::string& name) { return testing::DrawnHistory::id(name); }

  Settings settings;
  ScriptedPush source;
  ScriptedPush target;

  Edges forward() { return edges(source_reader_, target_reader_, target); }
  Edges back() { return edges(target_reader_, source_reader_, source); }
  /// The target as its own source.
  PushEdges target_alone() { return pushing(target_reader_, target_reader_, target); }
  Meter meter() { return {.clock = target.clock}; }

 private:
  PushEdges pushing(GitSource& from, GitSource& reader, ScriptedPush& to) {
    return {.read = {.source = from,
                     .target = reader,
                     .packs = packs_,
                     .stores = to,
                     .clock = target.clock},
            .target = to,
            .transfer = to,
            .last_look = reader};
  }
  Edges edges(GitSource& from, GitSource& reader, ScriptedPush& to) {
    return {.push = pushing(from, reader, to),
            .github = {.builds = builds_, .pulls = pulls_},
            .meter = meter()};
  }

  DrawnCommits commits_;
  DrawnRepository source_reader_{commits_, source.refs};
  DrawnRepository target_reader_{commits_, target.refs};
  DrawnPacks packs_{commits_};
  ScriptedHttpClient http_;
  GithubApi builds_{http_, target.clock, "https://api.example", Secret(), "source_token"};
  GithubPulls pulls_{http_, target.clock, "https://api.example", Secret(), "target_token"};
};

}  // namespace auto_sync::test
