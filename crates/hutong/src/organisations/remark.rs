//! What must be said of an obligation beside its days: where the text states no day, where something is not known.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

macro_rules! remarks {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $zh:literal, $en:literal;)+) => {
        /// Something that must be said of an obligation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Remark { $($(#[doc = $doc])+ $name,)+ }

        impl Remark {
            /// Every remark, in the order of the table.
            pub const ALL: &'static [Remark] = &[$(Remark::$name,)+];

            /// Its id, such as `no-day-stated`.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(Remark::$name => $id,)+ } }

            /// In Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $(Remark::$name => $zh,)+ } }

            /// In English.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $(Remark::$name => $en,)+ } }
        }
    };
}

remarks! {
    /// Once, and no day is stated.
    NoDayStated = "no-day-stated", "文件没有写明日期：未完成就一直是该做的", "the text states no day: due until it is done";
    /// At all times.
    AtAllTimes = "at-all-times", "任何时候都应做到，文件没有写明日期", "holds at all times; the text states no day";
    /// From time to time.
    NoIntervalStated = "no-interval-stated", "定期，文件没有写明间隔", "from time to time; the text states no interval";
    /// Promptly.
    NoNumberOfDays = "no-number-of-days", "及时，文件没有写明天数", "promptly; the text states no number of days";
    /// At once.
    AtOnce = "at-once", "一经发生立即", "at once, whenever it happens";
    /// Before holidays whose days were not given.
    HolidaysNotKnown = "holidays-not-known", "其余寒假、暑假的放假日期没有提供（--holiday），不能判断", "the first days of the other winter and summer holidays were not given (--holiday), so these cannot be judged";
    /// A phase began before the document.
    BeganBeforeDocument = "began-before-document", "该阶段在文件印发之前已经开始", "the phase began before the document was issued";
    /// The rest of the first year.
    RestOfFirstYear = "rest-of-first-year", "第一个期间是施行当年剩下的时间", "the first period is the rest of the year in which the document came into force";
    /// Offices that nobody named.
    OthersNotNamed = "others-not-named", "代表所有没有列明的单位；提供名单或完成记录后逐个列出", "stands for all that are not named; name them, or record what they did, and each has a line of its own";
    /// Something was done, nobody knows exactly when.
    DayNotKnown = "day-not-known", "有完成记录，但日期不明或不到日，没有算作完成", "something was recorded as done without an exact day, and did not count";
    /// The policy has ended.
    PolicyEnded = "policy-ended", "本政策的有效期已过", "the policy is no longer in force";
    /// It would fall due after the policy's end.
    DueAfterPolicy = "due-after-policy", "到期日在本政策有效期之后", "falls due after the policy's last day";
    /// Nothing is known of the villages.
    VillagesNotKnown = "villages-not-known", "没有提供各村（社区）的儿童数和儿童主任数（--children、--villages），不能判断", "numbers of children and child directors by village were not given (--children, --villages), so this cannot be judged";
    /// Nothing is known of this village.
    VillageNotKnown = "village-not-known", "没有这个村（社区）的儿童数或儿童主任数，不能判断", "the numbers of this village are not known, so this cannot be judged";
    /// No child director, or too few.
    DirectorMissing = "director-missing", "儿童主任缺额，现在就应配齐", "a child director is missing, now";
    /// As many child directors as are asked for.
    DirectorsInPlace = "directors-in-place", "儿童主任已配备", "has its child director";
    /// More children than one director is for.
    FurtherDirectorsNeeded = "further-directors-needed", "两类儿童已超过规定人数，应按需要增配儿童主任；增配几名，文件没有写明", "more children than the clause names: further child directors are needed; the text does not say how many";
    /// There are further directors; how many are enough is not stated.
    EnoughNotStated = "enough-not-stated", "已增配儿童主任；几名才够，文件没有写明", "has further child directors; how many are enough the text does not say";
    /// Children whose membership or village is open could make the difference.
    ChildrenOpen = "children-open", "部分儿童的身份或所在村（社区）待定，是否超过规定人数取决于他们", "children whose membership or village is open decide whether there are more than the clause names";
}

impl Serialize for Remark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RemarkDescription { code: self.id(), zh: self.zh(), en: self.en() }.serialize(serializer)
    }
}

impl JsonSchema for Remark {
    fn schema_name() -> Cow<'static, str> {
        "Remark".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        RemarkDescription::json_schema(generator)
    }
}

/// Something that must be said of an obligation: its code, and the words in Chinese and English.
#[derive(Serialize, JsonSchema)]
struct RemarkDescription {
    /// Its id, such as `no-day-stated`.
    code: &'static str,
    /// In Chinese.
    zh: &'static str,
    /// In English.
    en: &'static str,
}
