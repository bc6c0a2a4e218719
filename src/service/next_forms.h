#pragma once

namespace auto_sync {

/// The ways in which a push that got no report may be made once more, when a listing has shown that
/// nothing has changed.
struct NextForms {
  bool again = false;        ///< as it was
  bool plain_pack = false;   ///< with a pack that is not thin
  bool with_length = false;  ///< with the pack's length first
};

}  // namespace auto_sync
