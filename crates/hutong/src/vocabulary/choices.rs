//! The closed lists: every value with its id, its Chinese and English label, and the spellings that offices use.
//! Unknown is a value of its own, the one that a blank gives; it is never one of the answers.

use super::{Choice, Value};

/// Spellings of *not known*, for every field, half-width, lower case and without white space: however a cell writes them,
/// they mean the same as a blank.
pub const UNKNOWN_SPELLINGS: &[&str] = &[
    "",
    "unknown",
    "未采集",
    "未知",
    "不详",
    "不清楚",
    "不明",
    "未填",
    "未填写",
    "未登记",
    "待核实",
    "待采集",
    "未了解",
    "n/a",
    "na",
    "nan",
    "null",
    "nonegiven",
    "-",
    "--",
    "—",
    "——",
    "/",
    "?",
    "空",
    "暂无信息",
];

/// The spelling as it is compared: without spaces and brackets, full-width made half-width, lower case.
pub(crate) fn normalise(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
            '\u{3000}' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .flat_map(char::to_lowercase)
        .collect()
}

macro_rules! choices {
    ($(
        $(#[doc = $doc:literal])+
        pub enum $name:ident {
            $( $(#[doc = $vdoc:literal])+ $variant:ident = $id:literal, $zh:literal, $en:literal, [$($also:literal),*]; )+
        }
    )+) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name {
            /// Not known, not asked or not recorded. Never a no.
            #[default]
            Unknown,
            $( $(#[doc = $vdoc])+ $variant, )+
        }

        impl Choice for $name {
            const VALUES: &'static [Value] = &[
                $( Value { id: $id, zh: $zh, en: $en, also: &[$($also),*] }, )+
            ];

            fn index(self) -> Option<usize> { (self as usize).checked_sub(1) }

            // As a list of cases it becomes a look-up: no branch for each of a hundred facts.
            #[inline(always)]
            fn set(self) -> u32 {
                match self {
                    $name::Unknown => (1 << Self::VALUES.len()) - 1,
                    $( $name::$variant => 1 << ($name::$variant as u32 - 1), )+
                }
            }

            fn from_index(index: usize) -> Self {
                const ALL: &[$name] = &[$($name::$variant),+];
                ALL.get(index).copied().unwrap_or_default()
            }
        }

        $crate::vocabulary::serde_text!($name);

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::vocabulary::choice_schema::<$name>(concat!($($doc, "\n"),+))
            }
        }
    )+ };
}
pub(crate) use choices;

choices! {
    /// A plain yes or no, as recorded.
    pub enum Answer {
        /// Recorded as no.
        No = "no", "否", "no", ["n", "false", "f", "0", "×", "x", "无", "没有", "不是", "未", "不", "没"];
        /// Recorded as yes.
        Yes = "yes", "是", "yes", ["y", "true", "t", "1", "√", "✓", "有", "已", "对", "是的"];
    }

    /// Household registration (户籍) of the child.
    pub enum Registration {
        /// Rural registration (农业户口).
        Rural = "rural", "农村户籍", "rural", ["农业", "农业户口", "农村", "农业户籍", "农村户口"];
        /// Urban registration (非农业户口).
        Urban = "urban", "城镇户籍", "urban", ["非农业", "非农业户口", "城镇", "城市", "非农", "城镇户口", "城镇居民"];
        /// The unified registration since the reform (居民户口), which no longer tells village from town.
        Unified = "unified", "统一居民户口", "unified", ["居民户口", "居民户", "居民", "统一登记", "家庭户"];
    }

    /// Whether the registered place counts as village or town in the statistical code (城乡分类代码).
    pub enum Area {
        /// A village (codes beginning with 2).
        Village = "village", "乡村", "village", ["农村", "村", "村委会", "村庄", "210", "220", "2"];
        /// A town or city (codes beginning with 1).
        Town = "town", "城镇", "town", ["城市", "社区", "居委会", "111", "112", "121", "122", "123", "1"];
    }

    /// The household's place in social assistance (社会救助).
    pub enum Relief {
        /// None of the listed kinds.
        None = "none", "无", "none", ["否", "没有", "非困难家庭", "一般家庭", "普通家庭", "no", "不是"];
        /// On the minimum living allowance (最低生活保障, 低保).
        MinimumLivingAllowance = "minimum-living-allowance", "最低生活保障家庭", "minimum living allowance", ["低保", "低保家庭", "低保户", "城乡低保", "农村低保", "城市低保", "最低生活保障"];
        /// At the edge of the minimum living allowance (低保边缘).
        MinimumLivingEdge = "minimum-living-edge", "最低生活保障边缘家庭", "edge of the minimum living allowance", ["低保边缘", "低保边缘家庭", "边缘家庭", "低收入家庭", "低边"];
        /// Poor through necessary expenses (支出型困难家庭; 刚性支出困难家庭 since 2025, A-40).
        ExpenditureType = "expenditure-type", "支出型困难家庭", "expenditure-type hardship", ["支出型", "支出型家庭", "支出型困难", "刚性支出困难家庭", "刚性支出"];
        /// In extreme hardship (特困人员): no source of living and no able guardian.
        ExtremeHardship = "extreme-hardship", "特困人员", "extreme hardship", ["特困", "特困供养", "特困供养人员", "特困儿童", "五保"];
    }

    /// With whom the child lives most of the time.
    pub enum LivesWith {
        /// With both parents.
        BothParents = "both-parents", "父母双方", "both parents", ["父母", "与父母同住", "双亲", "父亲和母亲", "爸妈"];
        /// With the father, without the mother.
        Father = "father", "父亲", "father", ["父", "爸爸", "与父亲同住"];
        /// With the mother, without the father.
        Mother = "mother", "母亲", "mother", ["母", "妈妈", "与母亲同住"];
        /// With grandparents of either side.
        Grandparents = "grandparents", "祖父母或外祖父母", "grandparents", ["祖父母", "外祖父母", "爷爷奶奶", "外公外婆", "爷爷", "奶奶", "外公", "外婆", "祖父", "祖母", "外祖父", "外祖母"];
        /// With other relatives.
        Relatives = "relatives", "其他亲属", "other relatives", ["亲属", "亲戚", "兄姐", "哥哥", "姐姐", "叔伯", "舅舅", "姑姑", "阿姨", "叔叔", "伯父", "其他亲戚"];
        /// With people who are not relatives.
        Others = "others", "非亲属", "people who are not relatives", ["其他人", "朋友", "邻居", "其他", "寄养家庭"];
        /// In a child-welfare or rescue institution.
        Institution = "institution", "机构", "institution", ["福利院", "儿童福利机构", "救助保护机构", "福利机构"];
        /// At a boarding school.
        School = "school", "学校寄宿", "boarding school", ["学校", "寄宿", "住校", "寄宿学校"];
        /// Alone.
        Alone = "alone", "独自居住", "alone", ["独居", "一个人", "独自生活", "单独居住", "无人同住"];
    }

    /// A parent's state of life.
    pub enum Life {
        /// Alive.
        Alive = "alive", "健在", "alive", ["在世", "正常", "存活", "生存", "在"];
        /// Dead, or declared dead by a court.
        Dead = "dead", "死亡", "dead", ["已故", "去世", "亡故", "身故", "宣告死亡", "病故", "已去世", "过世"];
        /// Declared missing by a court (宣告失踪). Plain loss of contact is [`OutOfContact`](super::OutOfContact).
        DeclaredMissing = "declared-missing", "宣告失踪", "declared missing", ["失踪", "法院宣告失踪"];
        /// Never found, as of a foundling (查找不到生父母).
        NeverTraceable = "never-traceable", "查找不到", "never traceable", ["查找不到生父母", "身份不明", "弃婴", "不可查"];
    }

    /// By what a parent's freedom is restricted.
    pub enum CustodyKind {
        /// By nothing.
        None = "none", "无", "none", ["否", "没有", "no", "自由", "正常", "未被限制"];
        /// Convicted and in custody (服刑在押). A suspended sentence at home is none.
        Sentence = "sentence", "服刑在押", "serving a sentence in custody", ["服刑", "在押", "坐牢", "判刑", "监狱服刑"];
        /// Compulsory isolated drug rehabilitation (强制隔离戒毒).
        CompulsoryRehabilitation = "compulsory-rehabilitation", "强制隔离戒毒", "compulsory drug rehabilitation", ["强戒", "强制戒毒", "戒毒"];
        /// Another measure that restricts personal freedom (被执行其他限制人身自由的措施).
        OtherRestriction = "other-restriction", "其他限制人身自由措施", "another restriction of freedom", ["限制人身自由", "其他限制", "其他限制人身自由", "强制医疗"];
        /// Detained or arrested, not convicted (拘留、逮捕; A-16).
        Detention = "detention", "拘留逮捕", "detention or arrest", ["拘留", "逮捕", "刑事拘留", "羁押"];
    }

    /// The kind that a disability certificate names (GB/T 26341).
    pub enum DisabilityKind {
        /// No disability.
        None = "none", "无", "none", ["否", "没有", "no", "健全", "正常", "无残疾"];
        /// Visual.
        Visual = "visual", "视力", "visual", ["视力残疾", "盲"];
        /// Hearing.
        Hearing = "hearing", "听力", "hearing", ["听力残疾", "聋"];
        /// Speech.
        Speech = "speech", "言语", "speech", ["言语残疾", "哑"];
        /// Physical.
        Physical = "physical", "肢体", "physical", ["肢体残疾"];
        /// Intellectual.
        Intellectual = "intellectual", "智力", "intellectual", ["智力残疾"];
        /// Mental.
        Mental = "mental", "精神", "mental", ["精神残疾"];
        /// Several kinds; the grade is that of the heaviest.
        Multiple = "multiple", "多重", "multiple", ["多重残疾"];
    }

    /// The grade on a disability certificate: one is the heaviest.
    pub enum Grade {
        /// No grade, because there is no disability.
        None = "none", "无", "none", ["否", "没有", "no", "无残疾", "0"];
        /// Grade one, the heaviest.
        One = "1", "一级", "grade 1", ["壹级", "1级", "i级", "重度", "极重度"];
        /// Grade two.
        Two = "2", "二级", "grade 2", ["贰级", "2级", "ii级"];
        /// Grade three.
        Three = "3", "三级", "grade 3", ["叁级", "3级", "iii级"];
        /// Grade four, the lightest.
        Four = "4", "四级", "grade 4", ["肆级", "4级", "iv级"];
    }

    /// Who looks after the child day by day.
    pub enum CarerRelation {
        /// The father.
        Father = "father", "父亲", "father", ["父", "爸爸"];
        /// The mother.
        Mother = "mother", "母亲", "mother", ["母", "妈妈"];
        /// A grandparent of either side.
        Grandparent = "grandparent", "祖父母或外祖父母", "grandparent", ["祖父母", "外祖父母", "爷爷", "奶奶", "外公", "外婆", "祖父", "祖母", "外祖父", "外祖母", "爷爷奶奶", "外公外婆"];
        /// An elder brother or sister.
        ElderSibling = "elder-sibling", "兄姐", "elder sibling", ["哥哥", "姐姐", "兄", "姐"];
        /// Another relative.
        OtherRelative = "other-relative", "其他亲属", "other relative", ["亲属", "亲戚", "叔伯", "舅舅", "姑姑", "阿姨", "叔叔", "伯父"];
        /// Somebody who is not a relative.
        NonRelative = "non-relative", "非亲属", "not a relative", ["邻居", "朋友", "其他", "其他人"];
        /// An institution.
        Institution = "institution", "机构", "institution", ["福利院", "儿童福利机构", "救助保护机构"];
        /// Nobody.
        Nobody = "nobody", "无人照护", "nobody", ["无", "无人", "没有", "none"];
    }

    /// Capacity for civil acts (民事行为能力, 民法典 17–24).
    pub enum Capacity {
        /// Full.
        Full = "full", "完全民事行为能力", "full", ["完全", "有", "正常"];
        /// Limited: from 8 to 17, or an adult so declared.
        Limited = "limited", "限制民事行为能力", "limited", ["限制", "部分"];
        /// None: under 8, or an adult so declared.
        None = "none", "无民事行为能力", "none", ["无", "无行为能力", "没有"];
    }

    /// How far a person can look after themselves (自理能力).
    pub enum SelfCare {
        /// Able.
        Able = "able", "能自理", "able", ["自理", "全自理", "正常", "完全自理", "健康"];
        /// Half-disabled (半失能).
        HalfDisabled = "half-disabled", "半失能", "half-disabled", ["部分自理", "半自理", "半护理"];
        /// Disabled (失能).
        Disabled = "disabled", "失能", "disabled", ["不能自理", "全失能", "全护理", "完全失能"];
    }

    /// Whether civil affairs must take over guardianship (未成年人保护法 92, 94).
    pub enum StateGuardianship {
        /// Not needed.
        None = "none", "不需要", "not needed", ["无", "否", "没有", "no", "无需"];
        /// Temporary (临时监护), on one of the seven grounds of article 92.
        Temporary = "temporary", "临时监护", "temporary", ["临时", "需临时监护"];
        /// Long-term (长期监护), on one of the five grounds of article 94.
        LongTerm = "long-term", "长期监护", "long-term", ["长期", "需长期监护"];
    }

    /// The basic living support that the child receives (基本生活保障).
    pub enum BenefitKind {
        /// None.
        None = "none", "无", "none", ["否", "没有", "no", "未享受", "未纳入"];
        /// As an orphan.
        Orphan = "orphan", "孤儿基本生活费", "orphan support", ["孤儿", "孤儿基本生活保障", "孤儿津贴"];
        /// As an HIV-infected child, at the orphans' rate.
        HivInfected = "hiv-infected", "艾滋病病毒感染儿童基本生活费", "support for an HIV-infected child", ["艾滋病病毒感染儿童", "感染儿童"];
        /// As a de facto unattended child.
        Unattended = "de-facto-unattended", "事实无人抚养儿童基本生活补贴", "support for a de facto unattended child", ["事实无人抚养儿童", "事实无人抚养", "事孤"];
    }

    /// Why a benefit ended.
    pub enum BenefitEnd {
        /// The child died: the only exit without a transition.
        Died = "died", "儿童死亡", "the child died", ["死亡", "去世"];
        /// The child came of age.
        CameOfAge = "came-of-age", "年满十八周岁", "came of age", ["成年", "满18周岁", "年满18周岁"];
        /// A parent can look after the child again.
        ParentRecovered = "parent-recovered", "父母恢复监护能力", "a parent can care again", ["恢复监护", "父母刑满释放", "父母恢复"];
        /// The child was adopted.
        Adopted = "adopted", "被依法收养", "adopted", ["收养", "被收养"];
        /// Another reason.
        Other = "other", "其他原因", "another reason", ["其他"];
    }

    /// Why a parent who works elsewhere came back.
    pub enum ReturnReason {
        /// To visit, or on leave (探亲、休假): the absence goes on.
        VisitOrLeave = "visit-or-leave", "探亲或休假", "visit or leave", ["探亲", "休假", "过年", "春节", "节假日", "visit", "leave"];
        /// To live at home again: the absence ends.
        BackToLive = "back-to-live", "返乡居住", "back to live", ["返乡", "返乡定居", "不再外出", "回乡", "回家居住"];
    }
}
