import QtQuick
import Coterie.Models
import Coterie.Ui

/// Settings: a list of sections, one of them shown. Where it is narrow the list lies on top as a row.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace

    property int section: 1

    readonly property list<string> titles: [qsTr("Profile"), qsTr("Appearance"), qsTr("Notifications"), qsTr("Keyboard"), qsTr("Network"), qsTr("About")]
    readonly property list<string> files: ["SettingsProfile.qml", "SettingsAppearance.qml", "SettingsNotifications.qml", "SettingsKeyboard.qml", "SettingsNetwork.qml", "SettingsAbout.qml"]
    readonly property bool wide: root.width >= Theme.px(680)

    function show() {
        content.setSource(root.files[root.section], {
            app: root.app,
            workspace: root.workspace
        });
        page.contentY = 0;
    }

    Accessible.name: qsTr("Settings")
    Accessible.role: Accessible.Pane
    Component.onCompleted: {
        root.show();
        sections.currentIndex = root.section;
    }
    onSectionChanged: {
        root.show();
        sections.currentIndex = root.section;
    }

    PageHeader {
        id: header

        title: qsTr("Settings")
        width: parent.width
    }

    ActionList {
        id: sections

        bottomMargin: root.wide ? Theme.space4 : 0
        focus: true
        height: root.wide ? parent.height - header.height : Theme.px(48)
        label: qsTr("Sections")
        leftMargin: Theme.space4
        model: root.titles
        orientation: root.wide ? ListView.Vertical : ListView.Horizontal
        topMargin: root.wide ? Theme.px(17) : 0
        width: root.wide ? Theme.px(200) : parent.width
        y: header.height
        delegate: SettingsSection {}
        onActed: (verb, row, subject, at) => root.section = row
    }

    Divider {
        id: edge

        height: root.wide ? parent.height - header.height : Theme.lineWidth
        width: root.wide ? Theme.lineWidth : parent.width
        x: root.wide ? sections.width : 0
        y: root.wide ? header.height : header.height + sections.height
    }

    Flickable {
        id: page

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: root.wide ? sections.width + edge.width : 0
        anchors.right: parent.right
        anchors.top: header.bottom
        anchors.topMargin: root.wide ? 0 : sections.height + edge.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: content.y + content.height + Theme.space5

        Loader {
            id: content

            readonly property int margin: root.wide ? Theme.px(36) : Theme.px(18)

            width: Math.min(Theme.px(560), page.width - content.margin * 2)
            x: content.margin
            y: Theme.px(30)
        }
    }

    ScrollBar {
        flickable: page
    }

    ConnectionBanner {
        connection: root.workspace.connection
        width: parent.width
        y: Theme.headerHeight
    }
}
