//! The compiled part of the npm package `hutong`: text in, JSON out, as the core writes it. It translates and decides
//! nothing, and keeps nothing between calls. What JavaScript programmers see stands in `js`.

mod fault;
mod many;
mod policy;
mod record;

pub use many::{form, schedule};
pub use policy::{Policy, columns};
pub use record::{ask, assess, forecast, review, validate};
