//! What is wrong with a record, told to the person who can mend it: code, path, what is wrong, what to do,
//! in Chinese and English. Never a value from the record: a fault may be logged or mailed.

use crate::vocabulary::{column_by_path, columns};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// Whether a fault makes the record unanswerable or only doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A field cannot be read: the record is rejected, and its other fields are looked at for danger all the same.
    Error,
    /// Two fields disagree, or one is unlikely: the record is answered, and someone should look.
    Warning,
}

/// A table of kinds of fault: for each its documentation, name, id, severity, and sentence in Chinese and English.
macro_rules! fault_codes {
    (
        $(#[doc = $enum_doc:literal])+ pub enum $codes:ident;
        $($(#[doc = $doc:literal])+ $name:ident = $id:literal, $severity:ident, $zh:literal, $en:literal;)+
    ) => {
        $(#[doc = $enum_doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $codes { $($(#[doc = $doc])+ $name,)+ }

        impl $codes {
            /// Every code, in the order of the table.
            pub const ALL: &'static [$codes] = &[$($codes::$name,)+];

            /// The code as it stands in JSON and in tables, such as `impossible-date`.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $($codes::$name => $id,)+ } }

            /// Whether what it is told of holds in spite of it.
            #[must_use]
            pub const fn severity(self) -> $crate::Severity {
                match self { $($codes::$name => $crate::Severity::$severity,)+ }
            }

            /// What is wrong and what to do, in Chinese. Braces stand for details.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $($codes::$name => $zh,)+ } }

            /// What is wrong and what to do, in English. Braces stand for details.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $($codes::$name => $en,)+ } }
        }
    };
}
pub(crate) use fault_codes;

fault_codes! {
    /// The kinds of fault. Each has one message in each language.
    pub enum FaultCode;
    /// A word that is not one of the field's values.
    UnknownCode = "unknown-code", Error,
        "不是本字段可用的值；可用：{}；不知道请留空或填“未采集”",
        "is not a value of this field; use one of {}, or leave it blank when it is not known";
    /// A date that the calendar does not have, such as 2024-02-30.
    ImpossibleDate = "impossible-date", Error,
        "日历上没有这一天；请核对年月日",
        "is a day that the calendar does not have; check year, month and day";
    /// Text that is not a date.
    NotADate = "not-a-date", Error,
        "不是日期；请写成 2012-05-14，只知道年月可写 2012-05，只知道年可写 2012",
        "is not a date; write 2012-05-14, or 2012-05 or 2012 where no more is known";
    /// A day after the as-of date where only past days make sense.
    DateInFuture = "date-in-future", Error,
        "晚于评估基准日；请核对日期或基准日",
        "lies after the as-of date; check the date, or assess as of a later day";
    /// A birth date so early that the person cannot be a child's parent or a child.
    DateTooEarly = "date-too-early", Error,
        "早于1900年；请核对年份",
        "lies before 1900; check the year";
    /// A first day after a last day.
    DatesOutOfOrder = "dates-out-of-order", Error,
        "起止日期颠倒；请核对 {}",
        "ends before it begins; check {}";
    /// Text that is not a whole number, or out of bounds.
    NotANumber = "not-a-number", Error,
        "不是 {} 之间的整数",
        "is not a whole number between {}";
    /// Text that is not a six-digit county code.
    NotACounty = "not-a-county", Error,
        "不是行政区划代码；请填六位数字（如 445281），境外填“境外”",
        "is not a county code; give six digits such as 445281, or `abroad`";
    /// More text than the field holds.
    TooLong = "too-long", Error,
        "过长；最多 {} 个字",
        "is too long; at most {} characters";
    /// A value of another type than the field's, such as a list where a word belongs.
    WrongType = "wrong-type", Error,
        "类型不对；此处应为{}",
        "has the wrong type; here belongs {}";
    /// A field that the vocabulary does not have.
    UnknownField = "unknown-field", Error,
        "没有这个字段；{}",
        "is not a field; {}";
    /// A field given twice in one record.
    RepeatedField = "repeated-field", Error,
        "同一字段出现两次；请只保留一个",
        "stands twice in this record; keep one";
    /// JSON that cannot be read at all.
    NotJson = "not-json", Error,
        "不是有效的JSON（{}）；请检查括号、引号和逗号",
        "is not valid JSON ({}); check brackets, quotes and commas";
    /// JSON nested deeper than any record can be.
    TooDeep = "too-deep", Error,
        "嵌套过深；记录最多四层",
        "is nested too deeply; a record has at most four levels";
    /// A local fact that this policy does not declare.
    UndeclaredFact = "undeclared-fact", Error,
        "本政策没有声明这个本地事实；{}",
        "is a local fact that this policy does not declare; {}";
    /// A closing without the person who closed it.
    ClosedByNobody = "closed-by-nobody", Warning,
        "结案须写明结案人和日期；否则该情形仍然有效",
        "is closed without a day and a person who answers for it; until then it stays open";
    /// A recorded decision without level or category, document, author or day.
    DecisionIncomplete = "decision-incomplete", Error,
        "认定须写明等级或类别，以及文件、认定单位和日期；缺一不可",
        "lacks its level or category, its document, its author or its day; a decision needs them all";
    /// A decision for a level or category that the policy does not have.
    DecisionUnknown = "decision-unknown", Error,
        "不是本政策的等级或类别；可用：{}",
        "names no level or category of this policy; use one of {}";
    /// A citizen number that is not one.
    NotACitizenNumber = "not-a-citizen-number", Error,
        "公民身份号码不正确（长度、日期或校验位）；请核对原件，没有号码请留空",
        "is not a citizen number (length, date or check digit); check the document, or leave it blank";
    /// A citizen number that a spreadsheet has saved as a number.
    CitizenNumberRounded = "citizen-number-rounded", Error,
        "被表格软件当作数字保存，后几位已丢失；请把该列设为文本格式，再按原件填写",
        "was saved as a number by a spreadsheet, and its last digits are lost; make the column text and enter it anew";
    /// Age or citizen number disagree with the birth date.
    BirthDisagrees = "birth-disagrees", Warning,
        "与出生日期不一致（已采用出生日期）；请核对",
        "disagrees with the birth date, which was used; check both";
    /// A key that an earlier row had.
    RepeatedKey = "repeated-key", Error,
        "编号与前面第 {} 行重复；两行各属一个孩子请改编号，同一个孩子请合并",
        "repeats the key of row {}; give each child its own key, or merge the rows of one child";
    /// A dead or missing parent recorded as at work elsewhere or in custody.
    ParentGone = "parent-gone", Warning,
        "该父（母）已登记死亡或失踪，又登记为外出务工或被限制自由；请核对",
        "belongs to a parent recorded as dead or missing, who cannot also be away for work or in custody; check which is right";
    /// A disability grade without a kind, or the other way round.
    GradeWithoutKind = "grade-without-kind", Warning,
        "残疾类别与等级不相配；请补全或更正",
        "has a grade without a kind, or a kind without a grade; complete or correct it";
    /// A start of absence for a parent who is not away, or not known to be.
    AwayDisagrees = "away-disagrees", Warning,
        "填了外出开始日期，但外出务工为“否”或未填；请核对",
        "has a first day of absence, but is not recorded as away for work; check which is right";
    /// Certified as an orphan with a parent recorded as alive.
    OrphanWithParent = "orphan-with-parent", Warning,
        "已认定为孤儿，却登记有健在的父（母）；请核对",
        "is certified as an orphan although a parent is recorded as alive; check which is right";
    /// A person certainly of age.
    OfAge = "of-age", Warning,
        "已成年；不在本政策范围内，不予分级",
        "is of age, so outside the policy and not graded";
    /// The last day of a term has passed while custody is still recorded.
    TermOver = "term-over", Warning,
        "刑期或期限已过，仍登记为被限制自由；请核实是否已释放",
        "lies before the as-of date while custody is still recorded; check whether the parent was released";
    /// A blank where an entry of a history cannot do without.
    ValueMissing = "value-missing", Error,
        "不能为空；请填写{}",
        "must not be blank; give {}";
    /// A visit, a level or an absence before the child was born.
    BeforeBirth = "before-birth", Error,
        "早于儿童出生日期；请核对日期，或核对是否登记在别的孩子名下",
        "lies before the child's birth; check the day, and whether it belongs to another child";
    /// Two levels on the same days.
    LevelsOverlap = "levels-overlap", Error,
        "与同一儿童的另一等级时间重叠（两条都未采用）；请更正生效日期或截止日期",
        "overlaps another level of the same child, and neither was used; correct the first or the last day";
    /// A level that the policy does not have.
    UnknownLevel = "unknown-level", Error,
        "不是本政策的等级；可用：{}",
        "is no level of this policy; use one of {}";
    /// An entry for a child who is not in the file of children.
    UnknownChild = "unknown-child", Error,
        "儿童名册中没有这个编号；请核对编号，或把该儿童补入名册",
        "names a child who is not in the file of children; check the key, or add the child";
    /// A duty that no organisation has under this policy.
    UnknownDuty = "unknown-duty", Error,
        "不是本政策的机构任务；可用：{}",
        "is no duty of organisations in this policy; use one of {}";
    /// An office that the policy does not name.
    UnknownOffice = "unknown-office", Error,
        "不是本政策列出的机构；可用：{}",
        "is no office of this policy; use one of {}";
    /// An office with a duty of another.
    NotItsDuty = "not-its-duty", Error,
        "该机构没有这项任务；承担这项任务的是：{}",
        "does not have this duty; it belongs to {}";
    /// Something that was done, nobody knows when.
    DoneDayUnknown = "done-day-unknown", Warning,
        "完成日期不明，不能算作完成；请补填到日",
        "has no day on which it was done, so it meets nothing; give the day";
    /// Something that was done when nothing called for it.
    OutsideEveryPeriod = "outside-every-period", Warning,
        "不在任何一期之内，不能算作完成；请核对日期",
        "lies in no period of the duty, so it meets nothing; check the day";
    /// A deed of one of several offices, without which.
    PlaceMissing = "place-missing", Warning,
        "没有写明是哪个单位，不能算作任何一个单位完成；请补填",
        "does not say which of several offices did it, so it counts for none; name the place";
    /// The same village twice.
    VillageTwice = "village-twice", Error,
        "与前面第 {} 行是同一个村（社区）；请合并为一行",
        "is the village of row {}; merge the two rows";
    /// A citizen number that an earlier row had.
    RepeatedCitizenNumber = "repeated-citizen-number", Error,
        "公民身份号码与前面第 {} 行相同：同一个孩子请合并为一行，否则请核对号码",
        "is the citizen number of row {}: merge the rows of one child, or check the number";
    /// A row that says the same as an earlier one, but for the key.
    RowRepeated = "row-repeated", Warning,
        "除编号外与前面第 {} 行完全相同；请核对是双胞胎，还是同一个孩子登记了两次",
        "says the same as row {} but for the key; check whether these are twins or one child listed twice";
    /// Away for work and in custody at once.
    AwayAndInCustody = "away-and-in-custody", Warning,
        "该父（母）同时登记为外出务工和被限制自由；请核对",
        "belongs to a parent recorded as away for work and in custody at once; check which is right";
    /// Lives with a parent who is away for work or in custody.
    LivesWithTheAbsent = "lives-with-the-absent", Warning,
        "登记与外出务工或被限制自由的父（母）同住；请核对",
        "is recorded as living with a parent who is away for work or in custody; check which is right";
    /// Looked after by a parent who is gone, away for work or in custody.
    CarerAbsent = "carer-absent", Warning,
        "照护人是已故、失踪、外出务工或被限制自由的父（母）；请核对由谁照护",
        "names a parent who is dead, missing, away for work or in custody; check who looks after the child";
    /// A carer born after the child.
    CarerYounger = "carer-younger", Warning,
        "照护人比儿童还小；请核对两人的出生日期",
        "lies after the birth of the child who is cared for; check both days";
    /// A care agreement that is dated and not signed.
    AgreementDisagrees = "agreement-disagrees", Warning,
        "填了委托照护书签订日期，但签订为“否”；请核对",
        "is the day of a care agreement that is recorded as not signed; check which is right";
    /// Basic living support without the certificate that it needs.
    BenefitWithoutCertificate = "benefit-without-certificate", Warning,
        "享受的基本生活保障与未认定相矛盾；请核对认定情况",
        "is received although the child is recorded as not certified for it; check the certificate";
    /// Basic living support that is received and has ended.
    BenefitDisagrees = "benefit-disagrees", Warning,
        "登记正在享受基本生活保障，又登记已退出；请核对",
        "is recorded as received and as ended; check which is right";
    /// Certified as an orphan and as de facto unattended.
    CertifiedTwice = "certified-twice", Warning,
        "同时认定为孤儿和事实无人抚养儿童；只能认定其一，请核对",
        "stands beside a certificate as an orphan, and only one of the two can hold; check which";
    /// At school, and dropped out.
    EnrolledAndDroppedOut = "enrolled-and-dropped-out", Warning,
        "同时登记在读和辍学；请核对",
        "is recorded beside being dropped out; check which is right";
    /// Lives alone, and with somebody.
    AloneWithSomebody = "alone-with-somebody", Warning,
        "登记脱离监护单独居住，又登记有共同生活人；请核对",
        "is recorded beside living alone without a guardian; check which is right";
    /// Lives with a parent recorded as dead.
    LivesWithTheGone = "lives-with-the-gone", Warning,
        "登记与已故或失踪的父（母）同住；请核对",
        "is recorded as living with a parent who is dead or missing; check which is right";
}

/// One fault of one field of one record.
///
/// ```
/// # use hutong::{Fault, FaultCode};
/// let fault = Fault::new(FaultCode::ImpossibleDate, "father.custody.from");
/// assert_eq!(
///     fault.to_string(),
///     "father.custody.from: is a day that the calendar does not have; check year, month and day [impossible-date]"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    code: FaultCode,
    path: String,
    zh: String,
    en: String,
}

impl Fault {
    /// A fault without a detail.
    #[must_use]
    pub fn new(code: FaultCode, path: impl Into<String>) -> Fault {
        Fault { code, path: path.into(), zh: code.zh().into(), en: code.en().into() }
    }

    /// A fault whose message names something: the values allowed, a bound, another field. Never a value of the record.
    #[must_use]
    pub fn with(code: FaultCode, path: impl Into<String>, zh: &str, en: &str) -> Fault {
        Fault { code, path: path.into(), zh: code.zh().replace("{}", zh), en: code.en().replace("{}", en) }
    }

    /// The kind of fault.
    #[must_use]
    pub fn code(&self) -> FaultCode {
        self.code
    }

    /// The field, as a column path such as `father.custody.from`; empty for the record as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether the record can be answered in spite of it.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The place in the document that needs the field, such as 二（一）; empty where no column of the vocabulary is meant.
    #[must_use]
    pub fn clause(&self) -> &'static str {
        column_by_path(&self.path).and_then(|place| columns().get(place)).map_or("", |column| column.cite)
    }

    /// What is wrong and what to do, in Chinese.
    #[must_use]
    pub fn zh(&self) -> &str {
        &self.zh
    }

    /// What is wrong and what to do, in English.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }

    /// The same fault at a path that has `group` before it.
    #[must_use]
    pub(crate) fn at(mut self, path: &str) -> Fault {
        self.path = path.into();
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} [{}]", self.en, self.code.id())
    }
}

impl Serialize for Fault {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FaultDescription::from(self).serialize(serializer)
    }
}

/// The JSON form of a [`Fault`].
#[derive(Debug, Serialize, JsonSchema)]
pub struct FaultDescription<'a> {
    code: &'a str,
    severity: Severity,
    path: &'a str,
    zh: &'a str,
    en: &'a str,
}

impl<'a> From<&'a Fault> for FaultDescription<'a> {
    fn from(fault: &'a Fault) -> Self {
        FaultDescription {
            code: fault.code.id(),
            severity: fault.severity(),
            path: &fault.path,
            zh: &fault.zh,
            en: &fault.en,
        }
    }
}
