# The libraries we stand on, as Debian 12 and 13 package them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(LIBCURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(LIBGIT2 REQUIRED IMPORTED_TARGET libgit2)
pkg_check_modules(LIBCRYPTO REQUIRED IMPORTED_TARGET libcrypto)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(yaml-cpp REQUIRED)

add_library(RapidJSON INTERFACE)
find_path(RAPIDJSON_INCLUDE_DIR rapidjson/document.h REQUIRED)
target_include_directories(RapidJSON SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIR})
target_compile_definitions(RapidJSON INTERFACE RAPIDJSON_HAS_STDSTRING=1)

# Spdlog and YamlCpp: shared libraries as a rule, but compiled into the binary that goes into the
# container, where each of them would cost more space and start-up time than the little we use.
# Debian has no archives of spdlog and fmt: they come from their headers.
add_library(Spdlog INTERFACE)
add_library(YamlCpp INTERFACE)
if(AUTO_SYNC_STATIC_HELPERS)
  target_compile_definitions(Spdlog INTERFACE SPDLOG_FMT_EXTERNAL)
  target_link_libraries(Spdlog INTERFACE fmt::fmt-header-only)
  find_library(YAML_CPP_ARCHIVE libyaml-cpp.a REQUIRED)
  target_compile_definitions(YamlCpp INTERFACE YAML_CPP_STATIC_DEFINE)
  target_link_libraries(YamlCpp INTERFACE ${YAML_CPP_ARCHIVE})
  add_link_options(-static-libstdc++ -static-libgcc)
else()
  target_link_libraries(Spdlog INTERFACE spdlog::spdlog)
  target_link_libraries(YamlCpp INTERFACE yaml-cpp)
endif()
