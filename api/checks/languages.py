"""What the rules know of each language.

Rules
1. A row says what is the language's own; what a row leaves out, its rules do not judge.
2. A language without a row is judged by what is true of all: numbers, markup, spaces, invisible characters.
3. Cues are the words by which a language says "not", and how sure it is. A row of them is a regular expression: lower-case stems, each
   found anywhere in the text's lower case. One that begins or ends with a space stands where a word begins or ends; the text is
   searched with a space at either end and in place of its punctuation.
4. A missing cue is a false alarm, a cue that is too short finds nothing. So stems are long where the language allows, and a
   short one says in which words it is another: Chinese 常 is "often", but not in 日常, "daily".
5. Groups of hedges: `often` (often, usually, generally, typically), `can` (can, may, could), `many`, `most`, `some`, `rare`
   (rare, uncommon), `especially`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from api.model.identifiers import LocaleTag


class Language(Struct, frozen=True):
    """One row."""

    tag: LocaleTag
    scripts: tuple[str, ...] = ()
    """Beginnings of the Unicode names of its letters; the first is of the one that a text is mostly in."""

    stops: str = "."
    """What ends a statement; each character alone."""

    questions: str = "?"
    """What ends a question."""

    colons: str = ":"
    """What ends a line that a list follows."""

    quotes: tuple[str, ...] = ("“”", "‘’", "«»")
    """Pairs of quotation marks, each as two characters."""

    spaced: bool = True
    """Whether words stand apart."""

    length: tuple[float, float] | None = None
    """The least and the most that a text of some length is beside the English, in characters."""

    negations: str = ""
    """Cues of "not", "no", "never", "without", as a regular expression."""

    hedges: tuple[tuple[str, str], ...] = ()
    """By group of English hedges: the cues that say as much, as a regular expression."""


NEGATIONS: Final[dict[str, str]] = {
    "ar": "لا | لم | لن | ليس|دون|بدون|غير|عدم|بلا| ما لم |ولا |فلا | ولم | فلم | ولن | فلن |لست|لسن|يتعذر|تعذر",
    "es": " no | ni |ningun|ningún|nunca|jamás| sin |nadie|tampoco|imposib",
    "fil": "hindi|wala|huwag|di |nang walang|ayaw|bawal",
    "fr": " ne | n'| n’|pas | sans |jamais|aucun| non |personne ne|impossib| ni ",
    "gu": "નથી|નહીં|નહિ| ન |વિના|વગર|ના |શકતા ન|નહોતા|કોઈએ|અશક્ય|બિન",
    "hi": "नहीं| न | ना | मत |बिना|नही|बग़ैर|बगैर|असंभव|गैर",
    "ht": " pa | pa'| p ap| poko |san |pèsonn|okenn|janm| ni ",
    "it": " non | senza |nessun|mai | né |impossib|niente",
    "ko": "않|없|못|아니| 안 |말고|마십|마세|비수술|불가",
    "pl": " nie | bez |nigdy|żadn|nikt| ani |brak|niemoż|nieinwaz|niesprawdz",
    "pt-BR": " não | nem |nenhum|nunca| sem |ninguém|jamais|impossí",
    "ru": " не | нет | без |никогда|никто|ни один|ни одна| ни |нельзя|невозмож|никак",
    "ur": "نہیں| نہ |بغیر|بنا | مت |کوئی بھی|ناممکن|غیر",
    "vi": "không|chưa|chẳng|đừng|mà chẳng",
    "zh-Hans": "不|没|無|无|未|非(?!常)|勿|(?<![特区分个])别|避免|以免|免得",
    "zh-Hant": "不|沒|無|未|非(?!常)|勿|(?<![特區分個])別|避免|以免|免得",
}
"""By tag; cues are parted by bars."""

HEDGES: Final[dict[str, dict[str, str]]] = {
    "ar": {
        "often": "غالب|في أغلب|بوجه عام|عادة|عادةً|كثيرا|كثيرًا|عموم|بشكل عام|في الأغلب|معظم|في معظم",
        "can": "يمكن|قد |ربما|يستطيع|تستطيع|بإمكان|قادر|يحتمل|محتمل|يجوز|يتمكن|قدرة|وقد",
        "many": "كثير|العديد|عديد",
        "most": "معظم|أغلب|أكثر|غالب",
        "some": "بعض|أحيان",
        "rare": "نادر|غير شائع|قليل",
        "especially": "خاص|خصوص|لا سيما",
    },
    "es": {
        "often": "a menudo|con frecuencia|frecuente|suele|por lo general|en general|general|normalmente|habitual|típic|mayoría de las veces|usual",
        "can": "pued|pod|quizá|posib|tal vez|capaz|capacidad|permit",
        "many": "mucho|mucha|numeros",
        "most": "mayoría|mayor parte|casi tod",
        "some": "algun|algún|unos |unas |cierto|cierta",
        "rare": "poco frecuente|poco común|poco comun|rara|raro|infrecuente|poco habitual|excepcional",
        "especially": "especial|sobre todo|en particular|particular",
    },
    "fil": {
        "often": "madalas|karaniwan|kadalasan|malimit|sa pangkalahatan|pangkalahatan|kalimitan",
        "can": "maaari|pwede|puwede|posible|baka|kaya|maka|kakayahan|makakatulong|nakak|magagawa",
        "many": "marami|maraming|karamihan",
        "most": "karamihan|halos lahat|kadalasan|pinakamadalas|nakararami",
        "some": "ilan|iba|may mga|mga ilang|minsan",
        "rare": "bihira|di-karaniwan|hindi karaniwan|(?:hindi|di|di-) ?madalas|madalang",
        "especially": "lalo|partikular|espesyal|natatangi",
    },
    "fr": {
        "often": "souvent|fréquemment|habituel|généralement|en général|d['’]ordinaire|plus souvent|typiquement|fréquent|d['’]habitude",
        "can": "peut|peuv|pourr|pouv|possib|peut-être|capable|capacité|parfois|permet|éventuel|risqu",
        "many": "beaucoup|nombreu|bien des",
        "most": "plupart|majorité|presque tou",
        "some": "certain|quelques|parfois|peu ",
        "rare": "rare|peu fréquent|inhabituel|peu courant|exceptionnel",
        "especially": "surtout|particuli|notamment|spécial|en particulier",
    },
    "gu": {
        "often": "ઘણીવાર|ઘણી વાર|સામાન્ય|મોટાભાગે|મોટે ભાગે|વારંવાર|ઘણું|મોટા ભાગ|અવારનવાર",
        "can": "શક|કદાચ|સંભવ|થઈ શકે|ક્ષમતા|સંભાવના",
        "many": "ઘણા|ઘણી|અનેક|ઘણાં",
        "most": "મોટાભાગ|મોટા ભાગ|મોટે ભાગે|મોટાભાગે|સૌથી",
        "some": "કેટલાક|કેટલીક|અમુક|થોડા|કોઈક",
        "rare": "દુર્લભ|જવલ્લે|ભાગ્યે|અસામાન્ય|ઓછું|ઓછી|ક્યારેક",
        "especially": "ખાસ|વિશેષ",
    },
    "hi": {
        "often": "अक्सर|आम तौर|आमतौर|सामान्य|प्रायः|ज़्यादातर|ज्यादातर|बहुधा|अधिकतर|अधिकांश",
        "can": "सक|शायद|संभव|मुमकिन|हो सकत|क्षमता|संभावना",
        "many": "कई|बहुत से|बहुत|अनेक|काफ़ी|काफी",
        "most": "अधिकांश|ज़्यादातर|ज्यादातर|अधिकतर|सबसे",
        "some": "कुछ|कभी-कभी|थोड़",
        "rare": "दुर्लभ|कम ही|विरल|असामान्य|कभी-कभार|बहुत कम|शायद ही|आम नहीं|कम होत|कम देख",
        "especially": "ख़ास|खास|विशेष",
    },
    "ht": {
        "often": "souvan|anjeneral|an jeneral|nòmalman|abityèl|dabitid|pi souvan|jeneralman|pifò",
        "can": " ka | kapab|petèt|gen dwa|posib|kapasite|kab ",
        "many": "anpil|plizyè",
        "most": "pifò|laplipa|majorite|prèske tout|pi souvan",
        "some": "kèk|sèten|gen moun|gen ka|kèlke",
        "rare": " ra |raman|pa souvan|pa komen|pa rive souvan",
        "especially": "sitou|espesyal|espesyalman|patikilye",
    },
    "it": {
        "often": "spesso|di solito|general|in genere|normalmente|solitamente|tipic|abitual|frequent|il più delle volte",
        "can": "può|puo|possono|potre|potr|possib|forse|poss|capac|consent|permett|riesc|riusc",
        "many": "molti|molte|numeros|tanti",
        "most": "maggior parte|maggioranza|quasi tutt|più spesso|il più delle volte",
        "some": "alcun|qualch|certi|talvolta|a volte|alcuni",
        "rare": "rar|poco comun|poco frequent|non comun|infrequent|insolit",
        "especially": "special|soprattutto|particolar|in particolare",
    },
    "ko": {
        "often": "흔히|자주|보통|대개|일반적|대부분|대체로|주로|종종|많은 경우|경우가 많|가장 많이|통상|흔합",
        "can": "수 있|가능|수도|될 수|지도 모|능력|수 없|때도 있",
        "many": "많은|여러|다수|많이|많습",
        "most": "대부분|대다수|거의|가장",
        "some": "일부|어떤|몇|때로|경우에 따라",
        "rare": "드물|드문|희귀|흔하지 않|흔치 않",
        "especially": "특히|특별",
    },
    "pl": {
        "often": "częst|zwykle|zazwyczaj|na ogół|przeważnie|ogólnie|zasad|typowo|najczęściej",
        "can": "moż|mog|mogł|być może|zdoln|pozwal|potraf|możliw",
        "many": "wiel|liczn|dużo",
        "most": "większoś|najwięcej|prawie wszys|najczęściej|większa",
        "some": "niektór|czasem|kilk|pewn|część|czasami",
        "rare": "rzadk|rzadziej|sporadycz|niezbyt częst|nieczęst",
        "especially": "szczególn|zwłaszcza|przede wszystkim",
    },
    "pt-BR": {
        "often": "muitas vezes|com frequência|frequente|geral|normalmente|costum|habitual|em geral|maioria das vezes|tipicamente",
        "can": "pod|pôd|talvez|possí|possib|capac|consegu|permit|capaz",
        "many": "muito|muita|vário|numeros",
        "most": "maioria|maior parte|quase tod|mais comum",
        "some": "algu|alguns|certo|certa|pouco",
        "rare": "rar|pouco frequente|pouco comum|incomum|infrequent",
        "especially": "especial|sobretudo|principalmente|particular",
    },
    "ru": {
        "often": "част|чаще|обычно|как правило|обыкновенно|в основном|большей частью|в целом|типично|нередко",
        "can": "мож|мог|возмож|способн|удаст|позвол|вероятн|удаётс|удаетс",
        "many": "мног|немало|ряд",
        "most": "большинств|бóльш|почти все|чаще всего|большая часть",
        "some": "некотор|иногда|нескольк|отдельн|част",
        "rare": "редк|нечаст|изредка",
        "especially": "особ|прежде всего|в частности",
    },
    "ur": {
        "often": "اکثر|عام طور|عموماً|عموما|زیادہ تر|بیشتر|عام|عمومی",
        "can": "سک|ممکن|شاید|ہو سکت|صلاحیت|امکان",
        "many": "بہت سے|بہت|کئی|متعدد|بہت سی",
        "most": "زیادہ تر|اکثر|بیشتر|سب سے",
        "some": "کچھ|بعض|کبھی|چند",
        "rare": "نایاب|شاذ|کم ہی|کبھی کبھار|غیر معمولی|بہت کم|عام نہیں|کم ہوت|کم پیش",
        "especially": "خاص|خصوص|بالخصوص",
    },
    "vi": {
        "often": "thường|hay (?:gặp|xảy|bị)|nhiều nhất|phần lớn|đa số|nói chung|phổ biến|nhìn chung|hầu hết",
        "can": "có thể|có lẽ|khả năng|có khi",
        "many": "nhiều|đông đảo",
        "most": "hầu hết|đa số|phần lớn|nhất",
        "some": "một số|vài|có khi|đôi khi|một ít",
        "rare": "hiếm|ít gặp|không thường|ít khi|ít xảy",
        "especially": "đặc biệt|nhất là|riêng",
    },
    "zh-Hans": {
        "often": "(?<![日正非不])常|一般|往往|多数|经常|大多|普遍",
        "can": "可|能(?!力)|(?<!机)会|或许|也许|有望|得以",
        "many": "许多|很多|不少|多名|众多|大量|多数",
        "most": "大多数|多数|大部分|绝大|最常|大多",
        "some": "一些|有些|部分|某些|有时|少数|有的",
        "rare": "罕见|少见|很少|极少|不常|较少|偶",
        "especially": "尤其|特别|特殊|格外|尤",
    },
    "zh-Hant": {
        "often": "(?<![日正非不])常|一般|往往|多數|經常|大多|普遍",
        "can": "可|能(?!力)|(?<!機)會|或許|也許|有望|得以",
        "many": "許多|很多|不少|多名|眾多|大量|多數",
        "most": "大多數|多數|大部分|絕大|最常|大多",
        "some": "一些|有些|部分|某些|有時|少數|有的",
        "rare": "罕見|少見|很少|極少|不常|較少|偶",
        "especially": "尤其|特別|特殊|格外|尤",
    },
}
"""By tag and group; cues are parted by bars."""


def _row(tag: str, length: tuple[float, float], script: str = "LATIN", **marks: object) -> Language:
    cues = {"negations": NEGATIONS[tag], "hedges": tuple(HEDGES[tag].items())}
    return replace(Language(LocaleTag(tag), (script,), length=length), **cues, **marks)


def _chinese(tag: str) -> Language:
    """Chinese in one of its scripts, which have their marks in common."""
    quotes = ("“”", "‘’", "「」", "『』")
    marks = {"stops": "。", "questions": "？", "colons": "：", "quotes": quotes, "spaced": False}
    return _row(tag, (0.15, 0.65), "CJK UNIFIED", **marks)


LANGUAGES: Final[tuple[Language, ...]] = (
    _row("ar", (0.5, 1.4), "ARABIC", questions="؟", quotes=("“”", "«»", "”“")),
    _row("es", (0.8, 1.8)),
    _row("fil", (0.8, 2.0)),
    _row("fr", (0.8, 1.9)),
    _row("gu", (0.6, 1.5), "GUJARATI", stops=".।"),
    _row("hi", (0.6, 1.6), "DEVANAGARI", stops="।."),
    _row("ht", (0.7, 1.7)),
    _row("it", (0.8, 1.8)),
    _row("ko", (0.3, 1.0), "HANGUL"),
    _row("pl", (0.7, 1.7), quotes=("„”", "«»", "‚’", "“”")),
    _row("pt-BR", (0.8, 1.7)),
    _row("ru", (0.7, 1.8), "CYRILLIC", quotes=("«»", "„“", "“”")),
    _row("ur", (0.6, 1.7), "ARABIC", stops="۔", questions="؟", quotes=("“”", "«»", "”“")),
    _row("vi", (0.7, 1.7)),
    _chinese("zh-Hans"),
    _chinese("zh-Hant"),
)
"""Sorted by tag."""

_BY_TAG: Final = {language.tag: language for language in LANGUAGES}


@lru_cache(maxsize=256)
def find_language(tag: LocaleTag) -> Language:
    """The language's row; for any other, one that judges nothing but what is true of all."""
    return _BY_TAG.get(tag) or Language(tag=tag)
