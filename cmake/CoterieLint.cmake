# The static checks: `cmake --build … --target lint` runs all of them and fails on the first finding.

find_program(CLANG_FORMAT_PROGRAM clang-format)
find_program(CLANG_TIDY_PROGRAM clang-tidy)
find_program(RUN_CLANG_TIDY_PROGRAM NAMES run-clang-tidy run-clang-tidy-14)
find_program(CLAZY_PROGRAM clazy-standalone)
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

# clang-tidy and clazy read the code that strangers' bytes reach first. (clang 14 cannot parse GCC 12's <ranges>, which the layers
# above use, so both stay below them.) Two of clazy's checks also report what cannot detach: temporaries, comparisons with end().
set(deep_folders base sqlite protocol sync transport)
add_custom_target(lint_database
    COMMAND ${CMAKE_COMMAND} -DBUILD=${CMAKE_BINARY_DIR} -P "${PROJECT_SOURCE_DIR}/cmake/TidyDatabase.cmake" VERBATIM)
set(clang_arguments -extra-arg=-Wno-unknown-warning-option -extra-arg=-Wno-ignored-optimization-argument)
if(RUN_CLANG_TIDY_PROGRAM AND CLANG_TIDY_PROGRAM)
    list(JOIN deep_folders "|" folders)
    add_custom_target(lint_tidy
        COMMAND ${RUN_CLANG_TIDY_PROGRAM} -quiet -p "${CMAKE_BINARY_DIR}/tidy" ${clang_arguments}
            "^${PROJECT_SOURCE_DIR}/lib/(${folders})/.*\\.cpp$"
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" COMMENT "clang-tidy" VERBATIM)
    add_dependencies(lint_tidy lint_database)
    add_dependencies(lint lint_tidy)
endif()

if(CLAZY_PROGRAM AND GIT_PROGRAM)
    list(TRANSFORM deep_folders REPLACE "(.+)" "lib/\\1/*.cpp" OUTPUT_VARIABLE files)
    cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
    add_custom_target(lint_clazy
        COMMAND ${GIT_PROGRAM} ls-files -z -- ${files} | xargs -0 -n 4 -P ${cores} ${CLAZY_PROGRAM} -checks=level1,no-strict-iterators,no-range-loop-detach
            -p "${CMAKE_BINARY_DIR}/tidy" "-header-filter=${PROJECT_SOURCE_DIR}/lib/.*" ${clang_arguments} -extra-arg=-Werror
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" COMMENT "clazy" VERBATIM)
    add_dependencies(lint_clazy lint_database)
    add_dependencies(lint lint_clazy)
endif()
