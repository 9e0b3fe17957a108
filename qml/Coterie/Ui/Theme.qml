pragma Singleton
import QtQuick

/// Every colour, size and duration of the product. Main binds the six inputs to the settings; nothing else writes here.
QtObject {
    id: root

    property bool dark: false
    property bool highContrast: false
    property bool animate: true
    property bool compact: false
    property real scale: 1
    property bool mirrored: false

    // Surfaces
    readonly property color background: choose("#FDFCFA", "#17181B", "#FFFFFF", "#000000")
    readonly property color sidebar: choose("#F4F1EB", "#1D1F23", "#FFFFFF", "#000000")
    readonly property color raised: choose("#FFFFFF", "#24262B", "#FFFFFF", "#0A0A0A")
    readonly property color line: choose("#E6E1D8", "#2E3036", "#6B6B6B", "#8A8A8A")
    readonly property color hover: choose("#ECE8E0", "#282A30", "#E9E9E9", "#262626")
    readonly property color selected: choose("#E2EFEA", "#22322F", "#D3EAE6", "#103833")
    readonly property color track: choose("#F1EDE6", "#1F2126", "#EDEDED", "#1C1C1C")
    readonly property color scrim: choose("#40231F1A", "#80000000", "#99000000", "#CC000000")
    readonly property color shadow: choose("#FF2A2118", "#FF000000", "#FF000000", "#FF000000")
    readonly property real shadowStrength: dark ? 0.4 : 0.1

    // Words
    readonly property color ink: choose("#23201C", "#ECEAE6", "#000000", "#FFFFFF")
    readonly property color soft: choose("#6E675D", "#A5A199", "#2B2B2B", "#E4E4E4")
    readonly property color faint: choose("#8A8277", "#8B877F", "#454545", "#C9C9C9")

    // Meaning
    readonly property color accent: choose("#0F766E", "#4DB6AC", "#00504A", "#7FE3D8")
    readonly property color accentHover: choose("#0C655E", "#62C4BA", "#003F3A", "#A5EFE6")
    readonly property color accentInk: choose("#FFFFFF", "#0B1F1D", "#FFFFFF", "#000000")
    readonly property color accentSoft: choose("#DDF0EC", "#1E3734", "#D3EAE6", "#103833")
    readonly property color danger: choose("#B3261E", "#F2877E", "#8C0F08", "#FFB4AB")
    readonly property color dangerInk: choose("#FFFFFF", "#2B0F0C", "#FFFFFF", "#000000")
    readonly property color dangerSoft: choose("#FBE9E7", "#3A2322", "#FFE9E7", "#3D0F0C")
    readonly property color warningInk: choose("#5F4300", "#F0D594", "#3D2B00", "#FFE7A8")
    readonly property color warningSoft: choose("#FDF0D0", "#3A3120", "#FFF3D1", "#2B2000")
    readonly property color online: choose("#2E8B57", "#5CC08A", "#1A5C38", "#7FE3A8")
    readonly property color away: choose("#D9920A", "#E6B04A", "#7A4F00", "#FFD27A")
    readonly property color dnd: choose("#B3261E", "#F2877E", "#8C0F08", "#FFB4AB")
    readonly property color offline: choose("#9C9487", "#77736B", "#5A5A5A", "#A8A8A8")

    // The tiles of notifications: white signs on a strong ground, the same in both themes.
    readonly property color tileInk: "#FFFFFF"
    readonly property color tileSuccess: "#2E7D4F"
    readonly property color tileInfo: "#1D6FBF"
    readonly property color tileWarning: "#9A6400"
    readonly property color tileError: "#B3261E"
    readonly property color tileDocument: "#7C4DBE"
    readonly property list<string> people: ["#7C4DBE", "#C2571A", "#1D6FBF", "#2E7D4F", "#B8336A", "#0F766E", "#8A6D00", "#5B6472"]

    // Code
    readonly property color codeKeyword: choose("#8E2A9C", "#C792EA", "#6A1577", "#E0B3FF")
    readonly property color codeName: choose("#1B5FC4", "#82AAFF", "#003F9E", "#A9C7FF")
    readonly property color codeString: choose("#9A4A0C", "#F0B183", "#6B3000", "#FFCBA4")
    readonly property color codeComment: choose("#397332", "#B5D98A", "#1E5216", "#CDEFA6")

    // Type
    readonly property string family: "Inter"
    readonly property string monoFamily: "JetBrains Mono"
    readonly property string emojiFamily: Qt.platform.os === "windows" ? "Segoe UI Emoji" : Qt.platform.os === "osx" ? "Apple Color Emoji" : "Noto Color Emoji" ///< for what is nothing but an emoji
    readonly property int textCaps: px(11)
    readonly property int textSmall: px(12)
    readonly property int textCaption: px(13)
    readonly property int textBody: px(14)
    readonly property int textHeading: px(15)
    readonly property int textSection: px(17)
    readonly property int textLarge: px(20)
    readonly property int textTitle: px(28)
    readonly property int textLine: px(21)
    readonly property int weightStrong: Font.Bold

    // Space, shape
    readonly property int space1: px(4)
    readonly property int space2: px(8)
    readonly property int space3: px(12)
    readonly property int space4: px(16)
    readonly property int space5: px(24)
    readonly property int radiusControl: px(8)
    readonly property int radiusCard: px(12)
    readonly property int radiusDialog: px(16)
    readonly property int lineWidth: highContrast ? 2 : 1
    readonly property int focusWidth: Math.max(2, px(2))
    readonly property int iconSize: px(20)
    readonly property int controlHeight: px(38)
    readonly property int controlHeightSmall: px(30)
    readonly property int rowHeight: compact ? px(28) : px(33)
    readonly property int headerHeight: px(52)
    readonly property int bannerHeight: px(33)
    readonly property int sidebarWidth: px(256)
    readonly property int railWidth: px(60)
    readonly property int paneWidth: px(268)
    readonly property int narrowBelow: px(1000)

    // Motion; nothing moves when the person or the system asks for stillness.
    readonly property int quick: animate ? 120 : 0
    readonly property int pane: animate ? 180 : 0
    readonly property int scroll: animate ? 160 : 0
    readonly property int cursorSettle: animate ? 240 : 0
    readonly property int typingBeat: 320
    readonly property int patience: 250
    readonly property int flash: 1500
    readonly property real flingSeconds: 0.25
    readonly property real disabledOpacity: 0.5
    readonly property real pendingOpacity: 0.55
    readonly property int cursorIdleAfter: 4000 ///< a pointer that is still this long fades
    readonly property int cursorChatLasts: 4000 ///< what was said at a pointer, after Enter
    readonly property real idleCursorOpacity: 0.35
    readonly property real idleFaceOpacity: 0.45
    readonly property real cursorHintOpacity: 0.75

    /// A length of the design at scale 1 as whole pixels at the chosen scale.
    function px(length: real): int {
        return Math.round(length * root.scale);
    }

    /// The same colour with another opacity.
    function tint(base: color, opacity: real): color {
        return Qt.rgba(base.r, base.g, base.b, opacity);
    }

    /// The colour of a presence word of the protocol.
    function presence(status: string): color {
        if (status === "online")
            return root.online;
        if (status === "away")
            return root.away;
        return status === "dnd" ? root.dnd : root.offline;
    }

    /// One of the eight hues of people.
    function hue(index: int): color {
        return Qt.color(root.people[index]);
    }

    /// A person's hue as a ground for white words: darker when the theme promises more contrast.
    function person(hue: color): color {
        return root.highContrast ? Qt.darker(hue, 1.7) : hue;
    }

    function choose(light: color, dark: color, strongLight: color, strongDark: color): color {
        if (root.highContrast)
            return root.dark ? strongDark : strongLight;
        return root.dark ? dark : light;
    }
}
