//! The record of a child: the one table of facts. Each line gives a Rust field, its JSON, its column, its labels in
//! Chinese and English, other headers that offices use, and the clause that needs it. What *follows* from these
//! facts (a term from its two ends, a place of work in another county) is in `derive`.

use super::{
    Answer, Area, BenefitEnd, BenefitKind, Capacity, CarerRelation, Column, Count, County, CustodyKind, Date,
    DisabilityKind, Finding, Grade, Life, LivesWith, Moment, Part, Place, Registration, Relief, Returns,
    SelfCare, Slots, StateGuardianship, Text,
};
use crate::fault::Fault;
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

macro_rules! groups {
    ($(
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $( $(#[doc = $fdoc:literal])+ $field:ident: $type:ty, $zh:literal, $en:literal, [$($also:literal),*], $cite:literal; )+
            $( => $(#[doc = $xdoc:literal])+ $(#[$xattr:meta])* $extra:ident: $xtype:ty; )*
        }
    )+) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[doc = $fdoc])+
                #[serde(skip_serializing_if = "Part::is_unknown")]
                #[schemars(title = $zh)]
                pub $field: $type,
            )+
            $( $(#[doc = $xdoc])+ $(#[$xattr])* pub $extra: $xtype, )*
        }

        $crate::vocabulary::read_as_object!($name { $($field,)+ $($extra,)* });

        impl Part for $name {
            const SLOTS: usize = 0 $(+ <$type as Part>::SLOTS)+;
            const COLUMNS: usize = 0 $(+ <$type as Part>::COLUMNS)+;

            fn describe(place: &Place, out: &mut Vec<Column>) {
                $( <$type as Part>::describe(&place.child(stringify!($field), $zh, $en, &[$($also),*], $cite), out); )+
            }

            fn is_unknown(&self) -> bool {
                true $(&& self.$field.is_unknown())+ $(&& self.$extra == <$xtype>::default())*
            }

            #[inline(always)]
            fn write_slots(&self, moment: &Moment, out: &mut Slots<'_>, at: usize) {
                let mut at = at;
                $(
                    self.$field.write_slots(moment, out, at);
                    at += <$type as Part>::SLOTS;
                )+
                let _ = at;
            }

            fn set_text(&mut self, mut column: usize, text: &str) -> Result<(), Fault> {
                $(
                    if column < <$type as Part>::COLUMNS { return self.$field.set_text(column, text); }
                    column -= <$type as Part>::COLUMNS;
                )+
                let _ = column;
                Ok(())
            }

            fn text(&self, mut column: usize) -> Cow<'_, str> {
                $(
                    if column < <$type as Part>::COLUMNS { return self.$field.text(column); }
                    column -= <$type as Part>::COLUMNS;
                )+
                let _ = column;
                Cow::Borrowed("")
            }
        }
    )+ };
}
pub(crate) use groups;

groups! {
    /// A child's record. Every field may be unknown, and unknown is never a no.
    ///
    /// The key is opaque: a name or a citizen number has no place in it.
    pub struct Child {
        /// An opaque key that the sender chose. No answer depends on it.
        key: Text, "编号", "key", ["儿童编号", "序号", "档案编号", "唯一标识", "id", "档案号", "ID"], "五.8";
        /// Birth date.
        birth_date: Date, "出生日期", "birth date", ["出生年月日", "出生年月", "生日", "儿童出生日期", "dob"], "二（一）";
        /// Household: registration, county, social assistance.
        household: Household, "家庭", "household", ["", "儿童"], "二（一）";
        /// Where the child lives now.
        residence: Residence, "现住", "residence", ["居住", "常住", "所在", "现居", ""], "四（二）";
        /// With whom the child lives most of the time.
        lives_with: LivesWith, "共同生活人", "lives with", ["与谁共同生活", "现与谁生活", "居住状况", "共同居住人", "现共同生活人", "与谁居住"], "二（一）";
        /// Infection with HIV. Supported at the orphans' rate; never in a list to those whose clause does not name it.
        hiv_infection: Finding, "艾滋病病毒感染", "HIV infection", ["感染艾滋病病毒", "HIV感染"], "二（二）.1";
        /// The child's own disability certificate.
        disability: Disability, "残疾", "disability", ["儿童残疾", "本人残疾"], "二（二）.4";
        /// The father.
        father: Parent, "父亲", "father", ["父", "爸爸"], "二（一）";
        /// The mother.
        mother: Parent, "母亲", "mother", ["母", "妈妈"], "二（一）";
        /// Whoever looks after the child day by day.
        carer: Carer, "照护人", "carer", ["被委托照护人", "抚养人", "实际照护人", "监护照料人"], "三.2";
        /// What people who know the child have found.
        findings: Findings, "发现", "findings", [""], "三";
        /// Support: guardianship by the state, certified categories, benefits.
        support: Support, "保障", "support", [""], "二（二）";
        /// School.
        school: School, "学校", "school", ["", "就学"], "四（二）";
        /// What has been done for the child.
        done: Done, "已做", "done", [""], "附件1";
        /// The five parts of the child's file (一人一档).
        file: File, "档案", "file", ["档案有"], "五.8";
        /// A recorded decision of the township or a case conference. It stands beside the rules' result, never in place of it.
        decision: Decision, "认定", "decision", ["评估认定"], "三";
        => /// Facts that the policy itself declares, by their id. Only findings; see `[[fact]]` in the policy file.
           #[serde(skip_serializing_if = "BTreeMap::is_empty")]
           local: BTreeMap<String, Finding>;
    }

    /// The household: registration, county, social assistance.
    pub struct Household {
        /// Kind of household registration.
        registration: Registration, "户籍类别", "household registration", ["户籍性质", "户口性质", "户口类型", "户籍", "户籍类型", "户口类别"], "二（一）";
        /// Whether the registered place is a village, by the statistical code. Decides for a unified registration.
        area: Area, "户籍地城乡类别", "area of registration", ["城乡分类", "城乡类别", "城乡分类代码", "户籍地城乡分类"], "二（一）";
        /// Whether the household belongs to a village collective or holds contracted land. Decides where the area is not known.
        collective_member: Answer, "农村集体经济组织成员", "member of a village collective", ["集体经济组织成员", "有承包地", "农村集体成员"], "二（一）";
        /// County of household registration.
        county: County, "户籍县区划代码", "county of registration", ["户籍地区划代码", "户籍县", "户籍区划", "户籍地行政区划代码", "户籍所在县"], "二（一）";
        /// Whether the family is a rural single-parent family (农村单亲家庭).
        single_parent: Answer, "农村单亲家庭", "rural single-parent family", ["单亲家庭", "单亲"], "五.19";
        /// Place in social assistance.
        relief: Relief, "社会救助类别", "social assistance", ["救助类型", "家庭困难类型", "困难家庭类型", "家庭经济状况", "困难类型", "救助类别"], "二（二）.3";
    }

    /// Where the child lives now. Visits and reports follow it.
    pub struct Residence {
        /// County.
        county: County, "现住县区划代码", "county of residence", ["县区划代码", "地县区划代码", "地区划代码", "县"], "四（二）";
        /// Town or street.
        township: Text, "乡镇街道", "township", ["乡镇", "镇街", "镇（街道）", "乡镇场（街道）", "镇"], "四（二）";
        /// Village or community.
        village: Text, "村居", "village", ["村（居）", "村", "村（社区）", "村居委会", "行政村"], "五.16";
        /// The child director or social worker responsible: an opaque code or a name of staff, for worklists.
        worker: Text, "责任人", "worker responsible", ["责任儿童主任", "儿童主任", "责任社工", "走访责任人", "包保责任人"], "三";
    }

    /// A disability certificate. Kind and grade are both needed by some rules, either by others.
    pub struct Disability {
        /// The kind named on the certificate.
        kind: DisabilityKind, "类别", "kind", ["类型", "种类"], "二（二）.4";
        /// The grade named on the certificate.
        grade: Grade, "等级", "grade", ["级别", "程度"], "二（二）.4";
        /// For a certificate of several kinds: whether a mental or an intellectual disability is among them.
        mental_or_intellectual: Answer, "多重含精神或智力", "multiple, with mental or intellectual", ["多重残疾含精神智力", "含精神智力"], "二（二）.4";
    }

    /// A parent. Father and mother have the same facts, and rules treat them alike.
    pub struct Parent {
        /// State of life.
        state: Life, "状况", "state", ["生存状况", "情况", "状态", "现状"], "二（一）";
        /// Absence for work.
        away: Away, "外出务工", "absence for work", ["务工", "外出"], "二（一）";
        /// Restriction of freedom.
        custody: Custody, "限制人身自由", "custody", ["服刑", "羁押"], "二（一）";
        /// Disability certificate.
        disability: Disability, "残疾", "disability", [], "二（一）";
        /// A serious illness on the local list (重病).
        serious_illness: Finding, "重病", "serious illness", ["患重病", "患重大疾病", "大病"], "二（一）";
        /// Loss of contact (失联).
        out_of_contact: OutOfContact, "失联", "out of contact", [], "二（一）";
        /// Removed or deported from the country (被遣送、驱逐出境).
        removed_from_country: Finding, "被遣送（驱逐）出境", "removed from the country", ["遣送出境", "驱逐出境", "被遣送出境"], "二（一）";
        /// Guardianship revoked by a court (被撤销监护资格).
        guardianship_revoked: Finding, "被撤销监护资格", "guardianship revoked", ["撤销监护资格", "监护权被撤销"], "二（二）.2";
        /// A recorded judgement that this parent cannot exercise guardianship (经综合判断).
        judged_unable: Finding, "经判断难以履行监护职责", "judged unable to guard", ["难以履行监护职责", "无监护能力", "综合判断无监护能力"], "二（一）";
        /// Long-term drug use.
        long_term_drugs: Finding, "长期吸毒", "long-term drug use", ["吸毒"], "三.2";
        /// Long-term heavy drinking.
        long_term_alcohol: Finding, "长期酗酒", "long-term heavy drinking", ["酗酒"], "三.2";
        /// Long-term gambling.
        long_term_gambling: Finding, "长期赌博", "long-term gambling", ["赌博"], "三.2";
        /// Another long-term habit of that weight, the document's “等”.
        long_term_other: Finding, "其他长期不良恶习", "another long-term habit", ["其他恶习", "其他不良嗜好"], "三.2";
    }

    /// Absence for work.
    pub struct Away {
        /// Whether the parent is away for work now.
        for_work: Answer, "", "for work", ["中", "情况", "状况"], "二（一）";
        /// First day of the present absence.
        since: Date, "开始日期", "since", ["起始日期", "时间", "开始时间", "起始时间", "自"], "二（一）";
        /// County of the place of work.
        county: County, "地县区划代码", "county of work", ["地区划代码", "地行政区划代码", "地代码", "所在县"], "二（一）";
        /// Whether the place of work lies in another county. Follows from the two counties where both are known.
        across_counties: Answer, "跨县域", "in another county", ["地跨县域", "跨县", "地是否跨县"], "二（一）";
        /// Whether place of work and of registration both lie in the core districts of one city. Follows from the two counties.
        within_core: Answer, "地与户籍地均在核心城区", "within the core districts", ["核心城区"], "二（一）";
        /// Returns from the present absence, with the reason of each.
        returns: Returns, "期间返乡", "returns", ["返乡记录", "回家记录"], "二（一）";
    }

    /// Restriction of freedom.
    pub struct Custody {
        /// The kind. After a release it is none: record it, since no date alone ends custody.
        kind: CustodyKind, "类别", "kind", ["类型", "情况", "种类", "措施"], "二（一）";
        /// First day.
        from: Date, "开始日期", "from", ["起始日期", "开始时间"], "二（二）.2";
        /// Last day of the sentence or order. Custody does not end by this day alone, only when the kind is recorded as none.
        until: Date, "截止日期", "until", ["结束日期", "到期日期", "终止日期"], "二（二）.2";
        /// Length of the sentence or order in months. Follows from the two days where they are known.
        term_months: Count, "期限月数", "term in months", ["刑期月数", "期限（月）", "期限"], "二（二）.2";
    }

    /// Loss of contact.
    pub struct OutOfContact {
        /// Whether contact is lost.
        state: Finding, "", "out of contact", ["情况", "状态"], "二（一）";
        /// Whether the parent has given no support in that time. Not a word of it is a no word: unknown.
        without_support: Answer, "且未履行抚养义务", "and without support", ["未履行抚养义务", "无抚养"], "二（二）.2";
        /// The day since which there has been neither contact nor support.
        since: Date, "开始日期", "since", ["起始日期", "开始时间", "时间"], "二（二）.2";
        /// The day on which the police took up the report.
        reported_on: Date, "公安受理日期", "taken up by the police on", ["报案日期"], "二（二）.2";
    }

    /// Whoever looks after the child day by day.
    pub struct Carer {
        /// Relation to the child.
        relation: CarerRelation, "与儿童关系", "relation", ["关系", "与儿童的关系"], "三.2";
        /// Birth date.
        birth_date: Date, "出生日期", "birth date", ["出生年月"], "三.2";
        /// How far the carer can look after themselves.
        self_care: SelfCare, "自理能力", "self-care", ["失能情况", "生活自理能力"], "三.2";
        /// Capacity for civil acts.
        capacity: Capacity, "民事行为能力", "capacity", ["行为能力"], "三.2";
        /// Whether a care agreement (委托照护书) is signed.
        agreement_signed: Answer, "委托照护书已签订", "care agreement signed", ["委托照护书", "签订委托照护书", "照护协议", "委托照护协议"], "五.5";
        /// The day of the care agreement.
        agreement_on: Date, "委托照护书签订日期", "care agreement of", ["协议签订日期", "委托照护书日期"], "五.5";
        /// Lacks the ability to care, or neglects it.
        lacks_ability_or_neglects: Finding, "缺乏照护能力或怠于履行", "lacks ability or neglects", ["缺乏照护能力", "怠于照护"], "五.5";
    }

    /// What people who know the child have found. Each is no, suspected (疑似), confirmed or unknown.
    pub struct Findings {
        /// Sexual abuse.
        sexual_abuse: Finding, "遭受性侵害", "sexual abuse", ["性侵害", "性侵"], "三.1";
        /// Maltreatment.
        maltreatment: Finding, "遭受虐待", "maltreatment", ["虐待"], "三.1";
        /// Trafficking.
        trafficking: Finding, "被拐卖", "trafficking", ["拐卖", "遭受拐卖"], "三.1";
        /// Violent injury.
        violent_injury: Finding, "遭受暴力伤害", "violent injury", ["暴力伤害", "家庭暴力", "家暴"], "三.1";
        /// Abandonment.
        abandonment: Finding, "被遗弃", "abandonment", ["遗弃", "遭受遗弃"], "三.1";
        /// Another unlawful harm, the document's “等”.
        other_unlawful_harm: Finding, "其他不法侵害", "another unlawful harm", ["不法侵害"], "三.1";
        /// Lives alone, apart from any guardian.
        lives_alone: Finding, "脱离监护单独居住生活", "lives alone without a guardian", ["脱离监护单独居住", "单独居住生活"], "三.1";
        /// Roams the streets.
        roaming: Finding, "流浪", "roaming", ["流浪乞讨"], "三.1";
        /// Missing.
        missing: Finding, "失踪", "missing", ["儿童失踪", "走失"], "三.1";
        /// Guardianship is wholly absent.
        guardianship_absent: Finding, "监护完全缺失", "guardianship absent", ["监护缺失"], "三.1";
        /// Suicide or self-harm, tried or threatened.
        suicide_or_self_harm: Finding, "自杀或自残行为", "suicide or self-harm", ["自杀自残", "自杀或自残", "自残"], "三.1";
        /// Guardianship is severely insufficient.
        guardianship_severely_insufficient: Finding, "监护严重不足", "guardianship severely insufficient", [], "三.2";
        /// Dropped out of compulsory schooling.
        dropped_out: Finding, "辍学", "dropped out", ["失学", "失学辍学"], "三.2";
        /// Severe mental illness or disorder.
        severe_mental_illness: Finding, "严重心理疾病或心理障碍", "severe mental illness or disorder", ["严重心理疾病", "心理障碍", "心理疾病"], "三.2";
        /// Guardianship is insufficient.
        guardianship_insufficient: Finding, "监护存在不足", "guardianship insufficient", ["监护不足"], "三.3";
        /// Psychology or behaviour is abnormal.
        abnormal_psychology_or_behaviour: Finding, "心理或行为异常", "abnormal psychology or behaviour", ["心理行为异常", "行为异常"], "三.3";
        /// Disabled, without a certificate.
        disabled_without_certificate: Finding, "残疾未办证", "disabled without a certificate", ["疑似残疾未办证"], "四（二）";
        /// Entitled to rehabilitation, without receiving it.
        rehabilitation_missing: Finding, "未接受康复救助", "entitled to rehabilitation, without it", ["应康复未康复"], "四（二）";
        /// Entitled to education aid, without receiving it.
        education_aid_missing: Finding, "应享未享教育资助", "entitled to education aid, without it", ["教育资助应享未享", "应享教育资助"], "四（二）";
        /// Ought to be medically insured, and is not.
        medical_insurance_missing: Finding, "应纳未纳医保", "not medically insured", ["未参加医保", "医保应纳未纳"], "四（二）";
        /// The case needs several departments to decide together.
        needs_case_conference: Finding, "需个案会商", "needs a case conference", ["个案会商"], "四（二）";
    }

    /// Support: guardianship by the state, certified categories, benefits.
    pub struct Support {
        /// Whether civil affairs must take over guardianship, and how.
        state_guardianship: StateGuardianship, "民政监护需要", "state guardianship needed", ["需民政监护", "兜底监护", "民政兜底监护"], "二（二）.5";
        /// Whether that guardianship is in place: the child is placed with relatives, a foster family or an institution.
        guardianship_in_place: Answer, "民政监护已落实", "state guardianship in place", ["兜底监护已落实", "监护已落实"], "二（二）.5";
        /// Which ground of the law (未成年人保护法 92 or 94) was recorded, as article and item.
        guardianship_ground: Text, "民政监护依据", "ground of state guardianship", ["兜底监护依据"], "二（二）.5";
        /// Certified as an orphan by county civil affairs.
        certified_orphan: Answer, "已认定孤儿", "certified as an orphan", ["孤儿认定", "认定孤儿", "孤儿"], "二（二）.1";
        /// Certified as de facto unattended by county civil affairs.
        certified_unattended: Answer, "已认定事实无人抚养儿童", "certified as de facto unattended", ["事实无人抚养认定", "认定事实无人抚养儿童", "事实无人抚养儿童", "事实无人抚养"], "二（二）.2";
        /// Belongs to another type that a law or a higher government's document names.
        other_type: Answer, "其他类型困境儿童", "another type of child in difficulty", ["其他困境类型", "其他困境"], "二（二）.6";
        /// The document that names that type.
        other_type_document: Text, "其他类型依据文件", "document of the other type", ["其他类型依据"], "二（二）.6";
        /// Basic living support received now.
        benefit: BenefitKind, "基本生活保障", "basic living support", ["基本生活保障类别", "享受基本生活保障", "保障类别"], "五.9";
        /// Whether basic living support has ended. Follows from the day on which it did.
        benefit_ended: Answer, "基本生活保障已退出", "basic living support ended", ["已退出保障"], "五.9";
        /// The day from which that support ended.
        benefit_ended_on: Date, "基本生活保障退出日期", "basic living support ended on", ["退出保障日期", "停发日期"], "五.9";
        /// Why it ended.
        benefit_ended_why: BenefitEnd, "基本生活保障退出原因", "why basic living support ended", ["退出保障原因", "停发原因"], "五.9";
    }

    /// School.
    pub struct School {
        /// Whether the child is at school now.
        enrolled: Answer, "在读", "enrolled", ["在校", "就读", "在校就读"], "四（二）";
    }

    /// What has been done for the child, as the official table counts it.
    pub struct Done {
        /// An intervention has been made (已干预).
        intervened: Answer, "已干预", "intervened", ["干预"], "附件1";
        /// Support is secured (已落实保障).
        secured: Answer, "已落实保障", "secured", ["落实保障"], "附件1";
        /// Regular follow-up has begun (已定期介入跟踪).
        followed_up: Answer, "已定期介入跟踪", "followed up", ["定期介入跟踪", "定期跟踪"], "附件1";
        /// Back at school, or repeating a year (已复学复读).
        back_at_school: Answer, "已复学复读", "back at school", ["复学复读", "已复学"], "附件1";
    }

    /// The five parts of the child's file (一人一档).
    pub struct File {
        /// Basic information.
        basic_information: Answer, "基本信息", "basic information", [], "五.8";
        /// Records of visits.
        visit_records: Answer, "走访记录", "visit records", [], "五.8";
        /// Work log.
        work_log: Answer, "工作日志", "work log", [], "五.8";
        /// Records of support given.
        support_records: Answer, "关爱帮扶记录", "support records", ["帮扶记录"], "五.8";
        /// Problems found and what is to be done.
        problems_and_solutions: Answer, "问题和解决方案", "problems and solutions", ["发现问题和解决方案", "问题和方案"], "五.8";
    }

    /// A recorded decision of the township or a case conference. It needs document, author and day.
    pub struct Decision {
        /// The level it assigns, by the id in the policy.
        level: Text, "等级", "level", ["风险等级"], "三";
        /// The category it assigns, by the id in the policy.
        category: Text, "类别", "category", ["困境类别"], "二（二）";
        /// The document.
        document: Text, "文件", "document", ["文号", "依据"], "三";
        /// The office that decided.
        by: Text, "单位", "by", ["机关"], "三";
        /// The day of the decision.
        on: Date, "日期", "on", ["时间"], "三";
    }
}

impl Child {
    /// A child of whom nothing is known but the key.
    #[must_use]
    pub fn with_key(key: &str) -> Child {
        Child { key: key.into(), ..Child::default() }
    }

    /// The same child with father and mother exchanged, wherever the record names them.
    ///
    /// Every assessment of it is the same, with the two words exchanged: the tests hold this for every policy.
    #[must_use]
    pub fn with_parents_swapped(mut self) -> Child {
        std::mem::swap(&mut self.father, &mut self.mother);
        self.lives_with = match self.lives_with {
            LivesWith::Father => LivesWith::Mother,
            LivesWith::Mother => LivesWith::Father,
            other => other,
        };
        self.carer.relation = match self.carer.relation {
            CarerRelation::Father => CarerRelation::Mother,
            CarerRelation::Mother => CarerRelation::Father,
            other => other,
        };
        self
    }
}
