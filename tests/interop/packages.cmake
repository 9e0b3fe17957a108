# Finds Node and installs the packages of package-lock.json into WORK, once per lock file.
find_program(NODE NAMES node nodejs)
find_program(NPM NAMES npm npm.cmd)
if(NOT NODE OR NOT NPM)
    message(FATAL_ERROR "The interop tests need Node.js 18 or newer with npm, and did not find them. "
        "Install them (packaging/deps.sh names the packages) or leave the tests out with: ctest -LE interop")
endif()

file(COPY "${SOURCE}/package.json" "${SOURCE}/package-lock.json" DESTINATION "${WORK}")
file(SHA256 "${WORK}/package-lock.json" wanted)
set(installed "")
if(EXISTS "${WORK}/installed.txt")
    file(READ "${WORK}/installed.txt" installed)
endif()
if(NOT installed STREQUAL wanted)
    execute_process(COMMAND "${NPM}" ci --silent --no-audit --no-fund WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE failed
        ERROR_VARIABLE words)
    if(failed)
        message(FATAL_ERROR "npm could not install the packages of the interop tests (no network?): ${words}")
    endif()
    file(WRITE "${WORK}/installed.txt" "${wanted}")
endif()
