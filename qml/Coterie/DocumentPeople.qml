import QtQuick
import Coterie.Models
import Coterie.Ui

/// The others who are in the document, overlapping; pressing one follows them.
Row {
    id: root

    required property DocumentPeopleModel people

    leftPadding: Theme.space1
    spacing: -Theme.px(9)
    Accessible.name: qsTr("In this document")
    Accessible.role: Accessible.List

    Repeater {
        model: root.people
        delegate: DocumentFace {
            onChosen: personKey => root.people.follow(personKey)
        }
    }
}
