//! A form for publication: what of it is hidden, beside the table that was published before.

use std::path::Path;

use hutong::Policy;
use hutong::form::{FilledNumbers, FormCell, NotPublishable, Published};

use crate::failure::Failure;
use crate::form::read::{FilledTable, HIDDEN_NUMBER};
use crate::form::write::Filled;
use crate::messages;

/// What may be shown of the numbers.
pub(super) fn publish(
    policy: &Policy,
    numbers: &FilledNumbers,
    previous: Option<&Path>,
) -> Result<Published, Failure> {
    let previous = previous.map(|path| released(path, policy)).transpose()?;
    let published = policy.published(numbers, previous.as_ref()).map_err(not_publishable)?;
    let told = published.told_before.len();
    if told > 0 {
        messages::note(&format!(
            "隐去的数字中有 {told} 个，上次公开的表本身已可推知；如情况未变，再隐去也无济于事。\n\
             {told} of the hidden numbers can be told from the table published before by itself; if nothing changed, hiding them again does not help."
        ));
    }
    Ok(published)
}

/// The numbers of a table that was published before.
fn released(path: &Path, policy: &Policy) -> Result<FilledNumbers, Failure> {
    let table = FilledTable::read(path, policy)?;
    if table.faults.iter().any(|fault| fault.is_error() && fault.code != HIDDEN_NUMBER) {
        let path = path.display();
        return Err(Failure::told(
            "previous-release",
            format!("{path} 不是公开过的表，或有读不出的数字。请先用 hutong form check 核对。"),
            format!(
                "{path} is no table that was published, or some number cannot be read. Look at it with `hutong form check` first."
            ),
        ));
    }
    Ok(table.numbers)
}

fn not_publishable(why: NotPublishable) -> Failure {
    let (code, zh) = match why {
        NotPublishable::NoRule => {
            ("no-publication-rule", "政策没有写明多小的数字不公开，请在政策文件中加 [form.publication]。")
        }
        NotPublishable::EveryRow => (
            "rows-do-not-add-up",
            "按每个符合的行都计入时，各行不能相加，无法保证隐去的数字推算不出。请用 --reading rows-of-a-child=one-row。",
        ),
        NotPublishable::DoesNotAddUp => ("table-does-not-add-up", "表中数字不能相加，请先核对。"),
    };
    Failure::told(code, zh, format!("Cannot be published: {why}."))
}

/// The form's numbers as one object, null for a hidden one.
pub(super) fn json(filled: &Filled<'_, '_>, published: &Published) -> String {
    let policy = filled.words.policy;
    let figures: serde_json::Map<String, serde_json::Value> = (FilledNumbers::cells(policy).into_iter())
        .map(|cell: FormCell| (cell.id(policy), published.shown.get(&cell).copied().into()))
        .collect();
    serde_json::json!({
        "format": "hutong-published-form-1",
        "policy": { "id": policy.source().id, "version": policy.source().version, "hash": policy.hash() },
        "as_of": filled.table.as_of(),
        "head": filled.head,
        "figures": figures,
    })
    .to_string()
}
