#include "policy/refusals_of_git.h"

namespace auto_sync {
namespace {

constexpr std::string_view git_config = "https://git-scm.com/docs/git-config";

}  // namespace

const std::vector<KnownRefusal>& refusals_of_git() {
  static const std::vector<KnownRefusal> rows = {
      {.name = "hidden_ref",
       .example = "deny updating a hidden ref",
       .signs = {"deny", "a hidden ref"},
       .meaning = "The {role}'s server hides this ref, and lets nobody push to it.",
       .remedy = "Push to another ref, or let whoever runs the server take it out of "
                 "receive.hideRefs and transfer.hideRefs.",
       .link = git_config},
      {.name = "checked_out",
       .example = "branch is currently checked out",
       .signs = {"branch is currently checked out"},
       .meaning = "The {role} is a repository with a work tree that has this branch checked out.",
       .remedy = "Push to a bare repository; or, on the server: git config "
                 "receive.denyCurrentBranch updateInstead.",
       .link = git_config},
      {.name = "missing_objects",
       .example = "missing necessary objects",
       .signs = {"missing necessary objects"},
       .meaning =
           "The {role}'s server lacks objects that the push rests on, although it lists what "
           "leads to them: its repository is damaged.",
       .remedy = "Let whoever runs the {role}'s server look with `git fsck --connectivity-only`.",
       .link = "https://git-scm.com/docs/git-fsck"},
      {.name = "fsck",
       .example = "error: object 5477a7dd26384ed3c8b3814ee677f755ad27a597: zeroPaddedFilemode: "
                  "contains zero-padded file modes\nfatal: fsck error in packed object",
       .signs = {"fsck error in pack"},
       .captures = {"error: object {object}: "},
       .meaning = "The {role}'s server checks what it is sent, and an object of the history is not "
                  "as git would write it today[: {object}].",
       .remedy = "If the history is to stay as it is, let whoever runs the {role}'s server allow "
                 "this kind (receive.fsck.ID, with the ID that its words name) or this object "
                 "(receive.fsck.skipList).",
       .link = "https://git-scm.com/docs/git-fsck#_fsck_messages"},
      {.name = "pack_too_large",
       .example = "fatal: pack exceeds maximum allowed size (1.00 MiB)",
       .signs = {"pack exceeds maximum allowed size"},
       .captures = {"maximum allowed size ({size})"},
       .meaning = "The {role}'s server takes no push as large as this one[: at most {size}].",
       .remedy = "Raise receive.maxInputSize there. Or bring the history over once by hand in "
                 "parts, older commits first: git push TARGET COMMIT:refs/heads/BRANCH.",
       .link = git_config},
      {.name = "proc_receive",
       .example = "proc-receive failed to report status",
       .signs = {"proc-receive"},
       .meaning = "The {role}'s server hands pushes to this ref to a program of its own (the hook "
                  "proc-receive), which did not take it.",
       .remedy =
           "Push to another ref, or let whoever runs the {role}'s server look at that program.",
       .link = "https://git-scm.com/docs/githooks#proc-receive"},
  };
  return rows;
}

}  // namespace auto_sync
