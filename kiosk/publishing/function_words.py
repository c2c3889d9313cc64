"""The small words of each language by which a reader knows it at a glance, and letters that neighbours do not have.

Counted in sentences that stand in many languages side by side (TICO-19, CC0) for am, ar, bn, ckb, en, es, fa, fr, kmr,
ps, ru, so, ti, ur; the others are their articles, prepositions, pronouns and auxiliary verbs. A word may stand in
several languages; one that is common as a name or abbreviation stands in none. Persian and Dari are one here.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "am": "እና ላይ ውስጥ ነው ወይም ጋር ጊዜ ወደ ሲሆን ሰዎች እንደ ይህም ናቸው ይችላል ነበር እስከ ይህ መካከል ሌሎች በጣም ደግሞ ያሉ የሆነ ያለው ምክንያት ይችላሉ አንድ ብዙ ድረስ በኋላ ለ እርስዎ ወይንም ከሆነ አለብዎት",
    "ar": "في من على إلى أن أو عن مع ذلك قد بين لا هذا هذه الذين مثل غير يمكن بسبب أكثر إذا خلال كان جميع بعض حتى التي الذي ما هو هي كل عند لم لن يجب أنت كنت لديك",
    "bg": "и в на се за от да с по не са ще или към при като това този тази си ви до може който която които е но ако без след трябва има няма беше вие",
    "bn": "এবং এর জন্য করা করে একটি থেকে ও যে মধ্যে করার বা এই পারে করতে যা হয় সাথে না তাদের হতে হয়েছে এটি তবে আছে কিছু আপনার আপনি যদি কোন",
    "ckb": "لە بۆ کە بە یان لەگەڵ ئەو هەیە ی وەکو لەسەر بێت ئەم زیاتر زۆر وەک هەروەها وە هەموو بوو دەکات ئەگەر هەندێک دەبێت ئەمە لەو ئێوە بکە",
    "de": "der die das und ist nicht sie ein eine einen einem einer mit für auf zu den dem des von im bei sich oder auch werden wird sind haben hat können kann müssen muss wenn aus nach über wie zum zur bis ihre ihr ihren ihrer wir es",
    "el": "και το του της τα την των στο στη στην για με από που να είναι δεν θα σε ή ως τον τους τις στα έχει έχετε πρέπει μπορείτε σας μας οι ο η αν",
    "en": "the of and to for is with that on are as or from have by has this been it was at were other also which not may can their these than you your if we our must please will an be who what when where how",
    "es": "de en a tiene hoy es el y los se las para del con una por o como no al más lo también su sobre sus puede pueden sin otros algunos esto un en que si usted tiene debe está este esta",
    "fa": "در از به که است این را با برای شده یک بر می شد های آن شود می‌شود خود باشد آنها دارد ها کنند هستند بود نیز دارند کند اند استند شوند شما اگر باید یا تا",
    "fr": "de se ma mon et les des le la du pour dans est au ont par été ou plus qui sont il avec sur être aux pas ce également vous ces une un en votre vos nous si cette comme chez ne que peut peuvent devez avez êtes",
    "it": "e il lo la gli le di del della dei delle dello per con che non si è sono un una uno nel nella nei al alla ai da dal dalla o anche può deve essere questo questa suo sua in come più se",
    "kmr": "ji û di bi bo li ya jî wan ev xwe ê dibe yên ye din kir ber dike heye kirin hate tê ên dikin wek wî hene heta bû hûn we ku an divê",
    "lv": "un ir ar uz no par kas vai lai var nav pie kā arī līdz pēc bez ja jums jūs jūsu šo to tas tā viņa viņu kad kur pirms ko es mēs pret starp jau bet tikai tiek jābūt cilvēkiem",
    "nl": "de het een en van is op te met voor dat niet zijn bij aan of ook uit om naar wordt worden kan kunnen moet moeten als door heeft hebben u uw wij deze dit die er nog geen over tot",
    "pl": "i w na z do nie się jest dla o od po za że oraz lub jak są może można przez przy ich jego być tylko także jeśli który która które czy pan pani masz musisz w tym we ze co",
    "ps": "د په او کې چې له لپاره سره څخه ته دي شي شوي دا تر یې لري کوي وي توګه کړي ده کیږي یو نه دې کولو هغه شوی شوې ډول پورې لکه نورو خلکو باندې تاسو تاسې که",
    "ro": "și în de la cu pe pentru din este sunt nu se un o să ce care al ale mai sau dacă fi poate trebuie dumneavoastră vă prin după până are au le îl lui către fără",
    "ru": "в и с на по для что или не также как к от из у а о это за при может которые до могут более но после вы вас вам если есть нужно можно этот эта все его их ваш",
    "so": "la ma mid oo ee ah iyo ayaa ay ka u waxaa lagu uu kale loo waxa laga soo waxay badan ama ugu aan dadka inay marka sida sidoo aad waa taas inta haddii ku in",
    "ti": "ናይ ኣብ ከም ድማ እዚ ኢዩ እቲ ካብ ን ነቲ ብ ወይ ውን ምስ ሰባት ናብ እዩ ይኽእል እቶም ክሳብ ግዜ ከምኡ ሓደ ከምኡውን ዝኾነ ኣሎ ዘሎ ኣዝዩ ነቶም ኣለዎ ኢዮም ሰብ እንተ ከኣ",
    "tr": "ve bir bu için ile olarak olan veya var gibi daha çok kadar sonra ya ki ne en her mi ise değil olup size siz sizin eğer gerekir lazım kendi ancak göre",
    "uk": "і в на з що не для та до у за від як це або є про по при якщо ви вас вам може можна треба потрібно його їх ваш ваші які який яка також із зі й",
    "ur": "کے میں کی ہے اور سے کو کا ہیں کہ اس نے لیے ایک کیا یہ کرنے جو ان والے تک ہو گیا نہیں کر جس بھی تو ساتھ کرتے آپ ہوا کریں اپنے جاتا پر",
}

LETTERS: dict[str, str] = {
    "am": "አች",
    "ar": "ةىأإ",
    "bg": "",
    "ckb": "ڕڵۆێە",
    "fa": "",
    "ps": "ټډړږښګڼېۍڅځ",
    "ru": "ыэё",
    "ti": "ኣሓኻኾኽቕሒሑ",
    "uk": "іїєґ",
    "ur": "ٹڈڑںے",
}
"""Letters that tell a language from others of its script."""

SHARED: dict[str, frozenset[str]] = {
    "پچگیک": frozenset({"fa", "ckb", "ps", "ur"}),
    "ك": frozenset({"ar"}),
    "ي": frozenset({"ar", "ps"}),
}
"""Letters that several languages write and their neighbours do not: they speak where nothing stronger does."""

KIN = {"prs": "fa", "pes": "fa", "ku": "kmr"}
"""Tags that go by the words of another."""
