#pragma once
#include <string>

namespace auto_sync {

enum class AnnotationLevel { notice, warning, error };

/// One remark on the run's page. Plain text, not escaped.
struct Annotation {
  AnnotationLevel level = AnnotationLevel::notice;
  std::string title;
  std::string text;
};

}  // namespace auto_sync
