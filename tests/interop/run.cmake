# cmake -DSOURCE=<this folder> -DWORK=<a folder of its own> -DBIN=<folder with coterie-server> -P run.cmake
include("${SOURCE}/packages.cmake")
file(GLOB scripts "${SOURCE}/*.mjs")
file(COPY ${scripts} "${SOURCE}/plainservers" DESTINATION "${WORK}")

file(GLOB tests RELATIVE "${WORK}" "${WORK}/*.test.mjs")
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env "COTERIE_BIN=${BIN}" "COTERIE_SOURCE=${SOURCE}/../.." "${NODE}" --test ${tests}
    WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "The interop tests failed.")
endif()
