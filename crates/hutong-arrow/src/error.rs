//! Why a table as a whole cannot be assessed, told to the person who can mend it.

use arrow_schema::{ArrowError, DataType};

/// Why a table as a whole cannot be assessed. Faults of single rows are no such error: see `RowFault`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnsError {
    /// Two columns of the table are the same column of the vocabulary.
    #[error("the columns `{first}` and `{second}` are both `{path}`; keep one of them, or map one elsewhere")]
    Repeated {
        /// The earlier column.
        first: String,
        /// The later one.
        second: String,
        /// The column of the vocabulary.
        path: String,
    },
    /// A column of a type that cannot hold what it should.
    #[error(
        "the column `{name}` has the type {found}, which cannot hold `{path}`; use text, a boolean, a whole number or a date"
    )]
    Type {
        /// The column.
        name: String,
        /// Its type.
        found: DataType,
        /// The column of the vocabulary.
        path: String,
    },
    /// Moments in a time zone where a day belongs.
    #[error(
        "the column `{name}` holds moments in the time zone {zone}; on which day they fall depends on the place, so turn them into dates first"
    )]
    TimeZone {
        /// The column.
        name: String,
        /// The time zone.
        zone: String,
    },
    /// A mapping to something that is no column.
    #[error(
        "the mapping leads `{name}` to `{path}`, which is no column; see `hutong.columns()` for those that are"
    )]
    Mapping {
        /// The column of the table.
        name: String,
        /// What the mapping says.
        path: String,
    },
    /// A batch whose columns are not those that the assessor was made for.
    #[error("a batch has other columns than the first one; give all batches of a table the same schema")]
    OtherSchema,
    /// Somebody asked to stop.
    #[error("stopped before all rows were assessed")]
    Stopped,
    /// The stream or the result is not valid Arrow data.
    #[error("the table cannot be read: {0}")]
    Arrow(#[from] ArrowError),
}

impl ColumnsError {
    /// The kind of error as a word: `repeated-column`, `wrong-column-type`, `time-zone`, `unknown-column`,
    /// `other-schema`, `stopped`, `not-arrow`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            ColumnsError::Repeated { .. } => "repeated-column",
            ColumnsError::Type { .. } => "wrong-column-type",
            ColumnsError::TimeZone { .. } => "time-zone",
            ColumnsError::Mapping { .. } => "unknown-column",
            ColumnsError::OtherSchema => "other-schema",
            ColumnsError::Stopped => "stopped",
            ColumnsError::Arrow(_) => "not-arrow",
        }
    }

    /// The column that it is about; empty for the table as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            ColumnsError::Repeated { second, .. } => second,
            ColumnsError::Type { name, .. }
            | ColumnsError::TimeZone { name, .. }
            | ColumnsError::Mapping { name, .. } => name,
            _ => "",
        }
    }

    /// What is wrong and what to do, in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            ColumnsError::Repeated { first, second, path } => {
                format!("“{first}”和“{second}”两列都是 {path}；请只保留一列，或用对应表改到别处")
            }
            ColumnsError::Type { name, found, path } => {
                format!("“{name}”列的类型是 {found}，不能表示 {path}；请改用文本、布尔、整数或日期")
            }
            ColumnsError::TimeZone { name, zone } => {
                format!("“{name}”列是时区 {zone} 的时刻，落在哪一天取决于地点；请先转换为日期")
            }
            ColumnsError::Mapping { name, path } => {
                format!("对应表把“{name}”指向 {path}，没有这一列；可用的列见 hutong.columns()")
            }
            ColumnsError::OtherSchema => "有一批数据的列与第一批不同；同一张表的各批须列相同".to_owned(),
            ColumnsError::Stopped => "尚未评估完所有行就已停止".to_owned(),
            ColumnsError::Arrow(error) => format!("表格无法读取：{error}"),
        }
    }
}
