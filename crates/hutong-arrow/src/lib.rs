//! Many children at once: a policy of [`hutong`] over Arrow record batches, in and out.
//!
//! Columns are found by name, as in every table: a path such as `father.state` (dotted, or as structs), a Chinese or
//! English label, another name that offices use, or a mapping. A column that is not there is unknown for every child,
//! and listed. A cell that does not fit rejects its row, with its reason; it is never taken for a blank.
//!
//! ```
//! use arrow_array::{RecordBatch, StringArray};
//! use hutong::Policy;
//! use std::sync::Arc;
//!
//! let policy = Policy::builtin("puning-2024")?;
//! let batch = RecordBatch::try_from_iter([
//!     ("key", Arc::new(StringArray::from(vec!["made-up 1", "made-up 2"])) as _),
//!     ("findings.suicide_or_self_harm", Arc::new(StringArray::from(vec![Some("suspected"), None])) as _),
//! ])?;
//! let answers = hutong_arrow::assess(&batch, &policy.at("2026-11-01".parse()?))?;
//! assert_eq!(answers.num_rows(), 2);
//! assert_eq!(answers.schema().metadata()["hutong.policy"], "puning-2024");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assess;
mod cells;
mod children;
mod counts;
mod error;
mod input;
mod lists;
mod many;
mod output;

pub use assess::{Assessed, ColumnAssessor, RowFault, assess};
pub use cells::texts;
pub use children::assess_readings;
pub use counts::Counts;
pub use error::ColumnsError;
pub use input::flat_names;
pub use many::{Progress, assess_many};
pub use output::{Layout, Options};
