"""Texts under a wrong label are found; names, numbers and near relatives are left in peace."""

from __future__ import annotations

import pytest

from kiosk.publishing import looks

SENTENCES = {
    "en": "You must bring your passport and the form to the office before the end of the month.",
    "de": "Bringen Sie den Pass und die Anmeldung bis zum Ende des Monats in das Amt.",
    "fr": "Apportez votre passeport et le formulaire au bureau avant la fin du mois.",
    "lv": "Atnesiet pasi un veidlapu uz nodaļu līdz mēneša beigām vai arī sūtiet to pa pastu.",
    "ru": "Принесите паспорт и заявление в отдел до конца месяца или отправьте их по почте.",
    "uk": "Принесіть паспорт і заяву до відділу до кінця місяця або надішліть їх поштою.",
    "ar": "أحضر جواز السفر والاستمارة إلى المكتب قبل نهاية الشهر أو أرسلها عن طريق البريد من فضلك",
    "fa": "گذرنامه و فرم را تا پایان ماه به دفتر بیاورید یا آن را با پست برای ما ارسال کنید",
    "ti": "ፓስፖርትኩምን ነቲ ቅጥዕን ክሳብ መወዳእታ ናይ ወርሒ ናብ ቤት ጽሕፈት ኣምጽኡ ወይ ብ ፖስታ ስደዱ",
}


NEAR = {
    ("fa", "ar"): "گذرنامه خود را پیش از پایان ماه به دفتر پلیس بیاورید",
    ("ar", "fa"): "يقدم المكتب مشورة قانونية مجانية ويوفر مترجمين يتكلمون لغتكم",
    ("ti", "am"): "ቤት ጽሕፈትና ነጻ ምኽሪ ሕጊ ይህብ ኣብኡ ድማ ትርጉም ኣሎ",
    ("am", "ti"): "ቢሮው ነፃ የሕግ ምክር ይሰጣል አስተርጓሚዎች አሉ ሰነዶችን አምጡ እናንተ ልጆች ችግር",
}
"""Sentences that only their letters tell from a neighbour's."""


def wrong(value: str, tag: str) -> str:
    return looks.other_script(value, tag) or looks.other_language(value, tag)


@pytest.mark.parametrize("tag", SENTENCES)
def test_a_sentence_looks_like_itself(tag: str) -> None:
    assert wrong(SENTENCES[tag], tag) == ""


@pytest.mark.parametrize("label", SENTENCES)
@pytest.mark.parametrize("tag", SENTENCES)
def test_a_sentence_under_another_label_is_found(tag: str, label: str) -> None:
    if tag != label:
        assert wrong(SENTENCES[tag], label)


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("Daugavpils Universitāte", "ar"),
        ("U1, U2, U3, U4, U5, U6, U7, U8", "de"),
        ("https://www.azubiyo.de/bewerbung/initiativbewerbung-und-mehr", "uk"),
        ("112", "ti"),
        ("", "ti"),
        ("PMLP", "ru"),
        (SENTENCES["fa"], "prs"),
        ("Li ser vê rêyê hûn dikarin bi me re biaxivin û pirsên xwe bikin", "ku"),
        (SENTENCES["en"], "cy"),
    ],
)
def test_names_and_unknown_languages_are_left_in_peace(value: str, tag: str) -> None:
    assert wrong(value, tag) == ""


@pytest.mark.parametrize(("tag", "label"), NEAR)
def test_letters_tell_neighbours_apart(tag: str, label: str) -> None:
    assert wrong(NEAR[tag, label], label)
    assert wrong(NEAR[tag, label], tag) == ""
