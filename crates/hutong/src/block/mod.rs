//! Many children at once: 512 to a block, a truth as two bits a child, gates as operations on words.
//! The same graph as for one record, over another domain; what a cell means is found by reading a record that has it
//! alone. Rows that this cannot answer (an unreadable cell, facts that follow from several days, an open level) go the
//! way of the single record, so that both ways always say the same.

mod answers;
mod evaluate;
mod facts;
mod lanes;
mod meaning;
mod open;

pub use answers::{Answers, Missing};
pub use evaluate::BlockAssessor;
pub use lanes::{BLOCK, Lanes, Planes};
pub use meaning::Meaning;
