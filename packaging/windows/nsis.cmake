# Windows installer. Start-menu entries, the coterie: scheme for the current user, an uninstaller, and Qt beside the program.
set(CPACK_GENERATOR "NSIS")
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_NSIS_DISPLAY_NAME "Coterie")
set(CPACK_NSIS_PACKAGE_NAME "Coterie")
set(CPACK_NSIS_MUI_ICON "${PROJECT_SOURCE_DIR}/resources/icons/app/coterie.ico")
set(CPACK_NSIS_MUI_UNIICON "${CPACK_NSIS_MUI_ICON}")
set(CPACK_NSIS_INSTALLED_ICON_NAME "bin\\\\coterie.exe")
set(CPACK_NSIS_URL_INFO_ABOUT "${PROJECT_HOMEPAGE_URL}")
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
set(CPACK_NSIS_MODIFY_PATH ON)
set(CPACK_NSIS_EXTRA_INSTALL_COMMANDS "
  WriteRegStr HKCU 'Software\\\\Classes\\\\coterie' '' 'URL:Coterie'
  WriteRegStr HKCU 'Software\\\\Classes\\\\coterie' 'URL Protocol' ''
  WriteRegStr HKCU 'Software\\\\Classes\\\\coterie\\\\shell\\\\open\\\\command' '' '\\\"$INSTDIR\\\\bin\\\\coterie.exe\\\" \\\"%1\\\"'")
set(CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS "
  DeleteRegKey HKCU 'Software\\\\Classes\\\\coterie'")
if(TARGET coterie)
    find_program(WINDEPLOYQT windeployqt)
    if(WINDEPLOYQT)
        install(CODE "execute_process(COMMAND \"${WINDEPLOYQT}\" --qmldir \"${PROJECT_SOURCE_DIR}/qml\"
            --no-translations \"\${CMAKE_INSTALL_PREFIX}/bin/coterie.exe\" COMMAND_ERROR_IS_FATAL ANY)" COMPONENT desktop)
    endif()
endif()
