#include "faults/world/stage.h"

#include <sys/mount.h>

#include <algorithm>
#include <cctype>
#include <fstream>

#include "faults/draw/random.h"
#include "faults/world/runner_place.h"

namespace auto_sync::faults {
namespace {

namespace fs = std::filesystem;
using testing::Access;
using testing::GitRepo;

void copy_folder(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  fs::copy(from, to, fs::copy_options::recursive);
}

/// A proc-receive hook (gitprotocol-pack(5) has its pkt-lines) that says of the branch that it has
/// become another ref, and does nothing.
constexpr const char* proposing_hook =
    "printf '000eversion=1\n00000017ok refs/heads/main\n"
    "0024option refname refs/pull/1/head\n0000'\n"
    "cat >/dev/null";

/// What matches this at a push is declined, by an update hook.
std::string refusing(const std::string& pattern) {
  return "case \"$1\" in " + pattern + ") echo 'not this one' >&2; exit 1;; esac";
}

}  // namespace

Templates::Grown Templates::of(const Scenario& scenario) {
  const std::lock_guard lock(mutex_);
  const auto found = grown_.find(scenario.name);
  if (found != grown_.end()) return found->second;
  Grown grown;
  grown.folder = temp_ / std::to_string(grown_.size());
  GitRepo source(grown.folder / "source.git");
  GitRepo target(grown.folder / "target.git");
  grown.inputs = scenario.grow(source, target);
  for (GitRepo* repository : {&source, &target}) {
    repository->run({"repack", "-adq"});
    repository->run({"pack-refs", "--all"});
    fs::remove_all(repository->path() / "hooks");
  }
  return grown_[scenario.name] = grown;
}

Stage::Stage(const Drawn& drawn, Templates& templates)
    : drawn_(drawn), scenario_(scenario(drawn.scenario)), inputs_(scenario_.inputs) {
  const Templates::Grown grown = templates.of(scenario_);
  inputs_.insert(grown.inputs.begin(), grown.inputs.end());
  const fs::path served = temp_ / "srv";
  copy_folder(grown.folder / "source.git", served / (source_name + ".git"));
  copy_folder(grown.folder / "target.git", served / (target_name + ".git"));
  freeze();
  standin_ = std::make_unique<testing::GithubStandin>(served);
  standin_->add_repository(source_name);
  standin_->add_repository(target_name);
  source_ = std::make_unique<GitRepo>(standin_->repository_path(source_name));
  target_ = std::make_unique<GitRepo>(standin_->repository_path(target_name));
  at_source_ = std::make_unique<SecondWriter>(*source_);
  at_target_ = std::make_unique<SecondWriter>(*target_);
  grant();
  set_hooks();
  proxy_ = std::make_unique<Proxy>(
      standin_->url(), drawn_.faults,
      Hands{[this](const Fault& fault) { move(fault); }, [this](int number) { signal(number); }});
}

Stage::~Stage() {
  if (mounted_) umount2(runner_temp().c_str(), MNT_DETACH);
}

/// What a stale listing shows: the repositories as they are now, under names of their own.
void Stage::freeze() {
  const bool needed = std::any_of(drawn_.faults.begin(), drawn_.faults.end(),
                                  [](const Fault& fault) { return fault.kind == Kind::stale; });
  if (!needed) return;
  const fs::path frozen = temp_ / "srv" / Proxy::frozen_owner;
  copy_folder(temp_ / "srv" / (source_name + ".git"), frozen / "source-occ.git");
  copy_folder(temp_ / "srv" / (target_name + ".git"), frozen / "target-occ.git");
}

void Stage::grant() {
  Random random(drawn_.seed ^ 0x746F6B656E73U);
  source_token_ = "ghp_" + random.word(36);
  target_token_ = "ghp_" + random.word(36);
  standin_->grant(source_token_, source_name,
                  scenario_.writes_source ? Access::write : Access::read);
  standin_->grant(target_token_, target_name, Access::write);
  for (const char* frozen : {"source-occ", "target-occ"}) {
    const std::string name = std::string(Proxy::frozen_owner) + "/" + frozen;
    if (!fs::exists(temp_ / "srv" / (name + ".git"))) continue;
    standin_->add_repository(name);
    standin_->grant(source_token_, name, Access::write);
    standin_->grant(target_token_, name, Access::write);
  }
  standin_->add_workflow(source_name,
                         {workflow_id, "OCC Windows Build", ".github/workflows/occ-win-build.yml"});
  if (!drawn_.atomic_offered) {
    testing::Quirks quirks;
    quirks.atomic = false;
    standin_->set_quirks(target_name, quirks);
  }
}

void Stage::set_hooks() {
  bool abort_tags = false;
  for (const Fault& fault : drawn_.faults) {
    if (fault.kind != Kind::hook) continue;
    switch (fault.hook) {
      case Hook::refuse_branch:
        standin_->install_hook(target_name, "update", refusing("refs/heads/main"));
        break;
      case Hook::refuse_tags:
        standin_->install_hook(target_name, "update", refusing("refs/tags/*"));
        break;
      case Hook::refuse_backups:
        standin_->install_hook(target_name, "update", refusing("refs/auto-sync/*"));
        break;
      case Hook::decline_all:
        standin_->install_hook(target_name, "pre-receive", "echo 'closed today' >&2; exit 1");
        break;
      case Hook::abort_tags:
        abort_tags = true;
        break;
      case Hook::hide_from_upload:
        target_->run({"config", "uploadpack.hideRefs", "refs/heads"});
        break;
      case Hook::propose_branch:
        target_->run({"config", "receive.procReceiveRefs", "refs/heads/main"});
        standin_->install_hook(target_name, "proc-receive", proposing_hook);
        break;
      case Hook::hide_backups:
        target_->run({"config", "receive.hideRefs", "refs/auto-sync"});
        break;
    }
  }
  install_witness(source_->path(), false);
  install_witness(target_->path(), abort_tags);
}

void Stage::move(const Fault& fault) {
  const std::lock_guard lock(moving_);
  const bool source = (fault.point.side == Side::source) != fault.eager;
  (source ? at_source_ : at_target_)->make(fault.move, fault.amount);
}

}  // namespace auto_sync::faults
