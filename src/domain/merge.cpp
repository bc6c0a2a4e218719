#include "domain/merge.h"

namespace auto_sync {

std::string_view to_string(ConflictKind kind) {
  switch (kind) {
    case ConflictKind::content:
      return "content";
    case ConflictKind::add_add:
      return "add/add";
    case ConflictKind::modify_delete:
      return "modify/delete";
    case ConflictKind::rename_rename:
      return "rename/rename";
    case ConflictKind::rename_delete:
      return "rename/delete";
    case ConflictKind::rename_add:
      return "rename/add";
    case ConflictKind::mode:
      return "mode";
    case ConflictKind::type:
      return "type";
    case ConflictKind::submodule:
      return "submodule";
    case ConflictKind::symlink:
      return "symlink";
    case ConflictKind::binary:
      return "binary";
    case ConflictKind::directory_file:
      return "directory/file";
  }
  return "content";
}

}  // namespace auto_sync
