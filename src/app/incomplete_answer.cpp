#include "app/incomplete_answer.h"

namespace auto_sync {

Error lacks_object(const GitSource& from, const Oid& id) {
  return Error(ErrorKind::remote,
               "The " + from.who() + " answered without " + id.hex() + ", which it was asked for.",
               "Run the sync again. If it stays so, the repository is damaged: run `git fsck` on "
               "the server.",
               true)
      .about(from.side());
}

}  // namespace auto_sync
