#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <set>
#include <sstream>

#include "base/escape.h"
#include "base/text.h"
#include "base/utf8.h"
#include "policy/file_rules.h"
#include "policy/given_values.h"

namespace auto_sync {
namespace {

constexpr std::size_t largest_config = std::size_t{1} << 20;
constexpr std::size_t most_problems = 50;  // a file with more of them is no configuration of ours

std::string as_key(std::string_view name) {
  return std::string(name);
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Utf8Char next = next_utf8(text);
    if (!next.valid) return false;
    text.remove_prefix(next.length);
  }
  return true;
}

std::string kind_of(const YAML::Node& node) {
  if (node.IsSequence()) return "a list";
  if (node.IsMap()) return "a map";
  return node.IsNull() ? "nothing" : "a single value";
}

/// Where documents begin.
struct DocumentStarts : YAML::EventHandler {
  std::vector<YAML::Mark> marks;

  // The names are yaml-cpp's. NOLINTBEGIN(readability-identifier-naming)
  using Mark = YAML::Mark;
  using Style = YAML::EmitterStyle::value;
  void OnDocumentStart(const Mark& mark) override { marks.push_back(mark); }
  void OnDocumentEnd() override {}
  void OnNull(const Mark&, YAML::anchor_t) override {}
  void OnAlias(const Mark&, YAML::anchor_t) override {}
  void OnScalar(const Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const Mark&, const std::string&, YAML::anchor_t, Style) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const Mark&, const std::string&, YAML::anchor_t, Style) override {}
  void OnMapEnd() override {}
  // NOLINTEND(readability-identifier-naming)
};

/// Where the first documents of `text` begin, two at most. YAML::LoadAll would read on for ever
/// where the parser does not get ahead: at a comma, say, it sees an empty document each time.
std::vector<YAML::Mark> first_documents(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  DocumentStarts starts;
  while (starts.marks.size() < 2 && parser.HandleNextDocument(starts)) {
  }
  return starts.marks;
}

/// Reads one file's document, collecting what it gives.
class ConfigReader {
 public:
  explicit ConfigReader(const ConfigFile& file) : path_(shorten(printable(file.path), 200)) {}

  GivenValues read(const std::string& text) {
    if (text.size() > largest_config) {
      refuse("config", path_, fmt::format("the file is {} large", human_bytes(text.size())),
             "at most 1 MiB");
    } else if (!is_utf8(text) || text.find('\0') != std::string::npos) {
      refuse("config", path_, "the file is not text", "YAML in UTF-8");
    } else {
      load(text);
    }
    return std::move(given_);
  }

 private:
  void load(const std::string& text) {
    try {
      const std::vector<YAML::Mark> documents = first_documents(text);
      if (documents.size() > 1) {
        const bool ahead = documents[1].pos > documents[0].pos;
        refuse("config", at(documents[1]),
               ahead ? "a second document begins" : "the YAML cannot be read", "one document");
      }
      if (!documents.empty()) read_document(YAML::Load(text));
    } catch (const YAML::DeepRecursion& error) {
      refuse("config", at(error.mark), "it is nested too deeply", {});
    } catch (const YAML::Exception& error) {
      refuse("config", at(error.mark),
             "the YAML cannot be read: " + shorten(printable(error.msg), 200), {});
    }
  }

  void read_document(const YAML::Node& document) {
    if (document.IsNull()) return;
    if (!document.IsMap()) {
      refuse("config", at(document.Mark()), "found " + kind_of(document),
             "inputs and their values, such as `target_repo: owner/name`");
      return;
    }
    for (const auto& entry : document) {
      if (given_.problems.size() >= most_problems) {
        refuse("config", at(entry.first.Mark()), "the rest of the file was not read", {});
        return;
      }
      read_entry(entry.first, entry.second);
    }
  }

  void read_entry(const YAML::Node& key, const YAML::Node& value) {
    if (!key.IsScalar()) {
      refuse("config", at(key.Mark()), fmt::format("found {} as a key", kind_of(key)),
             "the name of an input");
      return;
    }
    const std::string& name = key.Scalar();
    const std::string where = fmt::format("{} ({})", at(key.Mark()), shown_key(name));
    const Input* input = find_input(name);
    if (input == nullptr) {
      given_.problems.push_back(unknown_name(name, where, as_key));
    } else if (!seen_.insert(name).second) {
      refuse(name, where, "it is given twice", {});
    } else if (input->secret) {
      refuse(name, where, "tokens are not taken from a file", {},
             "Pass it in the workflow, from a secret, and revoke the one that stands in the file.");
    } else if (name == "config") {
      refuse(name, where, "a configuration file cannot name another one", {});
    } else {
      read_value(*input, value, value.IsNull() ? key.Mark() : value.Mark());
    }
  }

  void read_value(const Input& input, const YAML::Node& value, const YAML::Mark& mark) {
    const std::string where = fmt::format("{} ({})", at(mark), input.name);
    if (value.IsScalar()) {
      read_scalar(input, value.Scalar(), where);
    } else if (value.IsSequence() && input.list) {
      for (const YAML::Node& item : value) read_item(input, item, where);
    } else if (!value.IsNull()) {
      refuse(input.name, where, "found " + kind_of(value), std::string(input.expected));
    }
  }

  void read_scalar(const Input& input, const std::string& text, const std::string& where) {
    const std::string trimmed = trim(text);
    const auto refusal = trimmed.empty() ? std::nullopt : refuse_in_file(input, trimmed);
    if (refusal) {
      refuse(input.name, where, refusal->found, refusal->expected, refusal->remedy);
    } else {
      given_.add(input, text, where);
    }
  }

  /// One element of a list: taken as it is, commas included.
  void read_item(const Input& input, const YAML::Node& item, const std::string& where) {
    if (!item.IsScalar()) {
      refuse(input.name, fmt::format("{} ({})", at(item.Mark()), input.name),
             fmt::format("found {} in the list", kind_of(item)), std::string(input.expected));
      return;
    }
    GivenValue& given = given_.values[std::string(input.name)];
    given.where = where;
    if (std::string text = trim(item.Scalar()); !text.empty()) given.items.push_back(text);
    if (given.items.empty()) given_.values.erase(std::string(input.name));
  }

  static std::string shown_key(const std::string& name) {
    const std::string shown = in_quotes(name);
    return find_input(name) != nullptr ? name : shown;
  }

  /// `auto-sync.yml:3:7`, or the path alone where yaml-cpp knows no place.
  std::string at(const YAML::Mark& mark) const {
    if (mark.is_null()) return path_;
    return fmt::format("{}:{}:{}", path_, mark.line + 1, mark.column + 1);
  }

  void refuse(std::string_view input, std::string where, std::string found, std::string expected,
              std::string remedy = {}) {
    given_.problems.push_back({std::string(input), std::move(where), std::move(found),
                               std::move(expected), std::move(remedy)});
  }

  std::string path_;
  std::set<std::string> seen_;
  GivenValues given_;
};

}  // namespace

GivenValues parse_config(const ConfigFile& file) {
  return ConfigReader(file).read(file.text);
}

}  // namespace auto_sync
