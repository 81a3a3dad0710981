//! WhatsApp's exported text as phones write it: one file for each way they are
//! known to print a header, with the same seven entries in the language of the
//! phone. An iPhone ends a message with CR LF and puts U+200E before what the
//! app says; an Android phone ends it with LF.

use jiff::civil::DateTime;

/// What the entries say; `@` stands where the header is.
type Says = [&'static str; 7];

/// The calendar of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    Common,
    /// 543 years more.
    Buddhist,
    /// From 21 March 2022 on, as far as April: 1 Farvardin 1401.
    Persian,
    /// The era of Japan: 2022 is its fourth year.
    Reiwa,
}

/// One way to print an export.
#[derive(Debug)]
pub struct Export {
    pub name: &'static str,
    /// `{d}` and `{dd}` are the day with one or two figures, so are months `m`,
    /// years `y` (`{yyyy}`), hours `H` and `h` (of twelve, `{k}` from 0) and
    /// `{MM}`, `{SS}`; `{p}` is the part of the day.
    head: &'static str,
    /// From which hour on which word for the part of the day.
    halves: &'static [(i8, &'static str)],
    calendar: Calendar,
    zero: char,
    says: &'static Says,
}

impl Export {
    /// The header of a message.
    pub fn head(&self, at: DateTime) -> String {
        let (year, month, day) = match self.calendar {
            Calendar::Common => (at.year(), at.month(), at.day()),
            Calendar::Buddhist => (at.year() + 543, at.month(), at.day()),
            Calendar::Persian => (1401, 1, at.day() - 20),
            Calendar::Reiwa => (at.year() - 2018, at.month(), at.day()),
        };
        let (hour, twelve) = (at.hour(), (at.hour() + 11) % 12 + 1);
        let mut text = self.head.to_owned();
        for (sign, number) in [
            ("{yyyy}", format!("{year}")),
            ("{yy}", format!("{:02}", year % 100)),
            ("{y}", format!("{year}")),
            ("{mm}", format!("{month:02}")),
            ("{m}", format!("{month}")),
            ("{dd}", format!("{day:02}")),
            ("{d}", format!("{day}")),
            ("{HH}", format!("{hour:02}")),
            ("{H}", format!("{hour}")),
            ("{h}", format!("{twelve}")),
            ("{k}", format!("{}", hour % 12)),
            ("{MM}", format!("{:02}", at.minute())),
            ("{SS}", format!("{:02}", at.second())),
        ] {
            text = text.replace(
                sign,
                &number.chars().map(|c| self.digit(c)).collect::<String>(),
            );
        }
        let half = self.halves.iter().rev().find(|(from, _)| *from <= hour);
        text.replace("{p}", half.map_or("", |(_, word)| word))
    }

    /// In the digits of the phone.
    fn digit(&self, c: char) -> char {
        char::from_u32(u32::from(self.zero) + c.to_digit(10).unwrap()).unwrap()
    }

    /// What ends a message.
    pub fn ending(&self) -> &'static str {
        if self.head.starts_with('[') {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// Whether the header has seconds.
    pub fn seconds(&self) -> bool {
        self.head.contains("{SS}")
    }

    /// The whole file: the seven entries, at these times.
    pub fn file(&self, times: &[DateTime; 7]) -> String {
        let entry = |(at, says): (&DateTime, &&str)| {
            let (before, after) = says.split_once('@').unwrap();
            format!("{before}{}{after}{}", self.head(*at), self.ending())
        };
        times.iter().zip(self.says).map(entry).collect()
    }
}

const ENGLISH: Says = [
    "@Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.",
    "@Ben Ito: I left my passport at your office.",
    "@R.: Two things:\n\nthe card and the form",
    "@Ben Ito: <Media omitted>",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: note: 10:30, tea",
    "@R.: This message was deleted",
    "@Ben Ito: ok <This message was edited>",
];

const ARABIC: Says = [
    "@الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
    "@Ben Ito: تركت جواز سفري في مكتبكم.",
    "@R.: شيئان:\n\nالبطاقة والاستمارة",
    "@Ben Ito: <تم استبعاد الوسائط>",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: ملاحظة: 10:30 شاي",
    "@R.: تم حذف هذه الرسالة",
    "@Ben Ito: ok <تم تعديل هذه الرسالة>",
];

const GERMAN: Says = [
    "@Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
    "@Ben Ito: Mein Pass liegt noch bei Ihnen.",
    "@R.: Zwei Dinge:\n\ndie Karte und das Formular",
    "@Ben Ito: <Medien ausgeschlossen>",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: Notiz: 10:30, Tee",
    "@R.: Diese Nachricht wurde gelöscht",
    "@Ben Ito: ok <Diese Nachricht wurde bearbeitet>",
];

const FRENCH: Says = [
    "@Les messages et les appels sont chiffrés de bout en bout.",
    "@Ben Ito: J’ai laissé mon passeport à votre bureau.",
    "@R.: Deux choses :\n\nla carte et le formulaire",
    "@Ben Ito: <Médias omis>",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: note: 10 h 30, thé",
    "@R.: Ce message a été supprimé",
    "@Ben Ito: ok <Ce message a été modifié>",
];

const JAPANESE: Says = [
    "@メッセージと通話はエンドツーエンドで暗号化されています。",
    "@Ben Ito: パスポートを忘れました。",
    "@R.: 二つ:\n\nカードと用紙",
    "@Ben Ito: <メディアなし>",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: メモ: 10:30 お茶",
    "@R.: このメッセージは削除されました",
    "@Ben Ito: ok",
];

const SPANISH: Says = [
    "@Los mensajes y las llamadas están cifrados de extremo a extremo.",
    "@Ben Ito: Dejé mi pasaporte en su oficina.",
    "@R.: Dos cosas:\n\nla tarjeta y el formulario",
    "@Ben Ito: <Multimedia omitido>",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: nota: 10:30, té",
    "@R.: Se eliminó este mensaje",
    "@Ben Ito: ok <Se editó este mensaje>",
];

const PERSIAN: Says = [
    "@پیام\u{200c}ها و تماس\u{200c}ها رمزگذاری سرتاسری شده\u{200c}اند.",
    "@Ben Ito: گذرنامه\u{200c}ام در دفتر شما ماند.",
    "@R.: دو چیز:\n\nکارت و فرم",
    "@Ben Ito: <رسانه حذف شد>",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: یادداشت: ۱۰:۳۰ چای",
    "@R.: گذرنامه\u{200c}ام در دفتر شما ماند.",
    "@Ben Ito: ok",
];

const VIETNAMESE: Says = [
    "@Tin nhắn và cuộc gọi được mã hóa đầu cuối.",
    "@Ben Ito: Tôi để quên hộ chiếu ở văn phòng.",
    "@R.: Hai thứ:\n\nthẻ và đơn",
    "@Ben Ito: <Tệp phương tiện đã bị bỏ qua>",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: ghi chú: 10:30, trà",
    "@R.: Tin nhắn này đã bị xóa",
    "@Ben Ito: ok",
];

const ENGLISH_IPHONE: Says = [
    "@R.: \u{200e}Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.",
    "@Ben Ito: I left my passport at your office.",
    "@R.: Two things:\n\nthe card and the form",
    "\u{200e}@Ben Ito: \u{200e}image omitted",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: note: 10:30, tea",
    "\u{200e}@R.: \u{200e}This message was deleted.",
    "@Ben Ito: ok \u{200e}<This message was edited.>",
];

const GERMAN_IPHONE: Says = [
    "@R.: \u{200e}Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
    "@Ben Ito: Mein Pass liegt noch bei Ihnen.",
    "@R.: Zwei Dinge:\n\ndie Karte und das Formular",
    "\u{200e}@Ben Ito: \u{200e}Bild weggelassen",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: Notiz: 10:30, Tee",
    "\u{200e}@R.: \u{200e}Diese Nachricht wurde gelöscht.",
    "@Ben Ito: ok \u{200e}<Diese Nachricht wurde bearbeitet.>",
];

const FRENCH_IPHONE: Says = [
    "@R.: \u{200e}Les messages et les appels sont chiffrés de bout en bout.",
    "@Ben Ito: J’ai laissé mon passeport à votre bureau.",
    "@R.: Deux choses :\n\nla carte et le formulaire",
    "\u{200e}@Ben Ito: \u{200e}image absente",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: note: 10 h 30, thé",
    "\u{200e}@R.: \u{200e}Ce message a été supprimé.",
    "@Ben Ito: ok \u{200e}<Ce message a été modifié.>",
];

const VIETNAMESE_IPHONE: Says = [
    "@R.: \u{200e}Tin nhắn và cuộc gọi được mã hóa đầu cuối.",
    "@Ben Ito: Tôi để quên hộ chiếu ở văn phòng.",
    "@R.: Hai thứ:\n\nthẻ và đơn",
    "\u{200e}@Ben Ito: \u{200e}ảnh bị bỏ qua",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: ghi chú: 10:30, trà",
    "\u{200e}@R.: \u{200e}Tin nhắn này đã bị xóa.",
    "@Ben Ito: ok",
];

const SPANISH_IPHONE: Says = [
    "@R.: \u{200e}Los mensajes y las llamadas están cifrados de extremo a extremo.",
    "@Ben Ito: Dejé mi pasaporte en su oficina.",
    "@R.: Dos cosas:\n\nla tarjeta y el formulario",
    "\u{200e}@Ben Ito: \u{200e}imagen omitida",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: nota: 10:30, té",
    "\u{200e}@R.: \u{200e}Se eliminó este mensaje.",
    "@Ben Ito: ok \u{200e}<Se editó este mensaje.>",
];

const JAPANESE_IPHONE: Says = [
    "@R.: \u{200e}メッセージと通話はエンドツーエンドで暗号化されています。",
    "@Ben Ito: パスポートを忘れました。",
    "@R.: 二つ:\n\nカードと用紙",
    "\u{200e}@Ben Ito: \u{200e}画像は省略されました",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: メモ: 10:30 お茶",
    "\u{200e}@R.: \u{200e}このメッセージは削除されました.",
    "@Ben Ito: ok",
];

const ARABIC_IPHONE: Says = [
    "@R.: \u{200f}الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
    "@Ben Ito: تركت جواز سفري في مكتبكم.",
    "@R.: شيئان:\n\nالبطاقة والاستمارة",
    "\u{200e}@Ben Ito: \u{200f}الصورة محذوفة",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: ملاحظة: 10:30 شاي",
    "\u{200e}@R.: \u{200f}تم حذف هذه الرسالة.",
    "@Ben Ito: ok \u{200e}<تم تعديل هذه الرسالة.>",
];

const PERSIAN_IPHONE: Says = [
    "@R.: \u{200f}پیام\u{200c}ها و تماس\u{200c}ها رمزگذاری سرتاسری شده\u{200c}اند.",
    "@Ben Ito: گذرنامه\u{200c}ام در دفتر شما ماند.",
    "@R.: دو چیز:\n\nکارت و فرم",
    "@Ben Ito: \u{200f}تصویر حذف شد",
    "@\u{202a}+1\u{a0}(555)\u{a0}010\u{2011}0199\u{202c}: یادداشت: ۱۰:۳۰ چای",
    "@R.: گذرنامه\u{200c}ام در دفتر شما ماند.",
    "@Ben Ito: ok",
];

/// Every way.
#[rustfmt::skip]
pub const ALL: &[Export] = &[
    Export { name: "android-a-en", head: "{dd}/{mm}/{yyyy}, {HH}:{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-a-us-en", head: "{m}/{d}/{yy}, {h}:{MM}\u{202f}{p} - ", halves: &[(0, "AM"), (12, "PM")], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-ar", head: "{d}\u{200f}/{m}\u{200f}/{yyyy}، {h}:{MM} {p} - ", halves: &[(0, "ص"), (12, "م")], calendar: Calendar::Common, zero: '٠', says: &ARABIC },
    Export { name: "android-b-de", head: "{dd}.{mm}.{yy}, {HH}:{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &GERMAN },
    Export { name: "android-c-cs", head: "{dd}.{mm}.{yy} {HH}:{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-c-nl", head: "{dd}-{mm}-{yyyy} {HH}:{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-d-id", head: "{dd}/{mm}/{yy} {HH}.{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-e-fi", head: "{d}.{m}.{yyyy} klo {H}.{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-e-fr-ca", head: "{yyyy}-{mm}-{dd} à {HH}\u{a0}h\u{a0}{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &FRENCH },
    Export { name: "android-e-fr", head: "{dd}/{mm}/{yyyy} à {HH}:{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &FRENCH },
    Export { name: "android-e-hr", head: "{dd}. {mm}. {yyyy}. u {HH}:{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-f-iso", head: "{yyyy}-{mm}-{dd}, {HH}:{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-f-ja", head: "{yyyy}/{mm}/{dd} {HH}:{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &JAPANESE },
    Export { name: "android-g-ja", head: "{yyyy}/{m}/{d} {p}{k}:{MM} - ", halves: &[(0, "午前"), (12, "午後")], calendar: Calendar::Common, zero: '0', says: &JAPANESE },
    Export { name: "android-g-ko", head: "{yyyy}. {m}. {d}. {p} {h}:{MM} - ", halves: &[(0, "오전"), (12, "오후")], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-g-zh", head: "{yyyy}/{m}/{d} {p}{h}:{MM} - ", halves: &[(0, "凌晨"), (6, "上午"), (12, "中午"), (13, "下午"), (18, "晚上")], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-h-en-ca", head: "{yyyy}-{mm}-{dd}, {h}:{MM} {p} - ", halves: &[(0, "a.m."), (12, "p.m.")], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-h-es", head: "{d}/{m}/{yyyy}, {h}:{MM}\u{a0}{p} - ", halves: &[(0, "a.\u{a0}m."), (12, "p.\u{a0}m.")], calendar: Calendar::Common, zero: '0', says: &SPANISH },
    Export { name: "android-i-de", head: "{dd}.{mm}.{yy}, {h}:{MM} {p} - ", halves: &[(0, "nachts"), (6, "morgens"), (12, "mittags"), (13, "nachm."), (18, "abends")], calendar: Calendar::Common, zero: '0', says: &GERMAN },
    Export { name: "android-j-fa", head: "{yyyy}/{m}/{d}،\u{200f} {HH}:{MM} - ", halves: &[], calendar: Calendar::Persian, zero: '۰', says: &PERSIAN },
    Export { name: "android-j-period-fa", head: "{yyyy}/{m}/{d}،\u{200f} {h}:{MM} {p} - ", halves: &[(0, "ق.ظ"), (12, "ب.ظ")], calendar: Calendar::Persian, zero: '۰', says: &PERSIAN },
    Export { name: "android-k-dash", head: "{dd}/{mm}/{yy}, {HH}:{MM} – ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-month-en", head: "Mar {dd}, {yyyy}, {h}:{MM} {p} - ", halves: &[(0, "AM"), (12, "PM")], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-month-es", head: "{dd} de marzo de {yyyy}, {h}:{MM}\u{a0}{p} - ", halves: &[(0, "a.\u{a0}m."), (12, "p.\u{a0}m.")], calendar: Calendar::Common, zero: '0', says: &SPANISH },
    Export { name: "android-month-ko", head: "{yyyy}년 {m}월 {d}일 {p} {h}:{MM} - ", halves: &[(0, "오전"), (12, "오후")], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
    Export { name: "android-th", head: "{d}/{m}/{yyyy} {HH}:{MM} น. - ", halves: &[], calendar: Calendar::Buddhist, zero: '0', says: &ENGLISH },
    Export { name: "android-vi", head: "{dd}/{mm}/{yyyy}, {HH}:{MM} - ", halves: &[], calendar: Calendar::Common, zero: '0', says: &VIETNAMESE },
    Export { name: "iphone-a-en", head: "[{dd}/{mm}/{yyyy}, {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH_IPHONE },
    Export { name: "iphone-b-en", head: "[{m}/{d}/{yy}, {h}:{MM}:{SS}\u{202f}{p}] ", halves: &[(0, "AM"), (12, "PM")], calendar: Calendar::Common, zero: '0', says: &ENGLISH_IPHONE },
    Export { name: "iphone-b-old-en", head: "[{m}/{d}/{yy}, {h}:{MM}:{SS} {p}] ", halves: &[(0, "AM"), (12, "PM")], calendar: Calendar::Common, zero: '0', says: &ENGLISH_IPHONE },
    Export { name: "iphone-c-de", head: "[{dd}.{mm}.{yy}, {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &GERMAN_IPHONE },
    Export { name: "iphone-d-fr", head: "[{dd}/{mm}/{yyyy} {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &FRENCH_IPHONE },
    Export { name: "iphone-e-id", head: "[{dd}/{mm}/{yy} {HH}.{MM}.{SS}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH_IPHONE },
    Export { name: "iphone-f-vi", head: "[{HH}:{MM}:{SS}, {d}/{m}/{yyyy}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &VIETNAMESE_IPHONE },
    Export { name: "iphone-g-en-ca", head: "[{yyyy}-{mm}-{dd}, {h}:{MM}:{SS}\u{202f}{p}] ", halves: &[(0, "a.m."), (12, "p.m.")], calendar: Calendar::Common, zero: '0', says: &ENGLISH_IPHONE },
    Export { name: "iphone-g-fr-ca", head: "[{yyyy}-{mm}-{dd}, {HH}\u{a0}h\u{a0}{MM}\u{a0}min\u{a0}{SS}\u{a0}s] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &FRENCH_IPHONE },
    Export { name: "iphone-g-short-es", head: "[{yy}-{mm}-{dd}, {h}:{MM}:{SS} {p}] ", halves: &[(0, "AM"), (12, "PM")], calendar: Calendar::Common, zero: '0', says: &SPANISH_IPHONE },
    Export { name: "iphone-g-slash-ja", head: "[{yyyy}/{mm}/{dd} {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &JAPANESE_IPHONE },
    Export { name: "iphone-h-ar", head: "[{d}\u{200f}/{m}\u{200f}/{yyyy}، {h}:{MM}:{SS}\u{a0}{p}] ", halves: &[(0, "ص"), (12, "م")], calendar: Calendar::Common, zero: '٠', says: &ARABIC_IPHONE },
    Export { name: "iphone-i-ar", head: "[\u{200f}{d}\u{200f}/{m}\u{200f}/{yyyy}، {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ARABIC_IPHONE },
    Export { name: "iphone-j-buddhist", head: "[{m}/{d}/{yyyy} BE, {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Buddhist, zero: '0', says: &ENGLISH_IPHONE },
    Export { name: "iphone-k-era-ja", head: "[{m}/{d}/R{y}, {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Reiwa, zero: '0', says: &JAPANESE_IPHONE },
    Export { name: "iphone-month-fr", head: "[{dd} mars {yyyy} à {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &FRENCH_IPHONE },
    Export { name: "iphone-month-short-en", head: "[{dd}-Mar-{yy} {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH_IPHONE },
    Export { name: "iphone-persian-fa", head: "[{yyyy}/{m}/{d}، {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Persian, zero: '۰', says: &PERSIAN_IPHONE },
    Export { name: "old-bracket-de", head: "[{dd}.{mm}.{yy} {HH}:{MM}:{SS}] ", halves: &[], calendar: Calendar::Common, zero: '0', says: &GERMAN_IPHONE },
    Export { name: "old-en", head: "{dd}.{mm}.{yy} {HH}.{MM}.{SS}: ", halves: &[], calendar: Calendar::Common, zero: '0', says: &ENGLISH },
];
