"""What gives a text's language away: the letters that it has beside those of ASCII."""

from __future__ import annotations

from dataclasses import dataclass

# What English has of names and loan words, now and then.
LOANED = "éèêëïöñçôáãâûüíóàåäøæ"

# Half of it is in the place of Turkish letters, so more than that half has to be there.
ICELANDIC = "áðéíóúýþæö"

# Western European encodings have all of these.
_WESTERN = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüßé",  # German
    "áéíñóúüç",  # Spanish
    "áâãàçéêíóôõúü",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "åäöéü",  # Swedish and Finnish
    "æøåéöä",  # Danish and Norwegian
    "éëïóöüèêáíú",  # Dutch
    "àçèéíïòóúü·",  # Catalan
    "áéíóúàèìòù",  # Irish and Gaelic
)

# By the encodings that have them, the letters of languages beside ASCII's.
LATIN = {
    "cp1252": _WESTERN,
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýžöü",  # Czech
        "áäčďéíĺľňóôŕšťúýžö",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţ",  # Romanian
        "čćđšž",  # Croatian, Slovenian
    ),
    "cp1254": ("çğıöşüâîi̇",),  # Turkish
    "mac-roman": _WESTERN,
    "cp850": _WESTERN,
}


@dataclass(frozen=True, slots=True)
class Script:
    """How texts of an encoding look that have hardly an ASCII letter.

    Attributes:
        first: the first of the script's characters.
        last: the last of them.
        common: its commonest characters, which make the half of any text or more.
        has_case: whether capitals begin a word, if they are there at all.
    """

    first: str
    last: str
    common: str
    has_case: bool = False


_CYRILLIC = Script("Ѐ", "џ", "оеаинтсрвлкмі", has_case=True)

SCRIPTS = {
    "cp1251": _CYRILLIC,
    "koi8-r": _CYRILLIC,
    "cp1253": Script("Ά", "ώ", "αοιετσνηυρπκςίό", has_case=True),
    "cp1255": Script("א", "ת", "יוהלאמרתבשנ"),
    "cp1256": Script("ء", "ْ", "االينمورتبعده"),
    "cp932": Script("ぁ", "ー", "のいしてにをるとがなたはでっすんまらか、。"),
    "euc-jp": Script("ぁ", "ー", "のいしてにをるとがなたはでっすんまらか、。"),
    "cp949": Script("가", "힣", "이다는을에의지고하가기어요도너무를한은습니"),
    "gb18030": Script(
        "一",
        "龥",
        "的一是不了在人有我他这个们中来上大为和国到说时要就出会可你没好看都很天"
        "也去想吗过吧呢，。！、",
    ),
    "big5": Script(
        "一",
        "龥",
        "的一是不了在人有我他這個們中來上大為和國到說時要就出會可你沒好看都很天"
        "也去想嗎過吧呢，。！、",
    ),
}
