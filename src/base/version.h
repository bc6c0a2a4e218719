#pragma once
#include <string_view>

namespace auto_sync {

/// The version of this build, `1.0.0`: what CMakeLists.txt calls PROJECT_VERSION.
std::string_view version();

}  // namespace auto_sync
