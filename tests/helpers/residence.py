"""One service, "declare your residence", in six languages, as the store hands it over; for tests of slips."""

from __future__ import annotations

from decimal import Decimal

from kiosk.domain.provenance import PartialDate, Status, Text
from kiosk.domain.service import (
    Address,
    Cost,
    Evidence,
    Hours,
    Link,
    Organization,
    Phone,
    Place,
    Service,
    ServicePlace,
)
from kiosk.packs.manifest import Manifest

OFFICIAL = "lv"

MANIFEST = Manifest(
    format=(1, 0),
    id="daugavpils",
    title={
        "lv": "Daugavpils",
        "en": "Daugavpils",
        "ar": "داوغافبيلس",
        "ti": "ዳውጋቭፒልስ",
        "uk": "Даугавпілс",
        "ur": "داؤگاوپلس",
        "bn": "দাউগাভপিলস",
    },
    official=OFFICIAL,
    languages=("lv", "en", "uk", "ar", "ti", "ur", "bn"),
    built=1_795_478_400,
    as_of="2026-11-24",
    zone="Europe/Riga",
    country="LV",
    emergency="112",
    content_hash="0" * 64,
)

_WORDS: dict[str, dict[str, list[str]]] = {
    "lv": {
        "name": ["Dzīvesvietas deklarēšana"],
        "summary": ["Viena mēneša laikā paziņojiet valstij, kur Daugavpilī Jūs dzīvojat."],
        "provider": ["Daugavpils valstspilsētas pašvaldība"],
        "requirements": [
            "Ārzemniekiem ar uzturēšanās atļauju vai reģistrācijas apliecību.",
            "ES pilsoņiem un viņu ģimenes locekļiem.",
        ],
        "evidence": [
            "Personu apliecinoša dokumenta oriģināls",
            "Uzturēšanās atļauja vai reģistrācijas apliecība",
            "Bērna dzimšanas apliecība",
            "Apliecinājums, ka valsts nodeva ir samaksāta",
        ],
        "notes_of_evidence": [
            "Ārzemniekiem dokumentam jābūt derīgam.",
            "",
            "Ja deklarējat bērnu.",
            "Ja deklarējat pašvaldībā.",
        ],
        "steps": [
            "Izvēlieties vienu no trim veidiem: PMLP, internetā vai pašvaldībā.",
            "Internetā: izmantojiet e-pakalpojumu vietnē latvija.gov.lv. Tas ir bez maksas.",
            "Pašvaldībā: samaksājiet valsts nodevu un ejiet ar dokumentiem uz domes dzīvokļu nodaļu.",
        ],
        "costs": ["Internetā, vietnē latvija.gov.lv", "Pašvaldībā (valsts nodeva)"],
        "place": ["Daugavpils dome"],
        "phone": ["Informācija"],
        "link": ["E-pakalpojumi"],
        "notes": [
            "Termiņš: viens mēnesis pēc ievākšanās.",
            "Neskaidrību gadījumā zvaniet pa tālruni +371 67209400 (8.30–16.00).",
        ],
    },
    "en": {
        "name": ["Declare your place of residence"],
        "summary": ["Within one month, tell the state where in Daugavpils you live."],
        "provider": ["Daugavpils City Council"],
        "requirements": [
            "Foreigners with a residence permit or a registration certificate.",
            "EU citizens and members of their families.",
        ],
        "evidence": [
            "Your identity document (the original)",
            "Residence permit or registration certificate",
            "The child's birth certificate",
            "Proof that the state fee has been paid",
        ],
        "notes_of_evidence": [
            "Foreigners: the document must be valid.",
            "",
            "If you declare a child.",
            "If you go to the city council.",
        ],
        "steps": [
            "Choose one of three ways: PMLP, online, or the city council.",
            "Online: use the e-service at latvija.gov.lv. It is free of charge.",
            "City council: pay the state fee and go with your documents to the housing department.",
        ],
        "costs": ["Online, at latvija.gov.lv", "City council (state fee)"],
        "place": ["City council"],
        "phone": ["Information"],
        "link": ["E-services"],
        "notes": ["Deadline: one month after moving in.", "If in doubt, call +371 67209400 (8.30–16.00)."],
    },
    "uk": {
        "name": ["Декларування місця проживання"],
        "summary": ["Упродовж одного місяця повідомте державі, де в Даугавпілсі ви живете."],
        "provider": ["Даугавпілське самоврядування"],
        "requirements": [
            "Іноземцям із посвідкою на проживання або реєстраційним посвідченням.",
            "Громадянам ЄС і членам їхніх сімей.",
        ],
        "evidence": [
            "Оригінал документа, що посвідчує особу",
            "Посвідка на проживання або реєстраційне посвідчення",
            "Свідоцтво про народження дитини",
            "Підтвердження сплати державного збору",
        ],
        "notes_of_evidence": [
            "Документ іноземця має бути дійсним.",
            "",
            "Якщо декларуєте дитину.",
            "Якщо декларуєте в самоврядуванні.",
        ],
        "steps": [
            "Оберіть один із трьох способів: PMLP, інтернет або самоврядування.",
            "В інтернеті: скористайтеся е-послугою на latvija.gov.lv. Це безкоштовно.",
            "У самоврядуванні: сплатіть державний збір і йдіть із документами до житлового відділу думи.",
        ],
        "costs": ["В інтернеті, на latvija.gov.lv", "У самоврядуванні (державний збір)"],
        "place": ["Даугавпілська дума"],
        "phone": ["Інформація"],
        "link": ["Е-послуги"],
        "notes": [
            "Строк: один місяць після вселення.",
            "Якщо щось незрозуміло, телефонуйте +371 67209400 (8.30–16.00).",
        ],
    },
    "ar": {
        "name": ["التصريح بمكان الإقامة"],
        "summary": ["أبلغ الدولة خلال شهر واحد بعنوان سكنك في داوغافبيلس."],
        "provider": ["بلدية مدينة داوغافبيلس"],
        "requirements": [
            "للأجانب الذين يحملون تصريح إقامة أو شهادة تسجيل.",
            "لمواطني الاتحاد الأوروبي وأفراد عائلاتهم.",
        ],
        "evidence": [
            "أصل وثيقة الهوية",
            "تصريح الإقامة أو شهادة التسجيل",
            "شهادة ميلاد الطفل",
            "إثبات دفع الرسم الحكومي",
        ],
        "notes_of_evidence": [
            "يجب أن تكون وثيقة الأجنبي سارية المفعول.",
            "",
            "إذا كنت تصرّح عن طفل.",
            "إذا صرّحت في البلدية.",
        ],
        "steps": [
            "اختر طريقة من ثلاث: PMLP أو الإنترنت أو البلدية.",
            "عبر الإنترنت: استخدم الخدمة الإلكترونية على latvija.gov.lv. وهي مجانية.",
            "في البلدية: ادفع الرسم الحكومي واذهب مع وثائقك إلى قسم الإسكان في المجلس.",
        ],
        "costs": ["عبر الإنترنت على latvija.gov.lv", "في البلدية (رسم حكومي)"],
        "place": ["مجلس المدينة"],
        "phone": ["معلومات"],
        "link": ["الخدمات الإلكترونية"],
        "notes": [
            "المهلة: شهر واحد بعد الانتقال إلى السكن.",
            "إذا لم يكن الأمر واضحًا فاتصل على +371 67209400 (8.30–16.00).",
        ],
    },
    "ti": {
        "name": ["መንበሪ ቦታኻ ምፍላጥ"],
        "summary": ["ኣብ ውሽጢ ሓደ ወርሒ ኣብ ዳውጋቭፒልስ ኣበይ ከም እትነብር ንመንግስቲ ኣፍልጥ።"],
        "provider": ["ምምሕዳር ከተማ ዳውጋቭፒልስ"],
        "requirements": [
            "ፍቓድ መንበሪ ወይ ናይ ምዝገባ ምስክር ወረቐት ዘለዎም ወጻእተኛታት።",
            "ዜጋታት ኤውሮጳዊ ሕብረትን ኣባላት ስድራቤቶምን።",
        ],
        "evidence": [
            "ናይ መንነት ሰነድ (ኦሪጅናል)",
            "ፍቓድ መንበሪ ወይ ናይ ምዝገባ ምስክር ወረቐት",
            "ናይ ልደት ምስክር ወረቐት ቆልዓ",
            "ናይ መንግስቲ ክፍሊት ከም ዝተኸፍለ ዘረጋግጽ ወረቐት",
        ],
        "notes_of_evidence": ["ሰነድ ወጻእተኛ ግዜኡ ዘይሓለፈ ክኸውን ኣለዎ።", "", "ንቆልዓ እተፍልጥ እንተኾይንካ።", "ኣብ ምምሕዳር ከተማ እንተኾይኑ።"],
        "steps": [
            "ካብ ሰለስተ መንገድታት ሓደ ምረጽ፦ PMLP፡ ኢንተርነት ወይ ምምሕዳር ከተማ።",
            "ብኢንተርነት፦ ኣብ latvija.gov.lv ዘሎ ኤሌክትሮኒካዊ ኣገልግሎት ተጠቐም። ብነጻ እዩ።",
            "ኣብ ምምሕዳር ከተማ፦ ናይ መንግስቲ ክፍሊት ክፈል፡ ድሕሪኡ ምስ ሰነዳትካ ናብ ክፍሊ መንበሪ ኣባይቲ ኪድ።",
        ],
        "costs": ["ብኢንተርነት፡ ኣብ latvija.gov.lv", "ኣብ ምምሕዳር ከተማ (ናይ መንግስቲ ክፍሊት)"],
        "place": ["ቤት ምኽሪ ከተማ"],
        "phone": ["ሓበሬታ"],
        "link": ["ኤሌክትሮኒካዊ ኣገልግሎታት"],
        "notes": ["ገደብ፦ ድሕሪ ምእታውካ ሓደ ወርሒ።", "ዘይንጹር እንተኾይኑ ናብ +371 67209400 ደውል (8.30–16.00)።"],
    },
    "ur": {
        "name": ["رہائش کا اندراج"],
        "summary": ["ایک ماہ کے اندر ریاست کو بتائیں کہ آپ داؤگاوپلس میں کہاں رہتے ہیں۔"],
        "provider": ["داؤگاوپلس کی بلدیہ"],
        "requirements": ["رہائشی اجازت نامہ رکھنے والے غیر ملکی۔", "یورپی یونین کے شہری اور ان کے اہل خانہ۔"],
        "evidence": [
            "شناختی دستاویز (اصل)",
            "رہائشی اجازت نامہ",
            "بچے کا پیدائشی سرٹیفکیٹ",
            "سرکاری فیس کی ادائیگی کا ثبوت",
        ],
        "notes_of_evidence": [
            "دستاویز کی میعاد باقی ہو۔",
            "",
            "اگر آپ بچے کا اندراج کر رہے ہیں۔",
            "اگر آپ بلدیہ جائیں۔",
        ],
        "steps": [
            "تین میں سے ایک طریقہ منتخب کریں: PMLP، انٹرنیٹ یا بلدیہ۔",
            "انٹرنیٹ پر: latvija.gov.lv کی خدمت استعمال کریں۔ یہ مفت ہے۔",
            "بلدیہ میں: سرکاری فیس ادا کریں اور اپنی دستاویزات لے کر جائیں۔",
        ],
        "costs": ["انٹرنیٹ پر، latvija.gov.lv", "بلدیہ میں (سرکاری فیس)"],
        "place": ["سٹی کونسل"],
        "phone": ["معلومات"],
        "link": ["آن لائن خدمات"],
        "notes": ["آخری تاریخ: منتقل ہونے کے ایک ماہ بعد تک۔", "سوال ہو تو +371 67209400 پر فون کریں (8.30–16.00)۔"],
    },
    "bn": {
        "name": ["বসবাসের ঠিকানা ঘোষণা"],
        "summary": ["এক মাসের মধ্যে রাষ্ট্রকে জানান দাউগাভপিলসে আপনি কোথায় থাকেন।"],
        "provider": ["দাউগাভপিলস নগর কর্তৃপক্ষ"],
        "requirements": ["যাদের বসবাসের অনুমতিপত্র আছে এমন বিদেশি।", "ইউরোপীয় ইউনিয়নের নাগরিক ও তাদের পরিবার।"],
        "evidence": ["পরিচয়পত্রের মূল কপি", "বসবাসের অনুমতিপত্র", "শিশুর জন্ম সনদ", "সরকারি ফি পরিশোধের প্রমাণ"],
        "notes_of_evidence": ["কাগজের মেয়াদ থাকতে হবে।", "", "শিশুর জন্য ঘোষণা করলে।", "নগর পরিষদে গেলে।"],
        "steps": [
            "তিনটি উপায়ের একটি বেছে নিন: PMLP, ইন্টারনেট বা নগর পরিষদ।",
            "ইন্টারনেটে: latvija.gov.lv এর সেবা ব্যবহার করুন। এটি বিনামূল্যে।",
            "নগর পরিষদে: সরকারি ফি দিন এবং কাগজপত্র নিয়ে যান।",
        ],
        "costs": ["ইন্টারনেটে, latvija.gov.lv", "নগর পরিষদে (সরকারি ফি)"],
        "place": ["নগর পরিষদ"],
        "phone": ["তথ্য"],
        "link": ["অনলাইন সেবা"],
        "notes": ["সময়সীমা: ওঠার পর এক মাস।", "প্রশ্ন থাকলে +371 67209400 নম্বরে ফোন করুন (8.30–16.00)।"],
    },
}


def service(tag: str) -> Service:
    """The service in the language `tag`: its own words in the official language, a machine's in the others."""
    words = _WORDS[tag]

    def texts(field: str) -> tuple[Text, ...]:
        status = Status.ORIGINAL if tag == OFFICIAL else Status.MACHINE
        return tuple(Text(value, tag, status, tag) for value in words[field])

    def text(field: str) -> Text:
        return texts(field)[0]

    evidence = zip(texts("evidence"), texts("notes_of_evidence"), strict=True)
    online, council = texts("costs")
    council_hours = Hours(
        "Mo 08:00-18:00; Tu-Th 08:00-17:00; Fr 08:00-16:00",
        "Europe/Riga",
        "LV",
        verified_on=PartialDate("2023"),
        confirm=True,
    )
    place = Place(
        id="place-council",
        slug="city-council",
        name=text("place"),
        description=None,
        address=Address("K. Valdemāra iela 1", "Daugavpils", "LV-5401", "LV"),
        hours=council_hours,
        phones=(),
    )
    return Service(
        id="service-residence",
        slug="declare-residence",
        name=text("name"),
        summary=text("summary"),
        description=None,
        organization=Organization("council", text("provider"), None, "https://www.daugavpils.lv"),
        requirements=texts("requirements"),
        evidence=tuple(
            Evidence(f"evidence-{number}", name, note if note.value else None)
            for number, (name, note) in enumerate(evidence)
        ),
        steps=texts("steps"),
        costs=(Cost(online, Decimal(0), "EUR"), Cost(council, Decimal("4.27"), "EUR")),
        places=(ServicePlace(place, None),),
        phones=(Phone("+37165407437", text("phone")),),
        emails=("dome@daugavpils.lv",),
        links=(Link("https://latvija.gov.lv", text("link")),),
        spoken_languages=("lv", "ru", "en"),
        processing_time="P1D",
        notes=texts("notes"),
        sources=(
            "https://www.iem.gov.lv/en/services/declaration-place-residence-registration-daugavpils-city-council",
        ),
        verified_on=PartialDate("2024-10"),
        confirm=True,
        icon="house-user",
        term_ids=(),
    )
