//! What is told to the ledger, one row each: something that an office did, and a village with its numbers. As in the
//! child's record, a line gives a Rust field, its JSON, its column, its labels and the other headers that offices use.

use super::places::place_name;
use crate::fault::Fault;
use crate::vocabulary::child::groups;
use crate::vocabulary::{Column, Count, Date, Moment, Part, Place, Slots, Text};
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

groups! {
    /// Something that an office did to carry out one of its duties.
    pub struct DoneRecord {
        /// The duty or notice, by the id in the policy, or by its label.
        duty: Text, "任务", "duty", ["任务代码", "任务编号", "事项", "工作任务"], "七";
        /// The office, by the id in the policy, or by its name.
        by: Text, "机构", "by", ["部门", "责任部门", "承担机构", "单位类别", "承担单位"], "七";
        /// Which one, where there are several: the township, `township/village`, or the name of a school or department. Opaque; never a child's data.
        place: Text, "单位", "place", ["单位名称", "地点", "所在单位"], "七";
        /// The township, where no place is given.
        township: Text, "乡镇", "township", ["乡镇街道", "乡镇（街道）", "镇街", "街道"], "七";
        /// The village, where no place is given.
        village: Text, "村", "village", ["村居", "村（社区）", "村（居）", "社区", "行政村"], "七";
        /// The day on which it was done. Unknown: it meets nothing.
        done_on: Date, "完成日期", "done on", ["日期", "办理日期", "开展日期", "报送日期", "完成时间"], "七";
        /// The day of entry.
        entered_on: Date, "录入日期", "entered on", ["登记日期", "录入时间"], "七";
    }

    /// A village or community with its numbers.
    pub struct VillageRecord {
        /// The township.
        township: Text, "乡镇", "township", ["乡镇街道", "乡镇（街道）", "镇街", "街道"], "五.16";
        /// The village or community.
        village: Text, "村", "village", ["村居", "村（社区）", "村（居）", "社区", "行政村", "名称"], "五.16";
        /// How many children of the policy live there, each counted once. Unknown: only the children in the file of children count.
        children: Count, "儿童数", "children", ["两类儿童数", "儿童人数", "两类儿童人数", "儿童总人数"], "五.16";
        /// How many child directors it has.
        directors: Count, "儿童主任数", "child directors", ["儿童主任", "儿童主任人数"], "五.16";
    }
}

impl DoneRecord {
    /// Which of several offices did it: the place as written, else township and village.
    #[must_use]
    pub fn place_name(&self) -> Option<String> {
        match self.place.as_str() {
            Some(place) => Some(place.to_owned()),
            None => place_name(self.township.as_str(), self.village.as_str()),
        }
    }
}
