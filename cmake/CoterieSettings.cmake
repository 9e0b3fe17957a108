# What every target is compiled with: the language level, the warnings, the Qt restrictions, the sanitizers.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_AUTOMOC ON)
set(CMAKE_SKIP_INSTALL_RPATH ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# -O2: as fast here as CMake's -O3, smaller on disk and in memory, quicker to build.
if(NOT MSVC)
    set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
endif()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network WebSockets)
if(COTERIE_DESKTOP)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Qml Quick Svg)
endif()
if(COTERIE_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    if(COTERIE_DESKTOP)
        find_package(Qt6 6.4 REQUIRED COMPONENTS QuickTest)
    endif()
endif()
find_package(SQLite3 3.35 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
if(COTERIE_DESKTOP)
    pkg_check_modules(MD4C REQUIRED IMPORTED_TARGET md4c)
endif()
find_package(Qt6Keychain QUIET)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers need the two sloppiness words; base_dir and hash_dir let build folders share results.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)

# Plain C++: for lib/base and lib/crdt, which must not see Qt.
add_library(coterie_options_plain INTERFACE)
if(MSVC)
    target_compile_options(coterie_options_plain INTERFACE /W4 /permissive- /utf-8 $<$<BOOL:${COTERIE_WERROR}>:/WX>)
else()
    target_compile_options(coterie_options_plain INTERFACE
        -Wall -Wextra -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
        $<$<BOOL:${COTERIE_WERROR}>:-Werror>
        $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
        # GCC 12 sees ghosts of these four in optimised QByteArray and std::variant code; clang-tidy watches the real ones.
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-stringop-overflow;-Wno-maybe-uninitialized;-Wno-restrict;-Wno-array-bounds>
        $<$<CONFIG:Debug>:-g1>)
    if(MOLD_PROGRAM AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND NOT APPLE)
        target_link_options(coterie_options_plain INTERFACE -fuse-ld=mold)
    endif()
    if(COTERIE_SANITIZE STREQUAL "address")
        target_compile_options(coterie_options_plain INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer
            -fno-sanitize-recover=undefined)
        target_link_options(coterie_options_plain INTERFACE -fsanitize=address,undefined)
    elseif(COTERIE_SANITIZE STREQUAL "thread")
        target_compile_options(coterie_options_plain INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
        target_link_options(coterie_options_plain INTERFACE -fsanitize=thread)
    endif()
endif()

add_library(coterie_options INTERFACE)
target_link_libraries(coterie_options INTERFACE coterie_options_plain)
target_compile_definitions(coterie_options INTERFACE
    QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    COTERIE_VERSION="${PROJECT_VERSION}")

# One precompiled header for everything that uses Qt Core; targets take it with REUSE_FROM. The second is the same for what is
# compiled for size: the code that only the desktop program runs, at the speed of a person. It is half as large and starts faster.
file(WRITE "${CMAKE_BINARY_DIR}/pch/empty.cpp.in" "// carries the shared precompiled header\n")
configure_file("${CMAKE_BINARY_DIR}/pch/empty.cpp.in" "${CMAKE_BINARY_DIR}/pch/empty.cpp" COPYONLY)
add_library(coterie_options_small INTERFACE)
if(NOT MSVC)
    target_compile_options(coterie_options_small INTERFACE $<$<CONFIG:Release>:-Os>)
endif()
add_library(coterie_pch_core STATIC "${CMAKE_BINARY_DIR}/pch/empty.cpp")
add_library(coterie_pch_small STATIC "${CMAKE_BINARY_DIR}/pch/empty.cpp")
target_link_libraries(coterie_pch_small PRIVATE coterie_options_small)
set(precompiled
    <algorithm> <array> <chrono> <cstdint> <functional> <memory> <optional> <span> <string> <unordered_map> <utility> <variant> <vector>
    <QtCore/QByteArray> <QtCore/QDateTime> <QtCore/QHash> <QtCore/QJsonArray> <QtCore/QJsonDocument> <QtCore/QJsonObject>
    <QtCore/QList> <QtCore/QMap> <QtCore/QObject> <QtCore/QPointer> <QtCore/QString> <QtCore/QStringList> <QtCore/QTimer>
    <QtCore/QUrl> <QtCore/QVariant>)
foreach(target coterie_pch_core coterie_pch_small)
    set_target_properties(${target} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${target} PRIVATE coterie_options Qt6::Core)
    target_precompile_headers(${target} PRIVATE ${precompiled})
endforeach()
