# add_floor(name [FLOORS lower...] [LIBRARIES ...]): the static library of src/<name>.
function(add_floor name)
  cmake_parse_arguments(FLOOR "" "" "FLOORS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  add_library(${name} STATIC ${sources})
  # Names in unnamed namespaces are unique in their floor, so that it can be compiled as one file.
  set_target_properties(${name} PROPERTIES UNITY_BUILD ${AUTO_SYNC_UNITY} UNITY_BUILD_BATCH_SIZE 0)
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${FLOOR_FLOORS} PRIVATE ${FLOOR_LIBRARIES})
  if(name STREQUAL base)
    target_link_libraries(${name} PUBLIC ${FLOOR_LIBRARIES} Threads::Threads)
  endif()
endfunction()
