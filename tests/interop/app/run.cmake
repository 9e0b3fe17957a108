# cmake -DSOURCE=<tests/interop> -DWORK=<its folder> -DPROGRAM=<the test> -P run.cmake
include("${SOURCE}/packages.cmake")
file(COPY "${SOURCE}/app/yjspeer.mjs" DESTINATION "${WORK}/app")
execute_process(COMMAND "${CMAKE_COMMAND}" -E env "COTERIE_YJS_PACKAGES=${WORK}" "${PROGRAM}" RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "The app and stock yjs do not get on.")
endif()
