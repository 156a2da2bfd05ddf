//! How hard a passphrase is to guess.

use serde::Serialize;
use zxcvbn::feedback::{Suggestion, Warning};

/// The least strength that is taken: 2⁴⁵ guesses. Each moves half a gigabyte through
/// memory ([`crate::KdfParams::RECOMMENDED`]), so that a card with 1 TB/s tries about two
/// thousand a second and needs more than five centuries. The estimate is itself cautious:
/// fourteen random characters, or four uncommon words, just reach it.
pub const MIN_BITS: f64 = 45.0;

/// What one ideograph, kana or syllable of running text is counted as. Zxcvbn knows no
/// such words and counts 3.3 bits; a character drawn from the commonest 3,500 would have
/// 11.8; text in Chinese measures 4 to 6 bits a character.
const BITS_PER_CJK: f64 = 5.0;
/// A repeated character, or a phrase from a list, wherever it stands.
const BITS_PER_REPEAT: f64 = 1.0;
const BITS_PER_PHRASE: f64 = 8.0;

/// Lines and phrases that a guesser would begin with.
const PHRASES: &[&str] = &[
    "床前明月光",
    "疑是地上霜",
    "举头望明月",
    "低头思故乡",
    "春眠不觉晓",
    "处处闻啼鸟",
    "白日依山尽",
    "黄河入海流",
    "欲穷千里目",
    "更上一层楼",
    "锄禾日当午",
    "汗滴禾下土",
    "谁知盘中餐",
    "粒粒皆辛苦",
    "红豆生南国",
    "春来发几枝",
    "海内存知己",
    "天涯若比邻",
    "但愿人长久",
    "千里共婵娟",
    "人之初性本善",
    "性相近习相远",
    "天地玄黄",
    "宇宙洪荒",
    "学而时习之",
    "不亦说乎",
    "道可道非常道",
    "赵钱孙李",
    "周吴郑王",
    "一二三四五",
    "六七八九十",
    "甲乙丙丁",
    "我爱你",
    "我的密码",
    "密码",
    "口令",
    "你好",
    "新年快乐",
    "生日快乐",
    "恭喜发财",
    "万事如意",
    "芝麻开门",
    "天天向上",
    "好好学习",
    "中国",
    "公司",
    "隐私",
    "个人信息",
    "パスワード",
    "ありがとう",
    "비밀번호",
    "사랑해",
];

/// What would make a passphrase better, or why it is weak. Stable words for the locales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// Add another uncommon word or two.
    AddWords,
    /// It is, or is close to, a password that many use.
    Common,
    /// It contains the office's, the person's or the workspace's own words.
    OwnWords,
    /// Repeated words or characters add little.
    Repeats,
    /// Sequences like abc or 6543 add little.
    Sequences,
    /// Rows of keys add little.
    Keyboard,
    /// Dates and years are easily guessed.
    Dates,
    /// Names are easily guessed.
    Names,
    /// Capitals, turned-round words and letters swapped for symbols add little.
    Disguise,
}

/// The estimate for a passphrase.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strength {
    /// Log₂ of the guesses that are expected.
    pub bits: f64,
    /// Whether it may be used: at least [`MIN_BITS`].
    pub enough: bool,
    /// What to tell the person; empty when it is enough.
    pub advice: Vec<Advice>,
}

/// Estimates a passphrase. `own_words` are the names that a guesser of this very
/// passphrase would try: the company's, the person's, the workspace's.
///
/// Text in Chinese, Japanese and Korean characters is counted apart, the rest by
/// zxcvbn; the bits add up.
pub fn strength(passphrase: &str, own_words: &[&str]) -> Strength {
    let (cjk, other): (String, String) = passphrase.chars().partition(|&c| is_cjk(c));
    let entropy = zxcvbn::zxcvbn(&other, own_words);
    let mut advice = Vec::new();
    // An empty text has minus infinitely many bits.
    let bits = (entropy.guesses_log10().max(0.0) * std::f64::consts::LOG2_10)
        + cjk_bits(&cjk, own_words, &mut advice);
    let enough = bits >= MIN_BITS;
    if enough {
        advice.clear();
    } else {
        advice.insert(0, Advice::AddWords);
        if let Some(feedback) = entropy.feedback().filter(|_| !other.is_empty()) {
            advice.extend(feedback.warning().and_then(of_warning));
            advice.extend(
                feedback
                    .suggestions()
                    .iter()
                    .copied()
                    .filter_map(of_suggestion),
            );
        }
        let lower = other.to_lowercase();
        if own_words
            .iter()
            .any(|word| word.len() > 2 && lower.contains(&word.to_lowercase()))
        {
            advice.push(Advice::OwnWords);
        }
        let mut told = std::collections::HashSet::new();
        advice.retain(|&code| told.insert(code));
    }
    Strength {
        bits,
        enough,
        advice,
    }
}

fn cjk_bits(text: &str, own_words: &[&str], advice: &mut Vec<Advice>) -> f64 {
    let mut bits = 0.0;
    let mut rest = text.to_owned();
    let own = own_words.iter().filter(|word| word.chars().any(is_cjk));
    for (phrase, code) in own
        .map(|&word| (word, Advice::OwnWords))
        .chain(PHRASES.iter().map(|&phrase| (phrase, Advice::Common)))
    {
        for _ in 0..rest.matches(phrase).count() {
            bits += BITS_PER_PHRASE;
            advice.push(code);
        }
        rest = rest.replace(phrase, "");
    }
    let mut seen = std::collections::HashSet::new();
    for c in rest.chars() {
        bits += if seen.insert(c) {
            BITS_PER_CJK
        } else {
            BITS_PER_REPEAT
        };
    }
    if seen.len() < rest.chars().count() {
        advice.push(Advice::Repeats);
    }
    bits
}

/// Han, kana and Hangul, with their extensions.
fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}'
        | '\u{3100}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

fn of_warning(warning: Warning) -> Option<Advice> {
    Some(match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess
        | Warning::ShortKeyboardPatternsAreEasyToGuess => Advice::Keyboard,
        Warning::RepeatsLikeAaaAreEasyToGuess
        | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Advice::Repeats,
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => Advice::Common,
        Warning::SequencesLikeAbcAreEasyToGuess => Advice::Sequences,
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Advice::Dates,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => Advice::Names,
        Warning::AWordByItselfIsEasyToGuess => return None,
    })
}

fn of_suggestion(suggestion: Suggestion) -> Option<Advice> {
    Some(match suggestion {
        Suggestion::CapitalizationDoesntHelpVeryMuch
        | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase
        | Suggestion::ReversedWordsArentMuchHarderToGuess
        | Suggestion::PredictableSubstitutionsDontHelpVeryMuch => Advice::Disguise,
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => Advice::Keyboard,
        Suggestion::AvoidRepeatedWordsAndCharacters => Advice::Repeats,
        Suggestion::AvoidSequences => Advice::Sequences,
        Suggestion::AvoidRecentYears
        | Suggestion::AvoidYearsThatAreAssociatedWithYou
        | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => Advice::Dates,
        Suggestion::UseAFewWordsAvoidCommonPhrases
        | Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters
        | Suggestion::AddAnotherWordOrTwo => return None,
    })
}
