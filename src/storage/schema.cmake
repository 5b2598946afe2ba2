# Builds schema/NNNN_name.sql into the storage library.
file(GLOB schema_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schema/[0-9][0-9][0-9][0-9]_*.sql)
list(SORT schema_files)
# In the command itself, so that a file taken away is missed as well.
list(JOIN schema_files "," schema_list)
set(schema_source ${CMAKE_BINARY_DIR}/generated/schema_text.cpp)
add_custom_command(
  OUTPUT ${schema_source}
  COMMAND ${CMAKE_COMMAND} -DFILES=${schema_list} -DOUT=${schema_source}
          -P ${CMAKE_CURRENT_SOURCE_DIR}/storage/embed_schema.cmake
  COMMAND ${CMAKE_COMMAND} -E touch ${schema_source}
  DEPENDS ${schema_files} ${CMAKE_CURRENT_SOURCE_DIR}/storage/embed_schema.cmake
  COMMENT "Building the schema in")
target_sources(storage PRIVATE ${schema_source})
if(TARGET storage_test)
  target_compile_definitions(storage_test PRIVATE SCHEMA_FOLDER="${CMAKE_SOURCE_DIR}/schema")
endif()
