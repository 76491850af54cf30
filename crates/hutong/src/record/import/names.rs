//! Words around the names of columns that say nothing of the child: headings, units, hints for filling in, and headers
//! of what no answer needs. Names themselves are the vocabulary's.

use crate::record::target::header_key;
use crate::vocabulary::Kind;
use crate::vocabulary::choices::normalise;

/// Stands between a heading and the headers below it.
pub(super) const BELOW: char = '›';

/// Headings that name no other person, so that the header below means the child.
const PLAIN_HEADINGS: &[&str] = &[
    "儿童",
    "本人",
    "个人",
    "家庭",
    "居住",
    "户籍",
    "监护",
    "风险",
    "风险情形",
    "风险排查",
    "排查",
    "发现",
    "保障",
    "救助保障",
    "救助",
    "帮扶",
    "关爱帮扶",
    "就学",
    "教育",
    "健康",
    "身体",
    "落实",
    "工作",
    "档案",
    "其他",
    "基本",
    "儿童基本",
    "个人基本",
    "家庭基本",
    "被保护儿童",
    "摸排",
];
/// What a heading or a header has behind its name.
const TAILS: &[&str] = &["基本情况", "基本信息", "情况", "信息", "状况", "登记", "内容", "资料"];
/// What a header has before its name.
const HEADS: &[&str] = &["儿童", "孩子", "本人", "该儿童", "被保护儿童"];

/// Hints for filling in, whatever the column.
const HINTS: &[&str] = &[
    "是",
    "否",
    "有",
    "无",
    "√",
    "×",
    "是否",
    "有无",
    "必填",
    "选填",
    "必选",
    "可选",
    "单选",
    "下拉选择",
    "请选择",
    "下拉",
    "填写",
    "如有",
    "没有填无",
    "没有不填",
    "文本",
    "文本格式",
    "代码",
];
/// Hints below a date.
const DATE_HINTS: &[&str] = &[
    "年",
    "月",
    "日",
    "年月日",
    "年月",
    "年-月-日",
    "yyyy-mm-dd",
    "yyyy",
    "mm",
    "dd",
    "yyyymmdd",
    "精确到日",
    "公历",
    "阳历",
];
/// Units of an age.
const AGE_HINTS: &[&str] = &["岁", "周岁", "实岁"];
/// Units of a number of months.
const MONTH_HINTS: &[&str] = &["月", "个月"];

/// How the header of something that no answer needs ends, as it is compared.
const NOT_NEEDED: &[&str] = &[
    "姓名",
    "名字",
    "性别",
    "民族",
    "国籍",
    "籍贯",
    "政治面貌",
    "文化程度",
    "学历",
    "职业",
    "工作单位",
    "血型",
    "身高",
    "体重",
    "公民身份号码",
    "身份证",
    "身份证号",
    "身份证号码",
    "证件号",
    "证件号码",
    "证件类型",
    "联系电话",
    "联系方式",
    "电话",
    "电话号码",
    "手机",
    "手机号",
    "手机号码",
    "住址",
    "地址",
    "详细地址",
    "门牌号",
    "备注",
    "备注说明",
    "说明",
    "照片",
    "填报人",
    "填表人",
    "录入人",
    "登记人",
    "审核人",
    "填报单位",
    "填报时间",
    "填报日期",
    "填表日期",
    "填表时间",
    "录入时间",
    "录入日期",
    "登记日期",
    "更新时间",
    "创建时间",
    "修改时间",
    "开户行",
    "开户银行",
    "开户名",
    "银行卡号",
    "银行账号",
    "银行帐号",
    "账号",
    "帐号",
    "卡号",
    "签名",
    "签字",
    "学校名称",
    "就读学校",
    "所在学校",
    "年级",
    "班级",
    "学籍号",
    "班主任",
    "name",
    "sex",
    "gender",
    "phone",
    "telephone",
    "address",
    "remark",
    "remarks",
    "photo",
];

/// The headers of a running number, as they are compared.
const RUNNING: &[&str] = &["序号", "no", "行号", "顺序号"];

/// Whether a header is that of a running number.
pub(super) fn is_running_number(header: &str) -> bool {
    RUNNING.contains(&header_key(header).as_str())
}

/// Whether no answer needs what stands below a header.
pub(super) fn is_not_needed(header: &str) -> bool {
    let last = header.rsplit(BELOW).next().unwrap_or(header);
    let (bare, _) = without_hint(last);
    let key = header_key(&bare);
    NOT_NEEDED.iter().any(|name| if name.is_ascii() { key == *name } else { key.ends_with(name) })
}

/// Whether a heading names nobody but the child.
pub(super) fn is_plain_heading(heading: &str) -> bool {
    let key = header_key(heading);
    PLAIN_HEADINGS.contains(&key.as_str())
        || without_tail(&key).is_some_and(|key| PLAIN_HEADINGS.contains(&key))
}

/// A name without 情况, 信息 and the like behind it; nothing where there is none.
pub(super) fn without_tail(name: &str) -> Option<&str> {
    TAILS.iter().filter_map(|tail| name.strip_suffix(tail)).find(|rest| !rest.is_empty())
}

/// A name without 儿童, 本人 and the like before it; nothing where there is none.
pub(super) fn without_head(name: &str) -> Option<&str> {
    HEADS.iter().filter_map(|head| name.strip_prefix(head)).find(|rest| !rest.is_empty())
}

/// A header without a number in front (`1.`, `（3）`) and marks such as `*`.
pub(super) fn without_number(header: &str) -> &str {
    let text = header.trim_matches(|c: char| c.is_whitespace() || "*＊★●".contains(c));
    let rest = text.trim_start_matches(['(', '（']).trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.trim_start_matches(['.', '．', '、', ')', '）', ' ']);
    if rest.len() < text.len() && behind.len() < rest.len() && !behind.is_empty() { behind } else { text }
}

/// A header without what stands in brackets behind it, and the words in them, as they are compared.
pub(super) fn without_hint(header: &str) -> (String, Vec<String>) {
    let mut bare = header.trim().to_owned();
    let mut words = Vec::new();
    while bare.ends_with([')', '）', ']', '］', '】'])
        && let Some(at) = bare.rfind(['(', '（', '[', '［', '【'])
    {
        let inner = bare.get(at..).unwrap_or_default().trim_matches(|c: char| "()（）[]［］【】".contains(c));
        let inner = inner.split(['/', '／', '、', ',', '，', '或', ';', '；', ':', '：']).map(normalise);
        words.extend(inner.filter(|word| !word.is_empty()));
        bare.truncate(at);
        bare.truncate(bare.trim_end().len());
    }
    (bare, words)
}

/// Whether hints leave what a column of this kind says as it is; the kind is none for an age or a citizen number.
pub(super) fn are_harmless(hints: &[String], kind: Option<Kind>) -> bool {
    let of_kind: &[&str] = match kind {
        Some(Kind::Date) => DATE_HINTS,
        Some(Kind::Count) => MONTH_HINTS,
        None => AGE_HINTS,
        _ => &[],
    };
    hints.iter().all(|hint| HINTS.contains(&hint.as_str()) || of_kind.contains(&hint.as_str()))
}
