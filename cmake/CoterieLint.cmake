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

# Two of the same kind: clang-tidy and clazy read the compile commands of this build folder. They take minutes, so they run on
# the code that stands behind the network and in front of the person, not on generated files or tests.
if(RUN_CLANG_TIDY_PROGRAM AND CLANG_TIDY_PROGRAM)
    add_custom_target(lint_tidy
        COMMAND ${RUN_CLANG_TIDY_PROGRAM} -quiet -p "${CMAKE_BINARY_DIR}" -extra-arg=-Wno-unknown-warning-option
            -extra-arg=-Wno-ignored-optimization-argument -extra-arg=-Wno-invalid-pch "^${PROJECT_SOURCE_DIR}/(lib|app)/.*\\.cpp$"
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" COMMENT "clang-tidy" VERBATIM)
    add_dependencies(lint lint_tidy)
endif()
