import QtQuick
import Coterie.Models
import Coterie.Ui

/// The first thing a newcomer sees: three ways in. After an address is given, the first card asks who is coming.
FocusScope {
    id: root

    required property AppModel app

    readonly property bool naming: root.app.signIn.step === SignInModel.Name
    readonly property bool stacked: root.width < Theme.px(760)
    readonly property int cardWidth: root.stacked ? Math.min(Theme.px(420), root.width - Theme.space5 * 2) : Math.min(Theme.px(300), (root.width - Theme.space5 * 2 - Theme.px(40)) / 3)

    focus: true

    Flickable {
        id: page

        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: Math.max(root.height, content.height + Theme.space5 * 2)

        Column {
            id: content

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 0
            y: Math.round(Math.max(Theme.space5, (page.contentHeight - height) / 2))

            Logo {
                anchors.horizontalCenter: parent.horizontalCenter
                size: Theme.px(64)
            }

            Item {
                height: Theme.px(34)
                width: 1
            }

            TitleLabel {
                anchors.horizontalCenter: parent.horizontalCenter
                font.pixelSize: Theme.px(30)
                text: qsTr("Welcome to Coterie")
            }

            Item {
                height: Theme.px(6)
                width: 1
            }

            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                color: Theme.soft
                font.pixelSize: Theme.px(16)
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Talk, write and draw together, on a server that is yours.")
                width: Math.min(implicitWidth, root.width - Theme.space5 * 2)
                wrapMode: Text.Wrap
            }

            Item {
                height: Theme.px(32)
                width: 1
            }

            Grid {
                columns: root.stacked || root.naming ? 1 : 3
                spacing: Theme.px(20)
                anchors.horizontalCenter: parent.horizontalCenter

                JoinCard {
                    id: join

                    focus: !root.naming
                    height: root.stacked ? implicitHeight : Math.max(implicitHeight, host.implicitHeight, demo.implicitHeight)
                    signIn: root.app.signIn
                    visible: !root.naming
                    width: root.cardWidth
                }

                NameCard {
                    focus: root.naming
                    signIn: root.app.signIn
                    visible: root.naming
                    width: Math.min(Theme.px(420), root.width - Theme.space5 * 2)
                }

                WelcomeCard {
                    id: host

                    action: qsTr("Start hosting")
                    detail: qsTr("Start a workspace here in one click and invite people on your network. Your files stay on this machine.")
                    enabled: !root.app.signIn.busy
                    height: root.stacked ? implicitHeight : join.height
                    title: qsTr("Host on this computer")
                    visible: !root.naming
                    width: root.cardWidth
                    onTriggered: root.app.startHosting()
                }

                WelcomeCard {
                    id: demo

                    action: qsTr("Open the demo")
                    detail: qsTr("Open a sample workspace with a few lively teammates. Nothing leaves this computer.")
                    enabled: !root.app.signIn.busy
                    height: root.stacked ? implicitHeight : join.height
                    title: qsTr("Look around")
                    visible: !root.naming
                    width: root.cardWidth
                    onTriggered: root.app.openDemo()
                }
            }

            Item {
                height: Theme.space4
                visible: failure.visible
                width: 1
            }

            Label {
                id: failure

                anchors.horizontalCenter: parent.horizontalCenter
                color: Theme.danger
                horizontalAlignment: Text.AlignHCenter
                text: root.app.error
                visible: root.app.error.length > 0
                width: Math.min(implicitWidth, root.width - Theme.space5 * 2)
                wrapMode: Text.Wrap
                Accessible.role: Accessible.AlertMessage
            }
        }
    }

    ScrollBar {
        flickable: page
    }
}
