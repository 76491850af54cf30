//! What is wrong with a policy file, told to the person who writes it: code, place, what is wrong, what to do,
//! in Chinese and English, all of it at once.

use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;
use std::ops::Range;

macro_rules! policy_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $fatal:literal, $zh:literal, $en:literal;)+) => {
        /// The kinds of fault that a policy file can have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum PolicyCode { $($(#[doc = $doc])+ $name,)+ }

        impl PolicyCode {
            /// Every code, in the order of the table.
            pub const ALL: &'static [PolicyCode] = &[$(PolicyCode::$name,)+];
            /// The code as it is printed, such as `unknown-fact`.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(PolicyCode::$name => $id,)+ } }
            /// Whether the policy is refused for it; the others are warnings.
            #[must_use]
            pub const fn is_error(self) -> bool { match self { $(PolicyCode::$name => $fatal,)+ } }
            const fn zh(self) -> &'static str { match self { $(PolicyCode::$name => $zh,)+ } }
            const fn en(self) -> &'static str { match self { $(PolicyCode::$name => $en,)+ } }
        }
    };
}

policy_codes! {
    /// The file is larger than any policy needs.
    TooLarge = "too-large", true, "文件过大；最多 {} 字节", "the file is too large; at most {} bytes";
    /// The text is not TOML (or JSON).
    NotReadable = "not-readable", true, "读不懂：{}", "cannot be read: {}";
    /// An entry lacks a field, has an unknown one, or one of the wrong type.
    Shape = "shape", true, "条目写法不对：{}", "is not written as this entry must be: {}";
    /// Another version of the format.
    FormatVersion = "format-version", true, "格式版本不支持；应为 {}", "is a format version that this engine does not read; write {}";
    /// An id with other characters than small letters, digits, hyphens and dots.
    BadId = "bad-id", true, "标识只能用小写字母、数字、连字符和点，以字母或数字开头，最长60个字符", "is not an id; use small letters, digits, hyphens and dots, beginning with a letter or digit, at most 60 characters";
    /// The same id twice.
    RepeatedId = "repeated-id", true, "标识重复；与 {} 相同", "repeats an id; {} has it already";
    /// A label without text.
    EmptyLabel = "empty-label", true, "标签为空；请写明中文和英文", "is an empty label; write it in Chinese and in English";
    /// A rule without a clause.
    NoClause = "no-clause", true, "没有依据条款；请在 cite 中写明", "cites no clause; name at least one in `cite`";
    /// A clause that is not declared.
    UnknownClause = "unknown-clause", true, "没有声明条款“{}”", "cites the clause `{}`, which no [[clause]] declares";
    /// An office that is not declared.
    UnknownOffice = "unknown-office", true, "没有声明机构“{}”", "names the office `{}`, which no [[office]] declares";
    /// Nobody to act.
    NoOffice = "no-office", true, "没有写明由谁负责", "names nobody; name at least one office";
    /// A level that is not declared.
    UnknownLevel = "unknown-level", true, "没有等级“{}”", "names the level `{}`, which no [[level]] declares";
    /// A population that is not declared.
    UnknownPopulation = "unknown-population", true, "没有人群“{}”", "names the population `{}`, which no [[population]] declares";
    /// A definition that is not declared.
    UnknownDefinition = "unknown-definition", true, "没有定义“{}”", "names the definition `{}`, which no [[definition]] declares";
    /// A fact that neither the vocabulary nor the policy has.
    UnknownFact = "unknown-fact", true, "词汇表和本政策都没有事实“{}”", "names the fact `{}`, which neither the vocabulary nor a [[fact]] declares";
    /// A value that the fact does not have.
    UnknownValue = "unknown-value", true, "该事实没有这个值；可用：{}", "is not a value of this fact; use one of {}";
    /// A test that the fact's kind does not allow.
    WrongTest = "wrong-test", true, "这种测试不适用于该事实；{}", "does not fit this fact; {}";
    /// A reading that is not declared.
    UnknownReading = "unknown-reading", true, "没有声明解读“{}”", "names the reading `{}`, which no [[reading]] declares";
    /// An alternative that the reading does not have.
    UnknownAlternative = "unknown-alternative", true, "该解读没有这个选项；可用：{}", "is not an alternative of this reading; use one of {}";
    /// A reading of the engine that the file does not decide.
    ReadingMissing = "reading-missing", true, "没有决定解读“{}”；引擎需要它", "does not decide the reading `{}`, which the engine needs; add a [[reading]] for it";
    /// A definition that comes back to itself.
    Cycle = "cycle", true, "定义循环：{}", "leads back to itself: {}";
    /// A condition without content.
    EmptyCondition = "empty-condition", true, "条件为空；all 或 any 至少要有一项", "is an empty condition; `all` and `any` need at least one part";
    /// Conditions nested too deeply.
    TooDeep = "too-deep", true, "条件嵌套过深；最多 {} 层", "is nested too deeply; at most {} levels";
    /// Too many conditions.
    TooMany = "too-many", true, "条件过多；编译后最多 {} 个节点", "has too many conditions; at most {} once compiled";
    /// A parent's definition where no parent is meant.
    WhichParent = "which-parent", true, "没有说明是哪一位父母；请放在 both-parents、either-parent 或 one-parent 之下", "speaks of a parent without saying which; put it under `both-parents`, `either-parent` or `one-parent`";
    /// Parents within parents.
    ParentOfParent = "parent-of-parent", true, "父母条件不能嵌套", "asks for the parents of a parent; such conditions cannot be nested";
    /// Ranks that do not fall.
    LevelsOutOfOrder = "levels-out-of-order", true, "等级必须从高到低排列，rank 逐级递减", "stands out of order; levels go from the highest rank down, each rank lower than the one before";
    /// More than one level for every member, or not the lowest.
    EveryMember = "every-member", true, "every-member 只能用于最低一级", "has `every-member`, which only the lowest level can have";
    /// A level that nothing puts a child in.
    LevelWithoutTrigger = "level-without-trigger", true, "该等级没有触发情形", "is a level without triggers; no child could ever have it";
    /// A level from which nothing follows.
    LevelWithoutDuty = "level-without-duty", true, "该等级没有对应的职责", "is a level without duties; a level must make somebody act";
    /// A duty that nothing brings about.
    DutyWithoutCause = "duty-without-cause", true, "职责没有写明等级或条件", "is a duty that nothing brings about; give it `levels`, `when` or both";
    /// Days in the wrong order.
    DatesOutOfOrder = "dates-out-of-order", true, "结束日期早于开始日期", "ends before it begins";
    /// A pace without sense.
    BadPace = "bad-pace", true, "时限写法不对；{}", "is not a pace; {}";
    /// A colour that no screen knows.
    BadColour = "bad-colour", true, "颜色写法不对；应为 #c62828 的形式", "is not a colour; write it as #c62828";
    /// Rows of the form out of order, or no row for the rest.
    BadRows = "bad-rows", true, "表格行不对：{}", "does not make a table: {}";
    /// A number out of bounds.
    OutOfBounds = "out-of-bounds", true, "数字超出范围；{}", "is out of bounds; {}";
    /// A list that would tell an office what it may not know.
    ConfinedFact = "confined-fact", true, "不得告知：{}（见 [[confined]]）", "tells an office what [[confined]] keeps from it: {}";
    /// A rule that can never hold.
    DeadRule = "dead-rule", false, "永远不会成立", "can never hold";
    /// A trigger that a higher level always covers.
    ShadowedTrigger = "shadowed-trigger", false, "每次成立时都已有更高等级的情形成立", "never decides: whenever it holds, a trigger of a higher level holds too";
    /// A lower level that is contacted more often.
    ContactedMoreOften = "contacted-more-often", false, "较低等级反而联系得更勤：比“{}”更频繁", "is contacted more often than the higher level `{}`";
    /// An adverse fact that can lower a level.
    AdverseLowers = "adverse-lowers", false, "“{}”成立反而可能降低等级", "can be lowered by the adverse fact `{}`";
    /// A rule that treats father and mother differently.
    ParentsNotAlike = "parents-not-alike", false, "对父亲和母亲的处理不同", "treats father and mother differently";
    /// A clause that no rule encodes and no reason excuses.
    ClauseWithoutRule = "clause-without-rule", false, "没有规则引用该条款，也没有说明原因", "is cited by no rule, and `not-encoded` does not say why";
    /// A definition, fact, office or reading that nothing uses.
    Unused = "unused", false, "没有被用到", "is used by nothing";
}

/// One fault of a policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFault {
    /// The kind of fault.
    pub code: PolicyCode,
    /// The entry and field, such as `trigger[3].when.all[1].fact`, counted from 0; empty for the file as a whole.
    pub path: String,
    /// What is wrong and what to do, in Chinese.
    pub zh: String,
    /// What is wrong and what to do, in English.
    pub en: String,
    /// Where it stands in the text, in bytes, when the policy came as text and the place is known.
    pub span: Option<Range<usize>>,
    /// Line and column, both from 1, columns in characters.
    pub position: Option<(usize, usize)>,
}

impl PolicyFault {
    pub(crate) fn new(code: PolicyCode, path: impl Into<String>, detail: &str) -> PolicyFault {
        PolicyFault {
            code,
            path: path.into(),
            zh: code.zh().replace("{}", detail),
            en: code.en().replace("{}", detail),
            span: None,
            position: None,
        }
    }

    pub(crate) fn placed(mut self, text: &str, span: Option<Range<usize>>) -> PolicyFault {
        if let Some(span) = span {
            let before = text.get(..span.start).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
            self.position = Some((line, column));
            self.span = Some(span);
        }
        self
    }
}

impl fmt::Display for PolicyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.position {
            write!(f, "line {line}, column {column}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{} ", self.path)?;
        }
        write!(f, "{} [{}]", self.en, self.code.id())
    }
}

impl Serialize for PolicyFault {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PolicyFaultDescription {
            code: self.code.id(),
            severity: if self.code.is_error() { "error" } else { "warning" },
            path: &self.path,
            line: self.position.map(|(line, _)| line),
            column: self.position.map(|(_, column)| column),
            zh: &self.zh,
            en: &self.en,
        }
        .serialize(serializer)
    }
}

/// The JSON form of a [`PolicyFault`].
#[derive(Debug, Serialize, JsonSchema)]
struct PolicyFaultDescription<'a> {
    code: &'a str,
    severity: &'a str,
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    zh: &'a str,
    en: &'a str,
}

/// Why a policy was refused: every fault found.
#[derive(Clone, Debug, thiserror::Error)]
pub struct PolicyError {
    /// Every error, in the order of the file.
    pub faults: Vec<PolicyFault>,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}
