//! The demonstration's mailbox: what a privacy office receives in two months, invented.
//!
//! The same seed, day and count give the same bytes. Nobody in it exists; addresses end in
//! names that are reserved for examples (RFC 2606).

mod compose;
mod files;
mod random;
mod script;
mod special;
mod turns;

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use compose::{Draft, Wire};
use random::Random;
use script::Script;
use special::ROUND;

/// How many days the mailbox reaches back.
const DAYS: i64 = 60;
const CHINESE: usize = 1;

/// Raw messages in the order in which they came, the last one before the start of `today`.
pub fn mailbox(seed: u64, today: NaiveDate, count: usize) -> Vec<Vec<u8>> {
    let mut writer = Writer::new(seed);
    let times = writer.times(today, count);
    let every = (count / ROUND.len()).clamp(2, 5);
    let mut out = Vec::with_capacity(count);
    for (index, at) in times.into_iter().enumerate() {
        let special = index % every == every - 1;
        out.push(match ROUND.get(index / every % ROUND.len()) {
            Some(kind) if special => writer.special(*kind, at),
            _ => writer.request(at),
        });
    }
    out
}

/// What is remembered of a person's mail, so that it can be answered.
#[derive(Debug, Clone)]
struct Sent {
    id: String,
    references: Vec<String>,
    sender: Vec<u8>,
    name: String,
    address: String,
    subject: String,
    text: String,
    at: DateTime<Utc>,
    chinese: bool,
    wire: Wire,
    /// Nobody bounces or replies for an authority, and replies come in simplified Chinese.
    answered: bool,
}

struct Person {
    name: String,
    address: String,
}

struct Writer {
    random: Random,
    scripts: Vec<Script>,
    /// (language, template), used up before any comes again.
    deck: Vec<(usize, usize)>,
    sent: Vec<Sent>,
}

impl Writer {
    fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            scripts: script::scripts(),
            deck: Vec::new(),
            sent: Vec::new(),
        }
    }

    /// Most mail comes by day (in China), some at night, all before `today`.
    fn times(&mut self, today: NaiveDate, count: usize) -> Vec<DateTime<Utc>> {
        let start = today.and_time(chrono::NaiveTime::MIN).and_utc();
        let mut times: Vec<DateTime<Utc>> = (0..count)
            .map(|_| {
                let day = 1 + self.random.below(DAYS as usize) as i64;
                let hour = if self.random.below(8) == 0 {
                    self.random.below(24)
                } else {
                    1 + self.random.below(11)
                };
                start - Duration::days(day)
                    + Duration::hours(hour as i64)
                    + Duration::seconds(self.random.below(3600) as i64)
            })
            .collect();
        times.sort();
        times
    }

    fn boundary(&mut self) -> String {
        format!("=_{:016x}", self.random.bits())
    }

    fn draft(&mut self, at: DateTime<Utc>, sender: Vec<u8>, subject: Vec<u8>, host: &str) -> Draft {
        let id = format!("{:016x}@{host}", self.random.bits());
        let (references, fields) = (Vec::new(), String::new());
        Draft {
            sender,
            host: host.to_owned(),
            subject,
            id,
            references,
            at,
            fields,
            return_path: None,
        }
    }

    fn person(&mut self, language: usize) -> Person {
        let script = &self.scripts[language];
        let (given, family) = (
            self.random.below(script.given.len()),
            self.random.below(script.family.len()),
        );
        let number = self.random.below(90) + 10;
        let host = ["example.com", "mail.example", "post.example"][self.random.below(3)];
        if language == CHINESE {
            let name = format!("{}{}", script.family[family], script.given[given]);
            let latin = format!(
                "{}{}{number}",
                script.family_latin[family], script.given_latin[given]
            );
            return Person {
                name,
                address: format!("{latin}@{host}"),
            };
        }
        let (given, family) = (&script.given[given], &script.family[family]);
        let address = format!(
            "{}.{}{number}@{host}",
            given.to_lowercase(),
            family.to_lowercase()
        );
        Person {
            name: format!("{given} {family}"),
            address,
        }
    }

    /// Fills in what stands in braces.
    fn filled(&mut self, text: &str, language: usize, at: DateTime<Utc>) -> String {
        let script = &self.scripts[language];
        let day = at - Duration::days(2 + self.random.below(14) as i64);
        let day = match language {
            CHINESE => format!("{}月{}日", day.month(), day.day()),
            _ => day.format("%-d %B").to_string(),
        };
        text.replace("{device}", self.random.pick(&script.devices))
            .replace("{city}", self.random.pick(&script.cities))
            .replace(
                "{user}",
                &format!("ML{:08}", self.random.below(100_000_000)),
            )
            .replace("{phone}", &format!("{:04}", self.random.below(10_000)))
            .replace("{day}", &day)
    }

    /// Opening, matter, one or two asides, closing, name.
    fn letter(
        &mut self,
        language: usize,
        matter: &str,
        name: &str,
        bare: bool,
        at: DateTime<Utc>,
    ) -> String {
        let script = &self.scripts[language];
        let gap = if language == CHINESE { "" } else { " " };
        let mut asides: Vec<&String> = script.asides.iter().collect();
        self.random.shuffle(&mut asides);
        let count = 1 + self.random.below(2);
        let asides: Vec<&str> = asides.into_iter().take(count).map(String::as_str).collect();
        let opening = self.random.pick(&script.openings).to_owned();
        let closing = self.random.pick(&script.closings).to_owned();
        let text = match bare {
            true => format!("{matter}\n\n{name}"),
            false => format!(
                "{opening}\n\n{matter}\n\n{}\n\n{closing}\n{name}",
                asides.join(gap)
            ),
        };
        self.filled(&text, language, at)
    }

    fn wire(&mut self, language: usize, charset: Option<&str>) -> Wire {
        match (charset, language) {
            (Some("big5"), _) => Wire::Big5,
            (Some("iso-2022-jp"), _) => Wire::Iso2022Jp,
            (_, CHINESE) => [
                Wire::Utf8Base64,
                Wire::Gbk,
                Wire::Utf8Quoted,
                Wire::Utf8Base64,
            ][self.random.below(4)],
            _ => Wire::Utf8Quoted,
        }
    }

    /// A person's mail, not yet wrapped.
    fn letter_from_deck(&mut self, at: DateTime<Utc>, plain_chinese: bool) -> Sent {
        let (language, template) = self.deal(plain_chinese);
        let script = &self.scripts[language];
        let template = &script.mail[template];
        let (fixed, charset) = (template.sender.clone(), template.charset.clone());
        let (subjects, matter) = (template.subjects.clone(), template.text.clone());
        let person = match fixed
            .as_deref()
            .and_then(|s| s.trim_end_matches('>').split_once(" <"))
        {
            Some((name, address)) => Person {
                name: name.to_owned(),
                address: address.to_owned(),
            },
            None => self.person(language),
        };
        let wire = self.wire(language, charset.as_deref());
        let subject = self.random.pick(&subjects).to_owned();
        let subject = self.filled(&subject, language, at);
        let bare = fixed.is_some() || charset.is_some();
        let text = self.letter(language, &matter, &person.name, bare, at);
        let id = format!(
            "{:016x}@{}",
            self.random.bits(),
            person.address.rsplit('@').next().unwrap_or("example.com")
        );
        let sender = sender(wire, &person);
        let Person { name, address } = person;
        Sent {
            id,
            references: Vec::new(),
            sender,
            name,
            address,
            subject,
            text,
            at,
            chinese: language == CHINESE,
            wire,
            answered: !bare,
        }
    }

    fn deal(&mut self, plain_chinese: bool) -> (usize, usize) {
        if self.deck.is_empty() {
            let scripts = self.scripts.iter().enumerate();
            self.deck = scripts
                .flat_map(|(language, script)| {
                    (0..script.mail.len()).map(move |template| (language, template))
                })
                .collect();
            self.random.shuffle(&mut self.deck);
        }
        let fits = |(language, template): &(usize, usize)| {
            *language == CHINESE && self.scripts[*language].mail[*template].charset.is_none()
        };
        match self.deck.iter().position(fits).filter(|_| plain_chinese) {
            Some(at) => self.deck.remove(at),
            None => self.deck.pop().unwrap_or_default(),
        }
    }

    fn draft_of(&mut self, sent: &Sent) -> Draft {
        let host = sent
            .id
            .rsplit('@')
            .next()
            .unwrap_or("example.com")
            .to_owned();
        Draft {
            sender: sent.sender.clone(),
            host,
            subject: sent.wire.header(&sent.subject),
            id: sent.id.clone(),
            references: sent.references.clone(),
            at: sent.at,
            fields: String::new(),
            return_path: Some(sent.address.clone()),
        }
    }
}

fn sender(wire: Wire, person: &Person) -> Vec<u8> {
    let quoted = person.name.contains(',');
    let name = if quoted {
        format!("\"{}\"", person.name)
    } else {
        person.name.clone()
    };
    let mut out = wire.header(&name);
    out.extend(format!(" <{}>", person.address).bytes());
    out
}
