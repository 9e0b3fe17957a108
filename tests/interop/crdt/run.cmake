# cmake -DSOURCE=<tests/interop> -DWORK=<its folder> -DDRIVER=<crdt_driver> -DFIRST=<seed> -DCOUNT=<seeds> -DSTEPS=<of each> -P run.cmake
include("${SOURCE}/packages.cmake")
file(GLOB scripts "${SOURCE}/crdt/*.mjs")
file(COPY ${scripts} DESTINATION "${WORK}/crdt")
file(COPY "${SOURCE}/random.mjs" DESTINATION "${WORK}")
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env "CRDT_DRIVER=${DRIVER}" "${NODE}" differential.mjs ${FIRST} ${COUNT} ${STEPS}
    WORKING_DIRECTORY "${WORK}/crdt" RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "A document of ours and one of yjs differ: the seed is above.")
endif()
