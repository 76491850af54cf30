//! Why a column is taken for what it is taken for, and what speaks against it: a code, and a few words in Chinese and
//! English for the person who confirms it.

macro_rules! whys {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $zh:literal, $en:literal;)+) => {
        /// What speaks for a proposal, or against it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Why { $($(#[doc = $doc])+ $name,)+ }

        impl Why {
            /// Every one, in the order of the table.
            pub const ALL: &'static [Why] = &[$(Why::$name,)+];

            /// The code as it stands in JSON and in mapping files, such as `known-name`.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(Why::$name => $id,)+ } }

            /// In Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $(Why::$name => $zh,)+ } }

            /// In English.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $(Why::$name => $en,)+ } }
        }
    };
}

whys! {
    /// The header is a path, a label or another name of the column.
    KnownName = "known-name", "表头就是该列的名称或常用写法", "the header is a name of the column";
    /// The header is such a name behind a heading that stands above several columns.
    UnderHeading = "under-heading", "按上一级表头和本级表头合起来认定", "the heading above and the header together name the column";
    /// The header is such a name with a unit or a hint behind it.
    WithoutHint = "without-hint", "去掉括号里的单位或填写提示后认定", "the header names the column, without the unit or hint in brackets";
    /// The header is such a name with a word more, such as 儿童 or 情况.
    WithoutAffix = "without-affix", "去掉“儿童”“情况”等字样后像是该列", "without a word such as 儿童 or 情况 the header names the column";
    /// The header is such a name once the person is named before it.
    WithHeading = "with-heading", "前面补上“照护人”后像是该列", "with the carer named before it, the header names the column";
    /// What stands in the brackets may change what the column says.
    UnknownHint = "unknown-hint", "括号里的说明可能改变含义", "what stands in brackets may change what the column says";
    /// The heading above is not known, and the header alone may mean another person.
    UnknownHeading = "unknown-heading", "上一级表头不认识，只凭本级表头认定", "the heading above is not known; only the header itself names the column";
    /// The header is nearly such a name.
    NearName = "near-name", "表头与该列名称只差一字", "the header differs from a name of the column by one character";
    /// Only the cells below the header say so.
    Values = "values", "表头不认识，但各行的值都是该列的值", "the header is not known, but every cell below it is a value of the column";
    /// Most cells cannot be read as values of the column.
    ValuesDoNotFit = "values-do-not-fit", "多数行的值不是该列可用的值", "most cells are no values of the column";
    /// Another header names the same column.
    NamedTwice = "named-twice", "另有一列也像是该列，不知以哪一列为准", "another header names the same column, and which one counts is not known";
    /// A running number tells a row of this file, not a child.
    RunningNumber = "running-number", "序号只在本表内有效，不能用来与其他文件对应", "a running number tells the rows of this file apart and cannot be matched with other files";
    /// Citizen numbers must not be keys.
    CitizenNumbers = "citizen-numbers", "各行是公民身份号码，不能作为编号", "the cells are citizen numbers, which must not be keys";
    /// No answer needs the column.
    NotNeeded = "not-needed", "姓名、电话、住址等，任何结论都不需要，不读取", "names, telephone numbers, addresses and the like: no answer needs them, and they are not read";
    /// The header is no name of a column.
    NotKnown = "not-known", "不认识的表头", "the header is not known";
    /// Cells stand below a blank header.
    NoHeader = "no-header", "表头是空白，下面却有内容", "the header is blank, and there are cells below it";
    /// A person said so in a mapping file.
    Confirmed = "confirmed", "映射文件已确认", "confirmed in the mapping file";
}
