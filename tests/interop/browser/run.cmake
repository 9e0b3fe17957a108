# cmake -DSOURCE=<this folder> -DWORK=<a folder of its own> -DBIN=<folder with coterie-server> -DCHROMIUM=<program> -P run.cmake
include("${SOURCE}/../packages.cmake")
file(COPY "${SOURCE}/browser.mjs" "${SOURCE}/page.mjs" "${SOURCE}/../documents.mjs" "${SOURCE}/../server.mjs" DESTINATION "${WORK}")
execute_process(COMMAND "${CMAKE_COMMAND}" -E env "COTERIE_BIN=${BIN}" "${NODE}" browser.mjs "${CHROMIUM}"
    WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "The page in the browser and the server do not understand each other.")
endif()
