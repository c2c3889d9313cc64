"""Words that make a question and say nothing of what it is about, by language.

Offices write *you must bring*; people ask *how do I*, so that such words look rare, and telling, among an office's pages.
Interrogatives, pronouns, auxiliaries, articles and prepositions; nouns and verbs with a meaning of their own are none.
"""

from __future__ import annotations

from functools import cache

from kiosk.domain.provenance import primary
from kiosk.packs.fold import words

_SMALL = {
    "lv": """kā kas ko kam kur kurš kura kuri kad kāpēc cik kāds kāda kādi kādu vai var varu varam vajag drīkst drīkstu jā
        ir esmu esam būt bija man mani mans mana manu manas mēs mums mūsu es tu jūs viņš viņa viņi tas tā šis šī to
        un vai ja uz no ar par pie pēc lai lūdzu ne nav dabūt atrast""",
    "en": """how what where which who whom whose when why can could may might must shall should will would do does did is are
        am was were be been have has had i me my mine we us our you your he she it they them their there this that these those
        the a an of for to in on at with by from about into as and or if any some get find need want please tell know""",
    "ru": """как что чего чем где куда откуда какой какая какое какие каких кто кого когда почему зачем ли сколько могу можно
        можем может могут нужно надо нужны должен должна должны есть быть был были иметь имею имеет я меня мне мой моя моё мои
        мы нас нам наш вы вас вам ваш он она оно они это этот эта эти тот та те в на с из за к от для до о об про по при у и
        или если не себя ли бы получить найти""",
    "uk": """як що чого чим де куди звідки який яка яке які якого яких хто кого коли чому чи скільки можу можна може можемо
        можуть треба потрібно потрібні повинен повинна повинні мушу є бути був була були мати маю має мають я мене мені мій моя
        моє мої ми нас нам наш ви вас вам ваш він вона воно вони це цей ця ці той та те ті в у на з із зі до від для про по за
        при під і й або якщо не себе знайти отримати""",
    "pl": """jak co czego gdzie dokąd skąd jaki jaka jakie jakich który która które kto kogo kiedy dlaczego czy ile mogę można
        może możemy mogą muszę trzeba powinien powinnam jest są być był była mam ma mają ja mnie mi mój moja moje my nas nam
        nasz pan pani on ona ono oni to ten ta te tego w we na z ze do od dla o po za przy pod i oraz lub albo jeśli nie się
        dostać znaleźć""",
    "ar": """كيف ما ماذا أين من متى لماذا كم هل أي أية يمكن يمكنني يمكننا أستطيع يجب علي هو هي هم أنا نحن لي لنا هذا هذه ذلك
        تلك التي الذي الذين في على إلى عن مع و أو إذا أن إن كان كانت يكون تكون ليس لا به بها له لها الحصول أحصل أجد""",
    "fa": """چگونه چطور چه چی کجا کدام کی چرا چند آیا می توانم میتوانم توانیم میتوان باید است هست هستند بود باشد دارم دارد
        دارند من مرا ما شما او آنها این آن در به از با برای تا را و یا اگر که نه خود پیدا کنم کنیم کند کرد شود بگیرم""",
    "fr": """comment que quoi où quel quelle quels quelles qui quand pourquoi combien est ce puis peut peux peuvent pourrait dois
        doit devons doivent faut ai a as avons ont suis sont être avoir je me moi mon ma mes nous notre nos vous votre vos on il
        elle ils elles le la les un une des du de d l en dans sur avec par pour au aux et ou si se sa son ses leur y qu j m t c n ne pas
        cela s trouver obtenir faire""",
    "ti": """ብኸመይ ከመይ እንታይ ኣበይ ናበይ ካበይ ኣየናይ መን መዓስ ንምንታይ ክንደይ ድዩ ዶ ይኽእል እኽእል ክኽእል ኣለኒ ኣሎ ኣለዎ እዩ እያ እዮም ነይሩ ኣነ
        ንዓይ ናተይ ንሕና ንስኻ ንሱ ንሳ ንሳቶም እዚ እቲ እታ ኣብ ናብ ካብ ብ ን ናይ ምስ ከምኡውን ወይ እንተ""",
    "de": """wie was wo wohin woher welche welcher welches welchen welchem wer wen wem wessen wann warum wieso weshalb kann kannst
        können könnte darf dürfen muss müssen soll sollte will möchte werde werden wird würde ist sind war bin sein habe hat haben
        gibt es ich mich mir mein meine meinen meiner meinem wir uns unser unsere man du dein sie ihr er der die das den dem des
        ein eine einen einer einem eines und oder wenn ob in im an am auf aus bei mit von vom zu zum zur für über als auch nicht
        finde bekomme brauche bitte""",
    "nl": """hoe wat waar waarheen welk welke wie wanneer waarom hoeveel kan kunnen mag mogen moet moeten zou wil is zijn was ben
        heb heeft hebben er ik mij me mijn wij we ons onze je jij jouw u uw hij zij ze het dit dat deze die de een van voor naar
        in op aan met bij uit over om te en of als niet vinden krijgen nodig""",
    "it": """come che cosa dove quale quali chi quando perché quanto posso può possono possiamo devo deve dobbiamo devono bisogna è
        sono era essere ho ha hanno avere c io me mi mio mia miei noi ci nostro tu voi vostro lui lei loro il lo la i gli le un
        uno una di del della dei delle da dal in nel nella a al alla per con su e o se non si trovare ottenere""",
    "ro": """cum ce unde care cine când de ce cât pot poate putem pot trebuie este sunt era fi am are au avea eu mine mă îmi meu mea
        mei mele noi ne nostru tu voi dumneavoastră el ea ei ele un o unui unei al a ale la în din pe cu pentru prin despre și sau
        dacă nu se să găsesc obțin obține""",
    "el": """πώς τι πού ποιος ποια ποιο ποιες ποιοι ποιων πότε γιατί πόσο πόσα μπορώ μπορεί μπορούμε μπορούν πρέπει είναι ήταν είμαι
        έχω έχει έχουν να θα εγώ με μου εμείς μας εσείς σας αυτός αυτή αυτό αυτά τους της του των τον την το τα τις οι ο η ένα μια
        ένας σε στο στη στην στα από για προς και ή αν δεν βρω πάρω""",
    "bg": """как какво къде кой коя кое кои кого кога защо колко ли мога може можем могат трябва е са съм беше бил имам има имат аз
        мен ми мой моя моето ние нас ни наш вие вас ви ваш той тя то те този тази това тези в във на с със от за до по при без и
        или ако не се да ще си получа намеря""",
    "tr": """nasıl ne nerede nereye nereden hangi kim kimin ne zaman neden niçin kaç mı mi mu mü olabilir gerekir gerekiyor lazım
        var yok ben beni bana benim biz bizi bize bizim siz sizin o onlar bu şu için ile ve veya ya da bir de den olarak eğer
        değil yapmalıyım bulabilirim alabilirim""",
    "es": """cómo qué dónde adónde cuál cuáles quién cuándo por cuánto puedo puede podemos pueden debo debe debemos deben hay que es
        son era ser está están soy he ha han tengo tiene tener yo me mí mi mis nosotros nos nuestro tú usted ustedes su sus él
        ella ellos el la los las un una de del en a al con para sobre y o si no se lo le encontrar obtener""",
    "prs": """چگونه چطور چی چه کجا کدام کی چرا چند آیا می توانم میتوانم توانیم میتوان باید است هست هستند بود باشد دارم دارد من مرا
        ما شما او آنها این آن در به از با برای تا را و یا اگر که نه خود پیدا کنم کنیم کند کرد شود بگیرم""",
    "ps": """څنګه څه چیرته کوم کومه څوک کله ولې څومره ایا کولای شم کولی شي باید ده دی دي وي لرم لري زه ما زما موږ زموږ تاسو
        ستاسو هغه دوی دا د په له کې ته سره لپاره او یا که چې نه ترلاسه""",
    "ur": """کیسے کیا کہاں کون کونسا کونسی کس کب کیوں کتنا کتنے سکتا سکتی سکتے ہوں ہے ہیں تھا چاہیے میں مجھے میرا میری میرے ہم
        ہمیں ہمارا آپ آپ کو وہ یہ اس ان کا کی کے کو سے پر تک لیے ساتھ اور یا اگر نہیں حاصل""",
    "ckb": """چۆن چی چییە لەکوێ کوێ کام کامە کێ کەی بۆچی چەند ئایا دەتوانم دەتوانێت پێویستە دەبێت هەیە بوو من ئێمە ئێوە ئەو ئەوان
        ئەم لە بۆ بە لەگەڵ تا و یان ئەگەر کە نا""",
    "kmr": """çawa çi ku li kîjan kî kengî çima çend gelo dikarim dikare dikarin divê heye hene ye e bû ez min em me hûn we ew wan ev
        di de ji bo bi ra re û an ger ku na""",
    "so": """sidee maxay maxaa xaggee halkee kee tee kuma ayo goorma waayo imisa miyaan karaa kartaa karnaa waa in ah yahay tahay jiraa
        leeyahay aniga i waxaan annaga nala idinka isaga iyada iyagu kan tan ka ku u la iyo ama haddii ma""",
    "am": """እንዴት ምን የት ወዴት ከየት የትኛው የትኛዋ ማን መቼ ለምን ስንት ወይ እችላለሁ ይችላል እንችላለን አለብኝ አለበት ነው ናት ናቸው ነበር አለ አለኝ እኔ
        የእኔ ለእኔ እኛ የእኛ እርስዎ እሱ እሷ እነሱ ይህ ያ እነዚህ ውስጥ ላይ ወደ ከ ለ በ የ ጋር እና ወይም ከሆነ ማግኘት""",
    "bn": """কিভাবে কীভাবে কি কী কোথায় কোন কে কার কখন কেন কত পারি পারে পারেন পারব হবে উচিত আছে হয় ছিল আমি আমার আমাকে আমরা আমাদের
        আপনি আপনার সে তার তারা এই এটি সেই জন্য থেকে সঙ্গে সাথে এবং ও বা অথবা যদি না পেতে""",
}  # fmt: skip


@cache
def _small(language: str) -> frozenset[str]:
    return frozenset(words(_SMALL.get(language, "")))


def telling(asked: tuple[str, ...], tag: str) -> tuple[str, ...]:
    """The folded words that are not small ones of the language; all of them where there is no other."""
    small = _small(primary(tag))
    return tuple(word for word in asked if word not in small) or asked
