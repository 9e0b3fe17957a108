# cmake -DSOURCE=<tree> -DEXAMPLE=<file> -DWORK=<folder> -P run.cmake: copies lib/base and lib/crdt to a folder of their own, builds the
# example of lib/crdt/README.md there and runs it.
file(REMOVE_RECURSE "${WORK}")
file(COPY "${SOURCE}/lib/base" "${SOURCE}/lib/crdt" DESTINATION "${WORK}/lib")
file(COPY "${CMAKE_CURRENT_LIST_DIR}/CMakeLists.txt" DESTINATION "${WORK}")
file(COPY_FILE "${EXAMPLE}" "${WORK}/alone.cpp")

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE failed OUTPUT_VARIABLE words ERROR_VARIABLE words)
    if(failed)
        message(FATAL_ERROR "${words}")
    endif()
    message(STATUS "${words}")
endfunction()
run("${CMAKE_COMMAND}" -S "${WORK}" -B "${WORK}/build" -G "${GENERATOR}")
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/alone")
