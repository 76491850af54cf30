//! Words that must not stand in the name of an activity or on a banner (七（四）): where they stand in a text, and what
//! may stand in their place. The words, and what to write instead, are the policy's.

use crate::Policy;
use crate::policy::source::{Label, Wording};
use schemars::JsonSchema;
use serde::Serialize;

/// Words to avoid, found in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WordFound<'p> {
    /// The policy's entry, by id.
    pub id: &'p str,
    /// The words as the policy has them.
    pub word: &'p str,
    /// The place of their first character in the text, counted in characters from 0.
    pub from: usize,
    /// The place behind their last character, counted in the same way.
    pub until: usize,
    /// Where such words must not stand, and why.
    pub label: &'p Label,
    /// What may stand in their place, where the policy says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<&'p Label>,
    /// The place in the document.
    pub cite: String,
}

/// What is wrong with a text, and the text without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WordingChecked<'p> {
    /// The words found, in the order of the text; none within one another.
    pub found: Vec<WordFound<'p>>,
    /// The text with what may stand in their place, in Chinese; none where nothing was found, or where the policy gives
    /// no word for one of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

impl Policy {
    /// Looks for words that must not stand in the name of an activity, on a banner or in publicity. Blanks and
    /// punctuation between their characters do not hide them, nor does the width of letters. Of several that begin at
    /// the same place the longest counts.
    ///
    /// ```
    /// # use hutong::Policy;
    /// let policy = Policy::builtin("puning-2024")?;
    /// let checked = policy.check_wording("关爱留守儿童 暑期夏令营");
    /// assert_eq!(checked.found[0].word, "留守儿童");
    /// assert_eq!(checked.suggestion.as_deref(), Some("关爱儿童 暑期夏令营"));
    /// assert!(policy.check_wording("青榕镇儿童暑期夏令营").found.is_empty());
    /// # Ok::<(), hutong::UnknownPolicy>(())
    /// ```
    #[must_use]
    pub fn check_wording(&self, text: &str) -> WordingChecked<'_> {
        let signs: Vec<char> = text.chars().collect();
        let letters: Vec<(usize, char)> = letters(text).collect();
        let words: Vec<(&Wording, &str, Vec<char>)> = (self.source().wordings.iter())
            .flat_map(|entry| entry.avoid.iter().map(move |word| (entry, word)))
            .map(|(entry, word)| {
                (entry, word.as_str(), self::letters(word).map(|(_, letter)| letter).collect())
            })
            .filter(|(.., word): &(_, _, Vec<char>)| !word.is_empty())
            .collect();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = letters.get(at..).filter(|rest| !rest.is_empty()) {
            let begins = |word: &[char]| {
                rest.len() >= word.len() && rest.iter().zip(word).all(|((_, letter), sign)| letter == sign)
            };
            let longest = words.iter().filter(|(.., word)| begins(word)).max_by_key(|(.., word)| word.len());
            let Some((entry, word, wanted)) = longest else {
                at += 1;
                continue;
            };
            let span = rest.first().zip(rest.get(wanted.len() - 1));
            found.extend(span.map(|((from, _), (last, _))| WordFound {
                id: &entry.id,
                word,
                from: *from,
                until: last + 1,
                label: &entry.label,
                instead: entry.instead.as_ref(),
                cite: self.places(&entry.cite),
            }));
            at += wanted.len();
        }
        let suggestion = (!found.is_empty()).then(|| replaced(&signs, &found)).flatten();
        WordingChecked { found, suggestion }
    }
}

/// The text with what may stand in the place of each word; nothing where the policy gives no word for one.
fn replaced(signs: &[char], found: &[WordFound<'_>]) -> Option<String> {
    let mut text = String::new();
    let mut next = 0;
    for word in found {
        text.extend(signs.get(next..word.from)?);
        text.push_str(&word.instead?.zh);
        next = word.until;
    }
    text.extend(signs.get(next..)?);
    Some(text)
}

/// The letters, digits and Chinese characters of a text, each with its place; wide Latin letters as narrow ones, large
/// as small.
fn letters(text: &str) -> impl Iterator<Item = (usize, char)> {
    let narrow = |sign: char| match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        other => other,
    };
    let signs = text.chars().enumerate().map(move |(place, sign)| (place, narrow(sign)));
    // A letter that becomes several in small (as İ does) is left as it is: places count characters.
    let small = |sign: char| {
        let mut small = sign.to_lowercase();
        small.next().filter(|_| small.next().is_none()).unwrap_or(sign)
    };
    signs.filter(|(_, sign)| sign.is_alphanumeric()).map(move |(place, sign)| (place, small(sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, usize, usize)> {
        let policy = Policy::builtin("puning-2024").unwrap();
        let found = policy.check_wording(text).found;
        found.iter().map(|word| (word.word.to_owned(), word.from, word.until)).collect()
    }

    #[test]
    fn the_longest_of_words_within_one_another_is_told_once() {
        assert_eq!(words("农村留守儿童之家"), [("农村留守儿童".into(), 0, 6)]);
        assert_eq!(words("关爱留守儿童、困境儿童"), [("留守儿童".into(), 2, 6), ("困境儿童".into(), 7, 11)]);
    }

    #[test]
    fn blanks_and_punctuation_do_not_hide_words() {
        assert_eq!(words("关爱 留 守·儿 童"), [("留守儿童".into(), 3, 10)]);
        assert_eq!(words("“困境”儿童"), [("困境儿童".into(), 1, 6)]);
    }

    #[test]
    fn other_children_and_other_difficulties_are_free() {
        for text in ["", "儿童节", "走出困境", "留守的老人", "困境中的儿童文学", "农村儿童"]
        {
            assert_eq!(words(text), [], "{text}");
        }
    }

    #[test]
    fn a_suggestion_has_none_of_the_words_and_keeps_the_rest() {
        let policy = Policy::builtin("puning-2024").unwrap();
        let checked = policy.check_wording("2026年“困境儿童”关爱日：农村留守儿童同乐！");
        let suggestion = checked.suggestion.unwrap();
        assert_eq!(suggestion, "2026年“儿童”关爱日：儿童同乐！");
        assert!(policy.check_wording(&suggestion).found.is_empty());
        assert_eq!(checked.found[0].cite, "七（四）");
    }

    #[test]
    fn without_a_word_to_write_instead_there_is_no_suggestion() {
        let mut source = Policy::builtin("puning-2024").unwrap().source().clone();
        source.wordings[0].instead = None;
        let policy = Policy::from_source(source).unwrap();
        let checked = policy.check_wording("留守儿童");
        assert_eq!((checked.found.len(), checked.suggestion), (1, None));
    }
}
