# cmake -DSOURCE=<tests/interop> -DWORK=<its folder> -DPROGRAM=<the test> -P run.cmake
include("${SOURCE}/packages.cmake")
file(GLOB scripts "${SOURCE}/board/*.mjs")
file(COPY ${scripts} DESTINATION "${WORK}/board")
file(COPY "${SOURCE}/random.mjs" DESTINATION "${WORK}")
execute_process(COMMAND "${CMAKE_COMMAND}" -E env "COTERIE_YJS_PACKAGES=${WORK}" "${PROGRAM}" RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "The native client and stock yjs do not get on with each other on a board: the seed is above.")
endif()
