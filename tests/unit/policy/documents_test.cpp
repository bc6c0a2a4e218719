// Holds action.yml and README.md against the tables in code, both ways.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "policy/inputs.h"
#include "policy/outputs.h"
#include "support/catch.h"
#include "support/places.h"

namespace auto_sync {
namespace {

std::string read_file(const std::string& name) {
  std::ifstream file(testing::source_dir() + "/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

YAML::Node action() {
  return YAML::Load(read_file("action.yml"));
}

std::vector<std::string> keys(const YAML::Node& map) {
  std::vector<std::string> names;
  for (const auto& entry : map) names.push_back(entry.first.as<std::string>());
  return names;
}

/// What action.yml says of an input: its default is told in words, and declared only where it is
/// an expression. A declared default would arrive as if the workflow had given it, and hide what
/// the configuration file says.
std::string action_description(const Input& input) {
  const std::string sentence = input.required ? "" : default_sentence(input);
  return std::string(input.help) + (sentence.empty() ? "" : " " + sentence);
}

std::string readme_default(const Input& input) {
  if (input.required) return "**required**";
  if (!input.action_default.empty()) return fmt::format("`{}`", input.action_default);
  if (!input.default_words.empty()) return std::string(input.default_words);
  return fmt::format("`{}`", input.default_value);
}

std::string readme_inputs() {
  std::string table = "| Input | Default | What it does |\n| --- | --- | --- |\n";
  for (const Input& input : inputs()) {
    table += fmt::format("| `{}` | {} | {} |\n", input.name, readme_default(input), input.help);
  }
  return table;
}

std::string readme_outputs() {
  std::string table = "| Output | What it holds |\n| --- | --- |\n";
  for (const Output& output : outputs()) {
    table += fmt::format("| `{}` | {} |\n", output.name, output.help);
  }
  return table;
}

/// The part of README.md between `<!-- NAME:begin -->` and `<!-- NAME:end -->`.
std::string readme_section(const std::string& name) {
  const std::string text = read_file("README.md");
  const std::string begin = fmt::format("<!-- {}:begin -->\n", name);
  const std::size_t from = text.find(begin);
  const std::size_t to = text.find(fmt::format("<!-- {}:end -->", name));
  if (from == std::string::npos || to == std::string::npos) return "no such section";
  return text.substr(from + begin.size(), to - from - begin.size());
}

TEST_CASE("action.yml declares exactly the inputs that the code knows, in its order") {
  std::vector<std::string> names;
  for (const Input& input : inputs()) names.emplace_back(input.name);
  CHECK(keys(action()["inputs"]) == names);
}

TEST_CASE("action.yml describes each input in the code's words") {
  const YAML::Node declared = action()["inputs"];
  for (const Input& input : inputs()) {
    const std::string name(input.name);
    INFO(name);
    REQUIRE(declared[name].IsMap());
    CHECK(declared[name]["description"].as<std::string>("") == action_description(input));
    CHECK(declared[name]["required"].as<bool>(false) == input.required);
    CHECK(declared[name]["default"].as<std::string>("") == input.action_default);
  }
}

TEST_CASE("action.yml declares exactly the outputs that the code sets, in the code's words") {
  const YAML::Node declared = action()["outputs"];
  std::vector<std::string> names;
  for (const Output& output : outputs()) {
    names.emplace_back(output.name);
    INFO(output.name);
    CHECK(declared[names.back()]["description"].as<std::string>("") == output.help);
  }
  CHECK(keys(declared) == names);
}

TEST_CASE("action.yml runs a container, and no description holds an expression") {
  const YAML::Node file = action();
  CHECK(file["runs"]["using"].as<std::string>() == "docker");
  CHECK_FALSE(file["branding"]["icon"].as<std::string>().empty());
  // The runner refuses a whole action for an expression in a text.
  for (const Input& input : inputs())
    CHECK(action_description(input).find("${{") == std::string::npos);
  for (const Output& output : outputs()) CHECK(output.help.find("${{") == std::string::npos);
}

TEST_CASE("README.md's tables are the code's") {
  CHECK(readme_section("inputs") == readme_inputs());
  CHECK(readme_section("outputs") == readme_outputs());
}

}  // namespace
}  // namespace auto_sync
