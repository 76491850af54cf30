//! `hutong disclose`: from a file of children to the lists that each office is sent, and what is to be verified before
//! anything is sent. `gather` reads, `sent` knows what was sent before, `files` writes, `report` tells.

pub(crate) mod arguments;
mod files;
mod gather;
mod report;
mod sent;

use hutong::Policy;
use hutong::disclose::Disclosure;
use hutong::policy::source::Office;

use crate::disclose::arguments::{DiscloseArguments, ListsFormat};
use crate::disclose::files::Destination;
use crate::disclose::gather::gather;
use crate::disclose::report::Report;
use crate::disclose::sent::leave_out_sent;
use crate::failure::Failure;
use crate::language::Language;
use crate::messages::Done;
use crate::policies::{as_of, choose, did_you_mean_en, did_you_mean_zh, find_office, nearest};
use crate::sink::RejectedList;
use crate::words::Words;

/// A list for one office.
pub(crate) struct List<'p> {
    /// To whom.
    pub(crate) to: &'p Office,
    /// What it is about, and its place among the policy's.
    pub(crate) of: Disclosure<'p>,
    pub(crate) place: usize,
    /// What is told of each child, in order.
    pub(crate) told: Vec<Vec<String>>,
    /// How many children were left out, because they were sent before and nothing is new.
    pub(crate) sent_before: u64,
}

/// Runs `hutong disclose`.
pub(crate) fn run(arguments: &DiscloseArguments, language: Language) -> Result<Done, Failure> {
    let as_of = as_of(arguments.policy.as_of.as_deref())?;
    let policy = choose(&arguments.policy.choice)?;
    let words = Words { policy: &policy, language };
    let given = if arguments.output.is_some() { ListsFormat::Xlsx } else { ListsFormat::Table };
    let format = arguments.format.unwrap_or(given);
    let mut lists = lists(arguments, &policy)?;
    let destination = Destination::new(arguments, format, &lists)?;
    let rejected = RejectedList::open(arguments.rejected.as_deref(), language)?;
    let gathered = gather(arguments, &policy, as_of, &lists, rejected)?;
    for list in &mut lists {
        list.told = gathered.told.get(&list.place).cloned().unwrap_or_default();
    }
    leave_out_sent(&arguments.sent, format, &mut lists, words)?;
    let report = Report { lists: &lists, gathered: &gathered, destination: &destination };
    let terminal = destination.is_terminal();
    let told = language.report(|language| report.text(Words { language, ..words }, terminal));
    destination.write(&lists, &gathered.to_verify, words, as_of, &told)?;
    Ok(Done::of(gathered.rejected, gathered.rejects.ends_at))
}

/// The lists that were asked for, office by office in the order of the policy.
fn lists<'p>(arguments: &DiscloseArguments, policy: &'p Policy) -> Result<Vec<List<'p>>, Failure> {
    let disclosures = policy.disclosures();
    for id in &arguments.list {
        if !disclosures.iter().any(|list| list.id == id) {
            return Err(unknown_list(id, &disclosures));
        }
    }
    let offices: Result<Vec<&Office>, Failure> =
        arguments.to.iter().map(|name| find_office(policy, name)).collect();
    let offices = offices?;
    let mut lists = Vec::new();
    for to in &policy.source().offices {
        if !offices.is_empty() && !offices.iter().any(|office| office.id == to.id) {
            continue;
        }
        for (place, of) in disclosures.iter().enumerate() {
            let wanted = arguments.list.is_empty() || arguments.list.iter().any(|id| id == of.id);
            if wanted && of.to.contains(&to.id) {
                lists.push(List { to, of: *of, place, told: Vec::new(), sent_before: 0 });
            }
        }
    }
    if lists.is_empty() {
        return Err(Failure::told(
            "no-list",
            "按所选机构和名单，政策没有要报送的名单。请核对 --to 和 --list。",
            "The policy sends no such list to the offices that were chosen. Check --to and --list.",
        ));
    }
    Ok(lists)
}

fn unknown_list(id: &str, disclosures: &[Disclosure<'_>]) -> Failure {
    let near = nearest(id, disclosures.iter().map(|list| list.id));
    let ids: Vec<&str> = disclosures.iter().map(|list| list.id).collect();
    Failure::told(
        "unknown-list",
        format!("政策没有名单“{id}”。{}可用：{}。", did_you_mean_zh(near), ids.join("、")),
        format!("The policy has no list `{id}`. {}Use one of {}.", did_you_mean_en(near), ids.join(", ")),
    )
}
