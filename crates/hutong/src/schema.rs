//! The published JSON Schemas: of a child's record, of an assessment, of a forecast, of a difference, of a history, of a
//! ledger, of the ledger of the organisations, of the official count table, of lists, of a rule in words, of a policy. Other
//! languages make their types from these; the copies in `schemas/` are held equal to them by a test.

use crate::assessment::{
    ASSESSMENT_FORMAT, Assessment, DIFFERENCE_FORMAT, Difference, FORECAST_FORMAT, Outlook,
};
use crate::disclose::{LIST_FORMAT, ListDocument};
use crate::form::{FORM_FORMAT, FormDocument};
use crate::handbook::RulePage;
use crate::history::History;
use crate::organisations::{ORGANISATION_LEDGER_FORMAT, OrganisationLedger};
use crate::policy::source::PolicySource;
use crate::schedule::{LEDGER_FORMAT, Ledger};
use crate::vocabulary::Child;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, schema_for};
use serde_json::{Value, json};

/// The version of the forms. It changes whenever a field changes its meaning or goes; new fields may come.
pub const FORM_VERSION: u32 = 1;

/// The schema of a child's record.
#[must_use]
pub fn child() -> Schema {
    titled(schema_for!(Child), "hutong-child")
}

/// The schema of an assessment. Fields that it does not name may come; the form that it has is fixed by `format`.
#[must_use]
pub fn assessment() -> Schema {
    as_written::<Assessment<'static>>("hutong-assessment", ASSESSMENT_FORMAT)
}

/// The schema of what lies ahead of a child.
#[must_use]
pub fn forecast() -> Schema {
    as_written::<Outlook<'static>>("hutong-forecast", FORECAST_FORMAT)
}

/// The schema of what moved between two assessments.
#[must_use]
pub fn difference() -> Schema {
    as_written::<Difference<'static>>("hutong-difference", DIFFERENCE_FORMAT)
}

/// The schema of a child's history.
#[must_use]
pub fn history() -> Schema {
    titled(schema_for!(History), "hutong-history")
}

/// The schema of a child's visit ledger.
#[must_use]
pub fn ledger() -> Schema {
    as_written::<Ledger<'static>>("hutong-ledger", LEDGER_FORMAT)
}

/// The schema of the ledger of the organisations.
#[must_use]
pub fn organisation_ledger() -> Schema {
    as_written::<OrganisationLedger<'static>>("hutong-organisation-ledger", ORGANISATION_LEDGER_FORMAT)
}

/// The schema of the official count table.
#[must_use]
pub fn form() -> Schema {
    as_written::<FormDocument<'static>>("hutong-form", FORM_FORMAT)
}

/// The schema of the lists that an office is sent.
#[must_use]
pub fn list() -> Schema {
    as_written::<ListDocument<'static>>("hutong-list", LIST_FORMAT)
}

/// The schema of a rule or clause in words.
#[must_use]
pub fn rule() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    titled(settings.into_generator().into_root_schema_for::<RulePage>(), "hutong-rule")
}

/// The schema of a policy file, as JSON or as TOML.
#[must_use]
pub fn policy() -> Schema {
    of_form(titled(schema_for!(PolicySource), "hutong-policy"), json!(FORM_VERSION))
}

/// Every published schema, with the name of its file.
#[must_use]
pub fn all() -> Vec<(&'static str, Schema)> {
    vec![
        ("child.schema.json", child()),
        ("assessment.schema.json", assessment()),
        ("forecast.schema.json", forecast()),
        ("difference.schema.json", difference()),
        ("history.schema.json", history()),
        ("ledger.schema.json", ledger()),
        ("organisation-ledger.schema.json", organisation_ledger()),
        ("form.schema.json", form()),
        ("list.schema.json", list()),
        ("rule.schema.json", rule()),
        ("policy.schema.json", policy()),
    ]
}

/// The schema of a form as it is written, not as it might be read: a list that is left out when empty is not required.
fn as_written<T: JsonSchema>(name: &str, format: &str) -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    of_form(titled(settings.into_generator().into_root_schema_for::<T>(), name), json!(format))
}

fn titled(mut schema: Schema, name: &str) -> Schema {
    schema.insert("$id".into(), format!("urn:{name}:{FORM_VERSION}").into());
    schema
}

/// The schema with its version written into the field `format`, so that another version does not pass for this one.
fn of_form(mut schema: Schema, version: Value) -> Schema {
    if let Some(format) = schema.pointer_mut("/properties/format").and_then(Value::as_object_mut) {
        format.insert("const".into(), version);
    }
    schema
}
