"""Which language a message is in, where it is not English: by its script, or by the commonest words of a language."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("ur", "ٹڈڑںے"),
    ("fa", "پچژگ"),
    ("ar", "\u0600-\u06ff"),
    ("uk", "іїєґ"),
    ("ru", "\u0400-\u04ff"),
)
"""The letters that tell a language, the more special ones first."""
_WORDS = {
    "es": """que de la novia ya hago qué el los las una por con para pero como está esta estoy mi tu su te lo le se
        cómo cuándo dónde muy más sin sobre cuando porque él ella nosotros ustedes eres soy tengo tiene
        quiero quiere mucho hace novio marido esposo gracias ayuda hoy nada también siempre nunca
        después antes puedo hablar amor desde habla hablo semana sé hacer morir conmigo dice dijo siento
        pasa hacia les eso esto todo ahora mí""",
    "pt": """que de não um uma os por com para mas como está estou meu minha seu sua você ele ela eu nós muito mais
        sem sobre quando porque tenho tem quero quer namorado namorada marido obrigado obrigada ajuda já
        hoje nada também sempre nunca depois antes posso falar isso isto ao da do em se mim comigo diz
        disse sinto tudo agora faz fazer lhe ser foi namoro pra tá""",
    "fr": """que de la les des une un pour avec mais comme est suis mon ma mes ton sa ses je tu il elle nous vous ils
        elles ne pas plus très sur quand parce pourquoi comment où qui quoi ai avez veux veut copain
        copine mari bonjour salut merci aide aujourd rien aussi toujours jamais après avant peux parler
        ça c'est j'ai qu'il du et se ce cette dans est-ce fait faire dit moi toi lui sais tout
        maintenant répond répondre parle""",
    "de": """ich du er sie wir ihr nicht und der das den dem ein eine einen mein meine dein sein mit für aber wie ist
        bin hat habe haben sehr auf wenn weil warum wo wer kann will freund freundin mann danke hilfe
        heute nichts auch immer nie nach vor sprechen zu mir mich dich ihm ihn noch schon es im am von
        bei aus wird war sich mehr melden meldet sagt gesagt alles jetzt plötzlich hallo""",
    "it": """che di il lo gli una un per con ma come è sono mio mia tuo suo io lei noi voi non più molto su quando
        perché dove chi cosa ho hai vuole voglio ragazzo ragazza marito grazie aiuto oggi niente anche
        sempre mai dopo prima posso parlare questo della del mi ti si alla dal nel ha lui fare dice
        detto sento tutto adesso allontanato""",
    "tr": """ve bir bu şu için ile ama gibi var yok ben sen biz siz onlar benim senin çok daha neden niye nasıl
        nerede kim ne değil sevgilim kocam erkek arkadaşım merhaba selam teşekkürler yardım bugün hiç
        her zaman sonra önce mi mı beni bana onu ona benden oldu artık konuşmuyor istiyorum seviyorum""",
    "id": """yang dan di ke dari untuk dengan tapi seperti adalah ini itu saya aku kamu dia kami kita mereka tidak
        nggak gak sangat lebih kenapa mengapa bagaimana dimana siapa apa bisa mau pacar suami terima
        kasih tolong hari juga selalu tak pernah setelah sebelum sudah belum akan lagi kok dong deh sih
        udah aja banget tiba menjauh bicara""",
}
_ENGLISH = frozenset(
    """the a an and or but if i you he she we they it is are was were be been am do does did got have has had not
    no my your his her our their me him them us this that these those what why how when where who which to
    of in on at for with about from by as so just can could should would will won't don't said says told
    told love""".split()
)
"""English words; a message with as many of these as of another language's is taken for English."""
_TELLING = {
    language: frozenset(words.split()) - _ENGLISH - {"a", "no", "me", "die", "so", "on", "in", "do", "as", "of", "van"}
    for language, words in _WORDS.items()
}
_LANGUAGES_OF = {
    word: tuple(language for language, telling in _TELLING.items() if word in telling)
    for word in frozenset().union(*_TELLING.values())
}
LANGUAGES = (*dict.fromkeys((*(language for language, _ in _SCRIPTS), *_WORDS)),)
"""The languages in which the bot can say that it speaks English only."""
_LATIN = re.compile("[\x00-\u02ff]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHARE = 0.35
"""Share of a message's words that must be a language's commonest ones …"""
LEAST = 2
"""… and how many at least."""
FOREIGN = 3
"""How many of them outweigh one English word."""


def language_of(message: str) -> str:
    """The ISO 639 code of a message's language, one of ``LANGUAGES``; empty for English and where it is not certain."""
    if message.isascii():
        return _by_words(message)
    foreign = _letters_in(_LATIN.sub("", message))
    return _by_script(message) if foreign and foreign * 2 > _letters_in(message) else _by_words(message)


def _letters_in(text: str) -> int:
    return sum(map(str.isalpha, text))


def _by_script(message: str) -> str:
    letters = "".join(filter(str.isalpha, message)).lower()
    return next((language for language, signs in _SCRIPTS if re.search(f"[{signs}]", letters)), "")


def _by_words(message: str) -> str:
    words = _WORD.findall(message.lower().replace("’", "'"))
    found = [language for word in words for language in _LANGUAGES_OF.get(word, ())]
    if len(found) < LEAST or len(found) < SHARE * len(words):
        return ""
    ((language, count),) = Counter(found).most_common(1)
    english = sum(word.partition("'")[0] in _ENGLISH for word in words)
    certain = count >= LEAST and count >= SHARE * len(words) and count >= FOREIGN * english
    return language if certain else ""
