import QtQuick
import Coterie
import Coterie.Ui

/// All pages of the board: to go to one, name it, move it, remove it, or add one.
Popup {
    id: root

    required property BoardCanvas canvas
    required property bool editable

    function act(verb: string, row: int, subject: string): void {
        if (verb === "show") {
            root.canvas.page = subject;
            root.close();
        } else if (verb === "up") {
            root.canvas.movePage(subject, row - 1);
        } else if (verb === "down") {
            root.canvas.movePage(subject, row + 1);
        } else if (verb === "remove") {
            root.canvas.removePage(subject);
        }
    }

    title: qsTr("Pages")

    Column {
        width: Theme.px(280)

        BoardPageList {
            id: list

            editable: root.editable
            focus: true
            height: Math.min(contentHeight, Theme.px(320))
            label: root.title
            pages: root.canvas.pages
            width: parent.width
            onActed: (verb, row, subject) => root.act(verb, row, subject)
            onRenamed: (pageId, name) => root.canvas.renamePage(pageId, name)
        }

        Divider {
            visible: root.editable
            width: parent.width
        }

        Item {
            height: Theme.space1
            visible: root.editable
            width: 1
        }

        Button {
            icon: "plus"
            kind: Button.Quiet
            small: true
            text: qsTr("New page")
            visible: root.editable
            onClicked: {
                root.canvas.addPage();
                root.close();
            }
        }
    }
}
