//! The entries of a child's history: one table for each kind. As in the child's record, a line gives a Rust field,
//! its JSON, its column, its labels and the other headers that offices use. What entries mean together is in
//! `timeline`; what they say of the record is in `onto_record`.

use crate::fault::Fault;
use crate::vocabulary::child::groups;
use crate::vocabulary::choices::choices;
use crate::vocabulary::{
    BenefitEnd, BenefitKind, Choice, Column, County, Date, Moment, Part, Place, Returns, Slots, Text, Value,
};
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

choices! {
    /// How a level came about.
    pub enum LevelSource {
        /// The rules gave it.
        Assessed = "assessed", "评估", "assessed", ["规则评估", "系统评估", "测评"];
        /// The township or a case conference decided it.
        Decided = "decided", "认定", "decided", ["会商认定", "人工认定", "乡镇认定", "个案会商"];
    }

    /// What was done for the child on a day.
    pub enum ContactKind {
        /// A visit at the child's home (入户走访). It is a contact too where the policy reads it so.
        HomeVisit = "home-visit", "入户走访", "home visit", ["走访", "入户", "家访", "上门", "上门走访", "探访"];
        /// A contact of another kind, such as a call. Never a home visit.
        Contact = "contact", "联系", "contact", ["其他联系", "电话", "电话联系", "微信", "视频", "电话随访", "线上联系"];
        /// An intervention (介入处置).
        Intervention = "intervention", "介入处置", "intervention", ["介入", "处置", "干预", "已干预"];
    }

    /// Who did it.
    pub enum ContactBy {
        /// A child director (儿童主任).
        ChildDirector = "child-director", "儿童主任", "child director", ["村儿童主任", "儿童督导员"];
        /// A social worker of the Shuangbai programme (“双百”社工).
        SocialWorker = "social-worker", "“双百”社工", "social worker", ["社工", "双百社工", "社会工作者"];
        /// Somebody else, such as a teacher or a volunteer.
        Other = "other", "其他人员", "somebody else", ["其他", "教师", "老师", "志愿者", "村干部", "民警"];
    }

    /// Which parent.
    pub enum WhichParent {
        /// The father.
        Father = "father", "父亲", "father", ["父", "爸爸"];
        /// The mother.
        Mother = "mother", "母亲", "mother", ["母", "妈妈"];
    }

    /// Why a child cannot be visited for a while.
    pub enum PauseReason {
        /// Lives elsewhere for a while, or has moved.
        MovedAway = "moved-away", "外出或迁居", "moved away", ["外出", "迁居", "搬走", "随父母外出", "异地居住"];
        /// In hospital.
        InHospital = "in-hospital", "住院", "in hospital", ["住院治疗", "就医"];
        /// Another reason.
        Other = "other", "其他", "another reason", ["其他原因"];
    }

    /// One of the five parts of the child's file (一人一档).
    pub enum FilePartName {
        /// Basic information.
        BasicInformation = "basic_information", "基本信息", "basic information", [];
        /// Records of visits.
        VisitRecords = "visit_records", "走访记录", "visit records", [];
        /// Work log.
        WorkLog = "work_log", "工作日志", "work log", [];
        /// Records of support given.
        SupportRecords = "support_records", "关爱帮扶记录", "support records", ["帮扶记录"];
        /// Problems found and what is to be done.
        ProblemsAndSolutions = "problems_and_solutions", "问题和解决方案", "problems and solutions", ["问题和方案"];
    }
}

groups! {
    /// A level and the days on which it holds.
    pub struct LevelPeriod {
        /// The level, by the id in the policy; `not-graded` where the child has none from that day on.
        level: Text, "等级", "level", ["风险等级", "等级颜色", "定级"], "三";
        /// The first day: the day of the assessment or decision, not of entry in the system. Unknown: its duties are due now.
        from: Date, "生效日期", "takes effect on", ["评估日期", "定级日期", "起始日期", "开始日期", "认定日期"], "三";
        /// The last day. Unknown: until the next level begins, or still.
        until: Date, "截止日期", "last day", ["结束日期", "结案日期", "终止日期"], "三";
        /// For a level that asks for a step at once: the day of discovery or report. Unknown: the first day.
        found_on: Date, "发现或接报日期", "found or reported on", ["发现日期", "接报日期", "报告日期"], "三.1";
        /// The day of entry in the system.
        entered_on: Date, "录入日期", "entered on", ["录入时间", "系统录入日期"], "三";
        /// Whether the rules gave it or somebody decided it.
        source: LevelSource, "来源", "source", ["定级方式"], "三";
        /// Who assessed or decided (an office or an opaque code, not a name).
        by: Text, "评估或认定单位", "assessed or decided by", ["评估单位", "认定单位", "评估人"], "三";
        /// The document of a decision.
        document: Text, "文件", "document", ["文号", "依据"], "三";
    }

    /// A visit, a contact or an intervention.
    pub struct Contact {
        /// The day. Known only to the month, or not at all, it clears no duty.
        on: Date, "日期", "on", ["走访日期", "联系日期", "走访时间", "时间", "探访日期"], "三";
        /// What kind.
        kind: ContactKind, "方式", "kind", ["走访方式", "类别", "类型", "联系方式类别", "工作方式"], "三";
        /// Who, by kind of person.
        by: ContactBy, "走访人类别", "by", ["走访人身份", "人员类别", "走访人员"], "三";
        /// Which worker: an opaque code, never a child's data.
        worker: Text, "工作人员编号", "worker", ["走访人编号", "走访人", "责任人", "工作人员"], "三";
        /// The day of entry in the system.
        entered_on: Date, "录入日期", "entered on", ["录入时间", "登记日期"], "三";
    }

    /// An absence of a parent for work.
    pub struct Absence {
        /// Which parent.
        parent: WhichParent, "父或母", "parent", ["外出人", "外出人员", "父母"], "二（一）";
        /// The first day.
        from: Date, "外出日期", "from", ["开始日期", "外出开始日期", "起始日期"], "二（一）";
        /// The last day before coming back to live. Unknown: still away.
        until: Date, "返回日期", "until", ["结束日期", "返乡日期", "截止日期"], "二（一）";
        /// The county of the place of work.
        county: County, "务工地县区划代码", "county of work", ["务工地", "务工地区划代码"], "二（一）";
        /// Returns in between, with the reason of each.
        returns: Returns, "期间返乡", "returns", ["返乡记录"], "二（一）";
    }

    /// A time in which basic living support was paid.
    pub struct BenefitPeriod {
        /// Which.
        kind: BenefitKind, "基本生活保障", "basic living support", ["保障类别", "类别"], "五.9";
        /// The first day.
        from: Date, "开始日期", "from", ["起始日期", "发放开始日期", "纳入日期"], "五.9";
        /// The day from which it ended; unknown while it is paid.
        until: Date, "退出日期", "ended on", ["停发日期", "结束日期"], "五.9";
        /// Why it ended.
        why: BenefitEnd, "退出原因", "why it ended", ["停发原因"], "五.9";
    }

    /// A time in which the child cannot be visited, with the reason. Whether it moves a due day is a reading.
    pub struct Pause {
        /// The first day.
        from: Date, "暂停开始日期", "from", ["开始日期", "起始日期"], "三";
        /// The last day; unknown while it goes on.
        until: Date, "暂停结束日期", "until", ["结束日期", "截止日期"], "三";
        /// Why.
        reason: PauseReason, "暂停原因", "reason", ["原因"], "三";
    }

    /// The record that closes a finding. A finding never ends by time.
    pub struct Closing {
        /// The finding, by its path in the record, such as `findings.missing`, or by its label.
        finding: Text, "情形", "finding", ["发现", "事件", "结案情形"], "三.1";
        /// The day from which it no longer holds.
        closed_on: Date, "结案日期", "closed on", ["日期", "办结日期"], "三.1";
        /// Who answers for it (an office or an opaque code, not a name).
        closed_by: Text, "结案人", "closed by", ["结案单位", "办结人"], "三.1";
        /// The document.
        document: Text, "结案文件", "document", ["文件", "文号"], "三.1";
    }

    /// A part of the child's file that is there.
    pub struct FilePart {
        /// Which part.
        part: FilePartName, "档案内容", "part", ["内容", "材料"], "五.8";
        /// Since when.
        on: Date, "归档日期", "on", ["日期"], "五.8";
    }

    /// A care agreement (委托照护书).
    pub struct CareAgreement {
        /// The day of signing.
        signed_on: Date, "签订日期", "signed on", ["日期", "委托照护书签订日期"], "五.5";
        /// The last day on which it holds; unknown while it has no end.
        until: Date, "截止日期", "until", ["结束日期", "到期日期"], "五.5";
    }
}
