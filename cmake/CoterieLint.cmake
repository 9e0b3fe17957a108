# The static checks: `cmake --build … --target lint` runs all of them and fails on the first finding.

find_program(CLANG_FORMAT_PROGRAM clang-format)
find_program(CLANG_TIDY_PROGRAM clang-tidy)
find_program(RUN_CLANG_TIDY_PROGRAM NAMES run-clang-tidy run-clang-tidy-14)
find_program(GIT_PROGRAM git)

add_custom_target(lint)

if(CLANG_FORMAT_PROGRAM AND GIT_PROGRAM)
    add_custom_target(lint_format
        COMMAND ${GIT_PROGRAM} ls-files -z -- "*.cpp" "*.h" | xargs -0 ${CLANG_FORMAT_PROGRAM} --dry-run --Werror
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" COMMENT "Layout: clang-format" VERBATIM)
    add_dependencies(lint lint_format)
endif()

add_custom_target(lint_house
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -P "${PROJECT_SOURCE_DIR}/cmake/HouseRules.cmake"
    COMMENT "House rules: text formats, colours, imports" VERBATIM)
add_dependencies(lint lint_house)

if(TARGET all_qmllint)
    add_dependencies(lint all_qmllint)
endif()

# clang-tidy reads the code that strangers' bytes reach first. (clang 14 cannot parse GCC 12's <ranges>, which the layers above
# use, so it stays below them.)
if(RUN_CLANG_TIDY_PROGRAM AND CLANG_TIDY_PROGRAM)
    add_custom_target(lint_tidy
        COMMAND ${CMAKE_COMMAND} -DBUILD=${CMAKE_BINARY_DIR} -P "${PROJECT_SOURCE_DIR}/cmake/TidyDatabase.cmake"
        COMMAND ${RUN_CLANG_TIDY_PROGRAM} -quiet -p "${CMAKE_BINARY_DIR}/tidy" -extra-arg=-Wno-unknown-warning-option
            -extra-arg=-Wno-ignored-optimization-argument
            "^${PROJECT_SOURCE_DIR}/lib/(base|sqlite|protocol|sync|transport)/.*\\.cpp$"
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" COMMENT "clang-tidy" VERBATIM)
    add_dependencies(lint lint_tidy)
endif()
