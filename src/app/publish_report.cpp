#include "app/publish_report.h"

#include <exception>
#include <string>

#include "base/log.h"
#include "policy/render_annotations.h"
#include "policy/render_closing.h"
#include "policy/render_outputs.h"
#include "policy/render_report.h"
#include "policy/render_summary.h"

namespace auto_sync {
namespace {

/// Does one part of the telling; when it fails the others are still done.
template <typename Part>
void attempt(SyncResult& result, const std::string& what, Part part) {
  try {
    part();
  } catch (const std::exception& error) {
    result.end.warnings.push_back(what + " could not be written: " + error.what());
  }
}

}  // namespace

void publish_report(const Settings& settings, const EventContext& event, SyncResult& result,
                    Runner& runner) {
  ReportPaths paths;
  const std::string name = report_base_name(result.cost.started_at);
  attempt(result, "The report", [&] {
    paths.markdown =
        runner.write_report(name + ".md", render_report_markdown(settings, event, result));
    paths.json = runner.write_report(name + ".json", render_report_json(settings, event, result));
  });
  attempt(result, "The outputs", [&] {
    for (const auto& [output, value] : render_outputs(settings, event, result, paths)) {
      runner.set_output(output, value);
    }
  });
  attempt(result, "The step summary",
          [&] { runner.append_summary(render_summary(settings, event, result, paths)); });
  attempt(result, "The annotations", [&] {
    for (const Annotation& annotation : render_annotations(settings, event, result)) {
      runner.annotate(annotation.level, annotation.title, annotation.text);
    }
  });
  for (const std::string& line : render_closing(settings, result, paths)) log::info("{}", line);
}

}  // namespace auto_sync
