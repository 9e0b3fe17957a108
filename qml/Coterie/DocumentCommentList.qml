import Coterie.Ui

/// The list of comments, as its rows see it.
ActionList {
    property bool readOnly: false

    signal replied(string commentId, string words)
    signal replyRemoved(string commentId, int which)
}
