import QtQuick
import Coterie.Models
import Coterie.Ui

/// The window. It binds the theme to the settings and shows one of three stages: welcome, opening, workspace.
Window {
    id: root

    required property AppModel app

    readonly property AppSettings settings: root.app.settings
    property bool hostedNow: false ///< hosting was asked for in this window: the invite is the next thing wanted

    function showGallery() {
        gallery.active = true;
    }

    function showStage() {
        switch (root.app.stage) {
        case AppModel.Welcome:
            stage.setSource("Welcome.qml", {
                app: root.app
            });
            break;
        case AppModel.Opening:
            stage.setSource("Opening.qml", {
                app: root.app
            });
            break;
        case AppModel.Workspace:
            stage.setSource("WorkspaceScreen.qml", {
                app: root.app,
                workspace: root.app.workspace,
                inviteFirst: root.hostedNow
            });
            root.hostedNow = false;
            break;
        }
    }

    color: Theme.background
    height: 800
    minimumHeight: 420
    minimumWidth: 560
    title: root.app.workspace ? qsTr("%1 – Coterie").arg(root.app.workspace.name) : qsTr("Coterie")
    visible: true
    width: 1280
    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: Theme.mirrored
    Component.onCompleted: root.showStage()
    onClosing: root.settings.rememberWindow(root.x, root.y, root.width, root.height, root.visibility)

    Connections {
        function onHostRequested() {
            root.hostedNow = true;
        }

        function onStageChanged() {
            root.showStage();
        }

        target: root.app
    }

    ThemeBinder {
        settings: root.settings
    }

    Binding {
        property: "windowActive"
        target: root.app.workspace
        value: root.active
        when: root.app.workspace !== null
    }

    Binding {
        property: "windowVisible"
        target: root.app.workspace
        value: root.visibility !== Window.Minimized && root.visibility !== Window.Hidden
        when: root.app.workspace !== null
    }

    Connections {
        function onUsed() {
            if (root.app.workspace)
                root.app.workspace.userActive();
        }

        target: InputModality
    }

    Loader {
        id: stage

        anchors.fill: parent
        focus: true
    }

    Shortcut {
        sequences: ["Ctrl++", "Ctrl+="]
        onActivated: root.settings.zoomIn()
    }

    Shortcut {
        sequences: ["Ctrl+-"]
        onActivated: root.settings.zoomOut()
    }

    Shortcut {
        sequences: ["Ctrl+0"]
        onActivated: root.settings.zoomReset()
    }

    Shortcut {
        sequences: ["Ctrl+Shift+G"]
        onActivated: gallery.active = !gallery.active
    }

    Loader {
        id: gallery

        active: false
        anchors.fill: parent
        source: "Gallery.qml"
        z: 900
    }

    Connections {
        function onClosed() {
            gallery.active = false;
            stage.forceActiveFocus(Qt.OtherFocusReason);
        }

        ignoreUnknownSignals: true
        target: gallery.item
    }
}
