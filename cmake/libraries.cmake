# The libraries we stand on, as Debian 12 and 13 package them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(LIBCURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(LIBGIT2 REQUIRED IMPORTED_TARGET libgit2)
find_package(spdlog REQUIRED)
find_package(yaml-cpp REQUIRED)

add_library(RapidJSON INTERFACE)
find_path(RAPIDJSON_INCLUDE_DIR rapidjson/document.h REQUIRED)
target_include_directories(RapidJSON SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIR})
target_compile_definitions(RapidJSON INTERFACE RAPIDJSON_HAS_STDSTRING=1)
