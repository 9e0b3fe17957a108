# clang-tidy cannot read GCC's precompiled headers: writes a copy of the compile commands that include the same headers in plain.
# Run as a script with -DBUILD=<build folder>; the copy lands in <build folder>/tidy.
file(READ "${BUILD}/compile_commands.json" commands)
set(precompiled "${BUILD}/CMakeFiles/coterie_pch_core.dir/cmake_pch.hxx")
string(REPLACE "coterie_pch_small.dir" "coterie_pch_core.dir" commands "${commands}")
file(MAKE_DIRECTORY "${BUILD}/tidy")
configure_file("${precompiled}" "${BUILD}/tidy/plain.hxx" COPYONLY)
string(REPLACE "${precompiled}" "${BUILD}/tidy/plain.hxx" commands "${commands}")
string(REPLACE "-fpch-preprocess" "" commands "${commands}")
string(REPLACE "-Winvalid-pch" "" commands "${commands}")
file(WRITE "${BUILD}/tidy/compile_commands.json" "${commands}")
