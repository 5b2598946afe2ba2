# cmake -DFILES=<file.sql,file.sql…> -DOUT=<file.cpp> -P embed_schema.cmake
# Writes migrations into one C++ file, in the order given: that of their numbers.
string(REPLACE "," ";" files "${FILES}")
set(rows "")
set(count 0)
set(last "")
foreach(file IN LISTS files)
  get_filename_component(stem ${file} NAME_WE)
  string(SUBSTRING ${stem} 0 4 number)
  string(SUBSTRING ${stem} 5 -1 name)
  if(number STREQUAL last)
    message(FATAL_ERROR "two migrations carry the number ${number}")
  endif()
  set(last ${number})
  math(EXPR version "1${number} - 10000")
  file(READ ${file} text)
  string(APPEND rows "    {${version}, \"${name}\", R\"sql(${text})sql\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUT}.new "#include \"storage/schema_text.h\"

#include <array>

namespace lastmile::storage {

std::span<const Migration> migrations() {
  static constexpr std::array<Migration, ${count}> all{{
${rows}  }};
  return all;
}

}  // namespace lastmile::storage
")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
