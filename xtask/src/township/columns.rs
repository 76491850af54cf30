//! The columns of the export, under headers as an office words them, and the rows under them. Columns without a path
//! are there because every export has some that no rule needs.

/// The day of the export. Every date in it is counted from here, so that no clock is asked.
pub(super) const EXPORTED: (i32, u32, u32) = (2026, 10, 31);

/// A column: where the vocabulary has it (empty where it does not), its header, and the cell of a child of whom
/// there is nothing to say.
type Column = (&'static str, &'static str, &'static str);

const CHILD: &[Column] = &[
    ("key", "档案编号", ""),
    ("birth_date", "出生年月", ""),
    ("", "民族", ""),
    ("household.registration", "户口性质", "农业户口"),
    ("household.area", "城乡分类", ""),
    ("household.collective_member", "是否集体经济组织成员", ""),
    ("household.county", "户籍地区划代码", "445281"),
    ("household.single_parent", "是否单亲家庭", "否"),
    ("household.relief", "家庭困难类型", "无"),
    ("residence.county", "现住地区划代码", "445281"),
    ("residence.township", "镇（街道）", "青榕镇"),
    ("residence.village", "村（社区）", ""),
    ("lives_with", "现与谁生活", "父母"),
    ("hiv_infection", "是否感染艾滋病病毒", "否"),
    ("disability.kind", "儿童残疾类别", "无"),
    ("disability.grade", "儿童残疾等级", ""),
    ("disability.mental_or_intellectual", "儿童残疾多重含精神或智力", ""),
];

/// Of each parent. The header begins with 父亲 or 母亲.
const PARENT: &[Column] = &[
    ("state", "生存状况", "健在"),
    ("away.for_work", "外出务工", "否"),
    ("away.since", "外出务工时间", ""),
    ("away.county", "务工地区划代码", ""),
    ("away.returns", "务工期间返乡", ""),
    ("custody.kind", "服刑情况", "无"),
    ("custody.from", "服刑开始日期", ""),
    ("custody.until", "服刑到期日期", ""),
    ("disability.kind", "残疾类别", "无"),
    ("disability.grade", "残疾等级", ""),
    ("disability.mental_or_intellectual", "残疾多重含精神或智力", ""),
    ("serious_illness", "患重病", "否"),
    ("out_of_contact.state", "失联", "否"),
    ("out_of_contact.without_support", "失联未履行抚养义务", ""),
    ("out_of_contact.since", "失联时间", ""),
    ("removed_from_country", "被遣送出境", "0"),
    ("guardianship_revoked", "撤销监护资格", "0"),
    ("judged_unable", "综合判断无监护能力", "0"),
    ("long_term_drugs", "吸毒", "0"),
    ("long_term_alcohol", "酗酒", "0"),
    ("long_term_gambling", "赌博", "0"),
    ("long_term_other", "其他不良嗜好", "0"),
];

const CARE: &[Column] = &[
    ("carer.relation", "实际照护人与儿童关系", "母亲"),
    ("carer.birth_date", "实际照护人出生年月", ""),
    ("carer.self_care", "实际照护人自理能力", "自理"),
    ("carer.capacity", "实际照护人行为能力", "完全"),
    ("carer.agreement_signed", "被委托照护人签订委托照护书", ""),
    ("carer.lacks_ability_or_neglects", "照护人缺乏照护能力", "否"),
    ("findings.sexual_abuse", "遭受性侵害", "否"),
    ("findings.maltreatment", "遭受虐待", "否"),
    ("findings.trafficking", "遭受拐卖", "否"),
    ("findings.violent_injury", "遭受暴力伤害", "否"),
    ("findings.abandonment", "遭受遗弃", "否"),
    ("findings.other_unlawful_harm", "其他不法侵害", "否"),
    ("findings.lives_alone", "脱离监护单独居住", "否"),
    ("findings.roaming", "流浪乞讨", "否"),
    ("findings.missing", "走失", "否"),
    ("findings.guardianship_absent", "监护缺失", "否"),
    ("findings.suicide_or_self_harm", "自杀或自残", "否"),
    ("findings.guardianship_severely_insufficient", "监护严重不足", "否"),
    ("findings.dropped_out", "是否辍学", "否"),
    ("findings.severe_mental_illness", "心理障碍", "否"),
    ("findings.guardianship_insufficient", "监护不足", "否"),
    ("findings.abnormal_psychology_or_behaviour", "心理行为异常", "否"),
    ("findings.disabled_without_certificate", "残疾未办证", "否"),
    ("findings.rehabilitation_missing", "应康复未康复", "否"),
    ("findings.education_aid_missing", "教育资助应享未享", "否"),
    ("findings.medical_insurance_missing", "医保应纳未纳", "否"),
    ("findings.needs_case_conference", "需个案会商", "否"),
    ("support.state_guardianship", "兜底监护", "无"),
    ("support.guardianship_in_place", "兜底监护已落实", ""),
    ("support.certified_orphan", "认定孤儿", ""),
    ("support.certified_unattended", "认定事实无人抚养儿童", ""),
    ("support.other_type", "其他困境类型", "否"),
    ("support.other_type_document", "其他类型依据", ""),
    ("support.benefit", "享受基本生活保障", "无"),
    ("support.benefit_ended_on", "停发日期", ""),
    ("support.benefit_ended_why", "停发原因", ""),
    ("school.enrolled", "是否在校就读", "是"),
    ("done.intervened", "已干预", ""),
    ("done.secured", "已落实保障", ""),
    ("done.followed_up", "已定期介入跟踪", ""),
    ("done.back_at_school", "已复学复读", ""),
    ("file.basic_information", "档案有基本信息", "1"),
    ("file.visit_records", "档案有走访记录", "1"),
    ("file.work_log", "档案有工作日志", "1"),
    ("file.support_records", "档案有帮扶记录", "1"),
    ("file.problems_and_solutions", "档案有问题和方案", "1"),
    ("local.other-situation-red", "经认定属其他高风险情形", ""),
    ("local.other-situation-yellow", "经认定属其他中高风险情形", ""),
    ("local.other-situation-blue", "经认定属其他中低风险情形", ""),
    ("local.other-situation-green", "经认定属其他低风险情形", ""),
    ("local.registration-judged-rural", "经核实统一居民户口属农村", ""),
    ("", "联系电话", ""),
    ("", "备注", ""),
];

/// The columns as one list.
#[derive(Debug)]
pub(super) struct Columns {
    paths: Vec<String>,
    headers: Vec<String>,
    usual: Vec<&'static str>,
}

impl Columns {
    pub(super) fn new() -> Columns {
        let mut columns = Columns { paths: Vec::new(), headers: Vec::new(), usual: Vec::new() };
        columns.add(CHILD, "", "");
        columns.add(PARENT, "father.", "父亲");
        columns.add(PARENT, "mother.", "母亲");
        columns.add(CARE, "", "");
        columns
    }

    fn add(&mut self, list: &[Column], path_before: &str, header_before: &str) {
        for (path, header, usual) in list {
            self.paths.push(format!("{path_before}{path}"));
            self.headers.push(format!("{header_before}{header}"));
            self.usual.push(usual);
        }
    }

    pub(super) fn headers(&self) -> Vec<String> {
        self.headers.clone()
    }

    /// A child of whom there is nothing to say.
    pub(super) fn row(&self) -> Row<'_> {
        Row { columns: self, cells: self.usual.iter().map(|cell| (*cell).to_owned()).collect() }
    }
}

/// One child, a cell under each column.
#[derive(Clone, Debug)]
pub(super) struct Row<'c> {
    columns: &'c Columns,
    pub(super) cells: Vec<String>,
}

impl Row<'_> {
    fn place(&self, path: &str) -> Option<usize> {
        let place = self.columns.paths.iter().position(|known| known == path);
        debug_assert!(place.is_some(), "no column {path}");
        place
    }

    /// Fills a cell; `path` is the vocabulary's.
    pub(super) fn set(&mut self, path: &str, value: impl Into<String>) {
        if let Some(cell) = self.place(path).and_then(|place| self.cells.get_mut(place)) {
            *cell = value.into();
        }
    }

    /// Fills a cell of a column that the vocabulary does not have, by its header.
    pub(super) fn note(&mut self, header: &str, value: &str) {
        let place = self.columns.headers.iter().position(|known| known == header);
        if let Some(cell) = place.and_then(|place| self.cells.get_mut(place)) {
            value.clone_into(cell);
        }
    }

    pub(super) fn get(&self, path: &str) -> &str {
        self.place(path).and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }

    /// Puts one word into every filled cell whose path begins so.
    pub(super) fn overwrite(&mut self, path_begins: &str, word: &str) {
        for (path, cell) in self.columns.paths.iter().zip(&mut self.cells) {
            if path.starts_with(path_begins) && !cell.is_empty() {
                word.clone_into(cell);
            }
        }
    }
}
