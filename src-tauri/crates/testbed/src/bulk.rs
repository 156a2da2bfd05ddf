//! Mail and calls by the thousand, for measuring: always the same for a seed. Two in five are
//! Chinese; of messages some thread, some carry HTML or a file. About 7.5 KB each.

use std::fmt::Write as _;
use std::path::Path;

use data_encoding::BASE64;

use crate::Error;

/// Characters of the Chinese text, the commoner ones first.
const HAN: &str = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔账号删除直播礼物充值隐私投诉客服信息个人注销收集授权撤回更正复制转移监护未成年";

/// A generator whose sequence never changes (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit.max(1) as u64).unwrap_or(0)
    }

    /// Small numbers more often than large ones, as words are used.
    fn common(&mut self, limit: usize) -> usize {
        self.below(limit) * self.below(limit) / limit.max(1)
    }
}

struct Writer {
    random: Random,
    /// How many came before, with smaller seeds.
    first: usize,
    han: Vec<char>,
    /// Message-IDs that may be answered.
    sent: Vec<(String, String)>,
}

/// Writes a Maildir of `count` messages.
///
/// # Errors
/// [`Error::Io`] where it can't be written.
pub fn maildir(folder: &Path, count: usize, seed: u64) -> Result<(), Error> {
    for part in ["cur", "new", "tmp"] {
        let part = folder.join(part);
        std::fs::create_dir_all(&part).map_err(Error::io(&part))?;
    }
    for (n, raw) in messages(count, seed).enumerate() {
        let file = folder.join(format!("cur/{}.{n}.bulk:2,S", 1_700_000_000 + n));
        std::fs::write(&file, raw).map_err(Error::io(&file))?;
    }
    Ok(())
}

/// The same messages, one after the other.
pub fn messages(count: usize, seed: u64) -> impl Iterator<Item = Vec<u8>> {
    let mut writer = Writer::new(seed);
    (0..count).map(move |n| writer.message(n))
}

/// What somebody says on the phone.
#[derive(Debug)]
pub struct Call {
    pub name: String,
    pub address: String,
    pub subject: String,
    pub text: String,
}

/// A word that every call in English has, and one that a call in a hundred thousand has.
pub const COMMON: &str = "account";
pub const RARE: &str = "heliotrope";

/// Calls of 20 to 80 words, or as many pairs of Chinese characters, one after the other.
pub fn calls(seed: u64) -> impl Iterator<Item = Call> {
    let mut writer = Writer::new(seed);
    (0..).map(move |n| writer.call(n))
}

/// A message every three minutes, from January 2015 on; months have four weeks.
fn date(n: usize) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (day, minute) = (n / 480, n % 480 * 3);
    format!(
        "{} {} {} {:02}:{:02}:00 +0800",
        day % 28 + 1,
        MONTHS[day / 28 % 12],
        2015 + day / 336,
        minute / 60,
        minute % 60
    )
}

impl Writer {
    fn new(seed: u64) -> Self {
        Self {
            random: Random(seed),
            first: usize::try_from(seed).unwrap_or(0) * 20_000,
            han: HAN.chars().collect(),
            sent: Vec::new(),
        }
    }

    fn call(&mut self, n: usize) -> Call {
        let chinese = self.random.below(10) < 4;
        let length = 20 + self.random.common(60);
        let said = self.text(chinese, length);
        let mut text = if chinese {
            format!("我的账号：{said}")
        } else {
            format!("My {COMMON}: {said}")
        };
        if n % 100_000 == 7 {
            text.push_str(RARE);
        }
        Call {
            name: self.words(chinese, 2),
            address: format!("person{}@example.com", self.random.below(400_000)),
            subject: self.words(chinese, 4),
            text,
        }
    }

    fn message(&mut self, n: usize) -> Vec<u8> {
        let chinese = self.random.below(10) < 4;
        let id = format!("{n}.{:08x}@bulk.example.com", self.random.below(1 << 32));
        let answered = match self.random.below(5) {
            0 if !self.sent.is_empty() => {
                let before = self.random.below(self.sent.len());
                Some(self.sent[before].clone())
            }
            _ => None,
        };
        let person = match &answered {
            Some((_, person)) => person.clone(),
            None => format!("person{}@example.com", self.random.below(40_000)),
        };
        let subject = self.words(chinese, 6);
        let mut head = format!(
            "From: \"{}\" <{person}>\r\nTo: service@minglives.com\r\nSubject: {}\r\n\
             Message-ID: <{id}>\r\nDate: {}\r\nMIME-Version: 1.0\r\n",
            self.words(false, 2),
            encoded_word(&subject),
            date(self.first + n),
        );
        if let Some((before, _)) = &answered {
            let _ = write!(
                head,
                "In-Reply-To: <{before}>\r\nReferences: <{before}>\r\n"
            );
        }
        self.sent.push((id, person));
        let length = 100 + self.random.common(900);
        let text = self.text(chinese, length);
        let body = match self.random.below(20) {
            0..=2 => self.with_file(&text),
            3..=6 => with_html(&text),
            _ => part("plain", &text),
        };
        (head + &body).into_bytes()
    }

    fn words(&mut self, chinese: bool, count: usize) -> String {
        let mut words = Vec::with_capacity(count);
        for _ in 0..count {
            if chinese {
                let two = [self.han(), self.han()];
                words.push(two.iter().collect());
            } else {
                words.push(word(self.random.common(6_000)));
            }
        }
        words.join(if chinese { "" } else { " " })
    }

    fn han(&mut self) -> char {
        let at = self.random.common(self.han.len());
        self.han.get(at).copied().unwrap_or('的')
    }

    fn text(&mut self, chinese: bool, length: usize) -> String {
        let mut text = String::new();
        let mut left = length;
        while left > 0 {
            let now = left.min(8 + self.random.below(8));
            text.push_str(&self.words(chinese, now));
            text.push_str(if chinese { "。\r\n" } else { ".\r\n" });
            left -= now;
        }
        text
    }

    fn with_file(&mut self, text: &str) -> String {
        let bytes: Vec<u8> = (0..12_000 + self.random.below(24_000))
            .map(|_| u8::try_from(self.random.below(256)).unwrap_or(0))
            .collect();
        let lines: Vec<String> = bytes.chunks(57).map(|line| BASE64.encode(line)).collect();
        format!(
            "Content-Type: multipart/mixed; boundary=\"bulk\"\r\n\r\n--bulk\r\n{}\r\n--bulk\r\n\
             Content-Type: application/octet-stream; name=\"file.bin\"\r\n\
             Content-Disposition: attachment; filename=\"file.bin\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--bulk--\r\n",
            part("plain", text),
            lines.join("\r\n")
        )
    }
}

fn with_html(text: &str) -> String {
    let paragraphs: String = text
        .lines()
        .map(|line| format!("<p style=\"margin:0\">{line}</p>\r\n"))
        .collect();
    format!(
        "Content-Type: multipart/alternative; boundary=\"bulk\"\r\n\r\n--bulk\r\n{}\r\n--bulk\r\n{}\r\n--bulk--\r\n",
        part("plain", text),
        part("html", &format!("<html><body>{paragraphs}</body></html>")),
    )
}

fn part(kind: &str, text: &str) -> String {
    format!(
        "Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}"
    )
}

fn encoded_word(text: &str) -> String {
    if text.is_ascii() {
        text.to_owned()
    } else {
        format!("=?utf-8?B?{}?=", BASE64.encode(text.as_bytes()))
    }
}

/// The n-th word of a language of two or three syllables.
fn word(n: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ba", "con", "de", "er", "fi", "go", "ham", "is", "ju", "ka", "lo", "men", "no", "or",
        "pra", "qui", "ret", "so", "tur", "ves",
    ];
    let mut word = String::new();
    let mut left = n + 20;
    while left > 0 {
        word.push_str(SYLLABLES[left % 20]);
        left /= 20;
    }
    word
}
