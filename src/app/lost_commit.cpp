#include "app/lost_commit.h"

namespace auto_sync {

Error names_and_lacks(const LostCommit& lost) {
  const std::string commit = lost.id ? lost.id->hex() : "a commit";
  return Error(
             ErrorKind::remote,
             "The " + lost.server->who() + " lists " + commit +
                 " and, asked for it, says that it does not have it.",
             "The repository is damaged, or the server's replicas do not agree: let those who look "
             "after it run `git fsck` there.")
      .about(lost.server->side());
}

}  // namespace auto_sync
