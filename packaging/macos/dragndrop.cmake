# macOS disk image. macdeployqt copies Qt into the bundle; signing and notarising happen outside, with the publisher's keys.
set(CPACK_GENERATOR "DragNDrop")
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DMG_VOLUME_NAME "Coterie")
set(CPACK_PACKAGE_ICON "${PROJECT_SOURCE_DIR}/resources/icons/app/coterie.icns")
if(TARGET coterie)
    set_target_properties(coterie PROPERTIES
        MACOSX_BUNDLE ON
        MACOSX_BUNDLE_INFO_PLIST "${CMAKE_CURRENT_LIST_DIR}/Info.plist.in"
        MACOSX_BUNDLE_BUNDLE_NAME "Coterie"
        MACOSX_BUNDLE_GUI_IDENTIFIER "${COTERIE_APP_ID}"
        MACOSX_BUNDLE_BUNDLE_VERSION "${PROJECT_VERSION}"
        MACOSX_BUNDLE_SHORT_VERSION_STRING "${PROJECT_VERSION}"
        MACOSX_BUNDLE_ICON_FILE coterie.icns)
    target_sources(coterie PRIVATE "${CPACK_PACKAGE_ICON}")
    set_source_files_properties("${CPACK_PACKAGE_ICON}" PROPERTIES MACOSX_PACKAGE_LOCATION Resources)
    find_program(MACDEPLOYQT macdeployqt)
    if(MACDEPLOYQT)
        install(CODE "execute_process(COMMAND \"${MACDEPLOYQT}\" \"\${CMAKE_INSTALL_PREFIX}/coterie.app\"
            -qmldir=\"${PROJECT_SOURCE_DIR}/qml\" COMMAND_ERROR_IS_FATAL ANY)" COMPONENT desktop)
    endif()
endif()
