//! The published JSON Schemas: of a child's record, of an assessment, of a policy. Other languages make their types
//! from these; the copies in `schemas/` are held equal to them by a test.

use crate::Assessment;
use crate::policy::source::PolicySource;
use crate::vocabulary::Child;
use schemars::{Schema, schema_for};

/// The version of the three forms. It changes whenever a field changes its meaning or goes; new fields may come.
pub const FORM_VERSION: u32 = 1;

/// The schema of a child's record.
#[must_use]
pub fn child() -> Schema {
    titled(schema_for!(Child), "hutong-child")
}

/// The schema of an assessment.
#[must_use]
pub fn assessment() -> Schema {
    titled(schema_for!(Assessment<'static>), "hutong-assessment")
}

/// The schema of a policy file, as JSON or as TOML.
#[must_use]
pub fn policy() -> Schema {
    titled(schema_for!(PolicySource), "hutong-policy")
}

/// Every published schema, with the name of its file.
#[must_use]
pub fn all() -> [(&'static str, Schema); 3] {
    [
        ("child.schema.json", child()),
        ("assessment.schema.json", assessment()),
        ("policy.schema.json", policy()),
    ]
}

fn titled(mut schema: Schema, name: &str) -> Schema {
    schema.insert("$id".into(), format!("urn:{name}:{FORM_VERSION}").into());
    schema
}
