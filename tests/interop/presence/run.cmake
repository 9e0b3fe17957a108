# cmake -DSOURCE=<tests/interop> -DWORK=<its folder> -DPROGRAM=<the test> -P run.cmake
include("${SOURCE}/packages.cmake")
file(COPY "${SOURCE}/presence/awarenesspeer.mjs" DESTINATION "${WORK}/presence")
execute_process(COMMAND "${CMAKE_COMMAND}" -E env "COTERIE_YJS_PACKAGES=${WORK}" "${PROGRAM}" RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "Boards and the stock awareness do not get on.")
endif()
