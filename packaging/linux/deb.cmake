# Debian packages, one per program. Library dependencies are read from the binaries; QML modules are found at run time by name,
# so they are listed by hand.
set(CPACK_GENERATOR "DEB")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${CPACK_PACKAGE_CONTACT}")
set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME "coterie")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_SECTION "net")
set(CPACK_COMPONENT_DESKTOP_DESCRIPTION
    "native workspace for chat\n Talk in rooms, with presence, typing, cursors and notifications, on a server that is yours.\n Works offline: what is written is kept and sent later, once and in order.")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS
    "qml6-module-qtquick, qml6-module-qtquick-templates, qml6-module-qtquick-window, qml6-module-qtqml, qml6-module-qtqml-models, qml6-module-qtqml-workerscript")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_RECOMMENDS "coterie-render, fonts-noto-color-emoji, qt6-wayland, libsecret-1-0")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_SUGGESTS "coterie-server, coterie-cli")

set(CPACK_DEBIAN_SERVER_PACKAGE_NAME "coterie-server")
set(CPACK_DEBIAN_SERVER_PACKAGE_SECTION "net")
set(CPACK_DEBIAN_SERVER_PACKAGE_RECOMMENDS "coterie-render")
set(CPACK_COMPONENT_SERVER_DESCRIPTION
    "server of the Coterie workspace\n One program, one port, one SQLite file: HTTP, WebSocket and Server-Sent Events.\n Runs as a service of its own user and keeps its data in /var/lib/coterie.")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA
    "${CMAKE_CURRENT_LIST_DIR}/postinst;${CMAKE_CURRENT_LIST_DIR}/prerm;${CMAKE_CURRENT_LIST_DIR}/postrm")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_CLI_PACKAGE_NAME "coterie-cli")
set(CPACK_DEBIAN_CLI_PACKAGE_SECTION "net")
set(CPACK_DEBIAN_CLI_PACKAGE_RECOMMENDS "coterie-render")
set(CPACK_COMPONENT_CLI_DESCRIPTION
    "command line for the Coterie workspace\n Reads, sends, follows and tests a Coterie server from scripts, on the same engine as the app.")

set(CPACK_DEBIAN_RENDER_PACKAGE_NAME "coterie-render")
set(CPACK_DEBIAN_RENDER_PACKAGE_SECTION "net")
set(CPACK_DEBIAN_RENDER_PACKAGE_RECOMMENDS "fonts-noto-color-emoji")
set(CPACK_COMPONENT_RENDER_DESCRIPTION
    "pictures of boards of the Coterie workspace\n Makes SVG, PNG, PDF and Excalidraw files of boards, and boards of such files.\n The server and the command line run it, without a screen and within bounds.")
