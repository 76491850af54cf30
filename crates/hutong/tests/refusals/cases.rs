//! One case or more for every kind of fault: what is changed in `small.toml`, and what must be said of it.

use super::Case;
use hutong::PolicyCode;

const fn case(
    code: PolicyCode,
    path: &'static str,
    changes: &'static [(&'static str, &'static str)],
) -> Case {
    Case { code, path, changes }
}

// The condition of the definition `bereaved`, which the cases on conditions replace.
const BEREAVED: &str = "when = { either-parent = \"parent-dead\" }";

/// The condition of the definition `bereaved` replaced.
macro_rules! condition {
    ($code:ident, $path:literal, $condition:literal) => {
        case(
            PolicyCode::$code,
            concat!("definition[2].when", $path),
            &[(BEREAVED, concat!("when = ", $condition))],
        )
    };
}

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    // What is no TOML at all.
    case(PolicyCode::NotReadable, "", &[("rank = 20", "rank = «ten")]),
    case(PolicyCode::NotReadable, "", &[("id = \"table\"", "id = \"table\"\n«id = \"again\"")]),

    // Entries that are not written as they must be.
    case(PolicyCode::Shape, "", &[("id = \"table\"", "id = \"table\"\n«titel = \"x\"")]),
    case(PolicyCode::Shape, "", &[("format = 1", "format = «\"one\"")]),
    case(PolicyCode::Shape, "level[1]", &[("rank = 20", "rank = «\"20\"")]),
    case(PolicyCode::Shape, "level[1]", &[("rank = 20", "rank = «-20")]),
    case(PolicyCode::Shape, "duty[0]", &[("kind = \"intervention\"", "kind = «\"prayer\"")]),
    case(PolicyCode::Shape, "duty[0]", &[("pace = \"at-once\"", "pace = «\"soon\"")]),
    case(PolicyCode::Shape, "definition[1]", &[("subject = \"parent\"", "subject = «\"uncle\"")]),
    case(PolicyCode::Shape, "trigger[1]", &[("when = { all = [\"bereaved\", \"by-the-river\"] }", "when = «{ all = [\"bereaved\"], any = [\"by-the-river\"] }")]),
    case(PolicyCode::Shape, "definition[2]", &[(BEREAVED, "when = «{ fact = \"birth_date\" }")]),
    case(PolicyCode::Shape, "definition[2]", &[(BEREAVED, "when = «{ one-parent = \"parent-dead\" }")]),
    case(PolicyCode::Shape, "reading[1].used-by", &[("used-by = \"engine\" # age", "used-by = «\"form\"")]),
    case(PolicyCode::FormatVersion, "format", &[("format = 1", "format = «2")]),

    // Ids and labels.
    case(PolicyCode::BadId, "id", &[("id = \"xikou-test\"", "id = «\"Xikou\"")]),
    case(PolicyCode::BadId, "notice[0].id", &[("id = \"list\"", "id = «\"\"")]),
    case(PolicyCode::BadId, "notice[0].id", &[("id = \"list\"", "id = «\"li\u{202e}st\"")]),
    case(PolicyCode::BadId, "notice[0].id", &[("id = \"list\"", "id = «\"名单\"")]),
    case(PolicyCode::BadId, "notice[0].id", &[("id = \"list\"", "id = «\"-list\"")]),
    case(PolicyCode::BadId, "notice[0].id", &[("id = \"list\"", "id = «\"a-list-a-list-a-list-a-list-a-list-a-list-a-list-a-list-a-list\"")]),
    case(PolicyCode::RepeatedId, "form.row[2].id", &[("id = \"orange-rest\"", "id = «\"orange-river\"")]),
    case(PolicyCode::RepeatedId, "duty[2].id", &[("id = \"teal-call\"", "id = «\"search\"")]),
    case(PolicyCode::EmptyLabel, "office[0].label", &[("{ zh = \"镇政府\", en = \"town government\" }", "«{ zh = \"镇政府\", en = \" \" }")]),
    case(PolicyCode::EmptyLabel, "wording[0].avoid", &[("[\"孤儿\"]", "«[]")]),

    case(PolicyCode::EmptyLabel, "form.publication.mark", &[("mark = \"*\"", "mark = «\" \"")]),
    // A digit in the place of a hidden number would be taken for a number.
    case(PolicyCode::EmptyLabel, "form.publication.mark", &[("mark = \"*\"", "mark = «\"3\"")]),
    case(PolicyCode::OutOfBounds, "form.publication.hide-below", &[("hide-below = 3", "hide-below = «1")]),
    case(PolicyCode::OutOfBounds, "form.publication.hide-below", &[("hide-below = 3", "hide-below = «1001")]),

    // What an office may not know.
    case(PolicyCode::ConfinedFact, "referral[0].fields[1]", &[("fields = [\"key\", \"local.lives-by-the-river\"]", "fields = [\"key\", «\"findings.missing\"]")]),
    case(PolicyCode::ConfinedFact, "notice[0].fields[0]", &[("fields = [\"residence.village\"]", "fields = [«\"findings.missing.found_on\"]")]),
    case(PolicyCode::UnknownFact, "referral[0].fields[1]", &[("fields = [\"key\", \"local.lives-by-the-river\"]", "fields = [\"key\", «\"level\"]")]),
    case(PolicyCode::UnknownOffice, "confined[0].to[0]", &[("id = \"missing\"\nto = [\"town\"]", "id = \"missing\"\nto = [«\"nobody\"]")]),
    case(PolicyCode::UnknownDefinition, "department-list[0].leaves", &[("leaves = \"grown-up\"", "leaves = «\"grown\"")]),

    // Clauses, offices, levels, populations.
    case(PolicyCode::NoClause, "trigger[0].cite", &[("en = \"missing\" }\ncite = [\"c2\"]", "en = \"missing\" }\ncite = «[]")]),
    case(PolicyCode::UnknownClause, "trigger[0].cite[1]", &[("en = \"missing\" }\ncite = [\"c2\"]", "en = \"missing\" }\ncite = [\"c2\", «\"c9\"]")]),
    case(PolicyCode::UnknownOffice, "scope.way-out.by", &[("by = \"town\"", "by = «\"village\"")]),
    case(PolicyCode::UnknownOffice, "referral[0].to[1]", &[("to = [\"school-board\"]\nfrom = [\"town\"]\nlabel = { zh = \"通知学校\"", "to = [\"school-board\", «\"school\"]\nfrom = [\"town\"]\nlabel = { zh = \"通知学校\"")]),
    case(PolicyCode::NoOffice, "duty[0].by", &[("pace = \"at-once\"\nby = [\"town\"]", "pace = \"at-once\"\nby = «[]")]),
    case(PolicyCode::UnknownLevel, "notice[0].levels[1]", &[("[\"purple\", \"orange\"]", "[\"purple\", «\"red\"]")]),
    case(PolicyCode::UnknownPopulation, "category[0].population", &[("population = \"bereaved\"", "population = «\"orphans\"")]),

    // Conditions.
    case(PolicyCode::UnknownDefinition, "scope.outside", &[("outside = \"grown-up\"", "outside = «\"gone\"")]),
    condition!(UnknownDefinition, ".any[1]", "{ any = [{ either-parent = \"parent-dead\" }, «\"nobody\"] }"),
    condition!(UnknownFact, ".any[1].fact", "{ any = [{ either-parent = \"parent-dead\" }, { fact = «\"father.hobby\", is = \"yes\" }] }"),
    condition!(UnknownFact, ".any[1].fact", "{ any = [{ either-parent = \"parent-dead\" }, { fact = «\"local.nothing\", is = \"confirmed\" }] }"),
    case(PolicyCode::UnknownFact, "notice[0].fields[0]", &[("fields = [\"residence.village\"]", "fields = [«\"residence.street\"]")]),
    case(PolicyCode::UnknownValue, "definition[1].when.is", &[("is = \"dead\"", "is = «\"asleep\"")]),
    case(PolicyCode::UnknownValue, "trigger[0].when.is", &[("{ fact = \"findings.missing\", is = \"suspected-or-confirmed\" }", "{ fact = \"findings.missing\", is = «\"suspected\" }")]),
    case(PolicyCode::WrongTest, "definition[0].when", &[("{ fact = \"birth_date\", years = { at-least = 18 } }", "«{ fact = \"birth_date\", is = \"18\" }")]),
    case(PolicyCode::WrongTest, "definition[0].when", &[("{ fact = \"birth_date\", years = { at-least = 18 } }", "«{ fact = \"birth_date\", number = { at-least = 18 } }")]),
    condition!(WrongTest, ".any[1]", "{ any = [{ either-parent = \"parent-dead\" }, «{ fact = \"birth_date\", months = { under = 18 } }] }"),
    condition!(EmptyCondition, ".any[1]", "{ any = [{ either-parent = \"parent-dead\" }, «{ all = [] }] }"),
    condition!(WhichParent, "", "«\"parent-dead\""),
    condition!(WhichParent, ".any[1].fact", "{ any = [{ either-parent = \"parent-dead\" }, { fact = «\"parent.state\", is = \"dead\" }] }"),
    condition!(ParentOfParent, ".either-parent", "{ either-parent = «{ both-parents = \"parent-dead\" } }"),
    condition!(Cycle, ".any[0]", "{ any = [«\"bereaved\", { either-parent = \"parent-dead\" }] }"),
    case(PolicyCode::OutOfBounds, "definition[0].when", &[("{ fact = \"birth_date\", years = { at-least = 18 } }", "«{ fact = \"birth_date\", years = { at-least = 0 } }")]),
    case(PolicyCode::OutOfBounds, "definition[0].when", &[("{ fact = \"birth_date\", years = { at-least = 18 } }", "«{ fact = \"birth_date\", years = { at-least = 4294967295 } }")]),
    case(PolicyCode::OutOfBounds, "core-districts[0].counties[1]", &[("[998801, 998802]", "[998801, «998702]")]),
    case(PolicyCode::OutOfBounds, "organisation-duty[0].times", &[("times = 2", "times = «0")]),

    // Readings.
    case(PolicyCode::UnknownReading, "definition[3].when.any[1].all[0]", &[("{ reading = \"river\", is = \"never\" }", "«{ reading = \"lake\", is = \"never\" }")]),
    case(PolicyCode::UnknownReading, "reading[0].used-by", &[("used-by = \"rules\"", "used-by = «\"engine\"")]),
    case(PolicyCode::UnknownAlternative, "reading[0].chosen", &[("chosen = \"counts\"", "chosen = «\"often\"")]),
    case(PolicyCode::UnknownAlternative, "definition[3].when.any[1].all[0]", &[("{ reading = \"river\", is = \"never\" }", "«{ reading = \"river\", is = \"seldom\" }")]),
    case(PolicyCode::UnknownAlternative, "reading[2].alternatives[1].id", &[("id = \"excluded\"", "id = «\"left-out\"")]),
    case(PolicyCode::ReadingMissing, "", &[("id = \"closing-of-findings\"", "id = \"closing-of-rivers\""), ("used-by = \"engine\" # closing", "used-by = \"rules\"")]),

    // Levels and what follows from them.
    case(PolicyCode::LevelsOutOfOrder, "level[1].rank", &[("rank = 20", "rank = «30")]),
    case(PolicyCode::EveryMember, "level[1].every-member", &[("colour = \"#ef6c00\"", "colour = \"#ef6c00\"\nevery-member = «true")]),
    case(PolicyCode::LevelWithoutTrigger, "level[2].id", &[("id = \"teal\"", "id = «\"teal\""), ("every-member = true", "every-member = false")]),
    case(PolicyCode::LevelWithoutDuty, "level[2].id", &[("id = \"teal\"", "id = «\"teal\""), ("levels = [\"teal\"]\n", "levels = [\"orange\"]\n")]),
    case(PolicyCode::DutyWithoutCause, "duty[0].id", &[("id = \"search\"\nlevels = [\"purple\"]", "id = «\"search\""), ("levels = [\"teal\"]", "levels = [\"teal\", \"purple\"]")]),
    case(PolicyCode::DatesOutOfOrder, "document.until", &[("until = \"2031-12-31\"", "until = «\"2029-12-31\"")]),
    case(PolicyCode::DatesOutOfOrder, "organisation-duty[0].pace", &[("{ yearly-by = \"11-30\" }", "«{ during = { from = \"2030-05-02\", until = \"2030-05-01\" } }")]),
    case(PolicyCode::BadPace, "organisation-duty[0].pace", &[("{ yearly-by = \"11-30\" }", "«{ yearly-by = \"11-31\" }")]),
    case(PolicyCode::BadPace, "duty[1].pace", &[("{ every-months = 1 }", "«{ every-months = 0 }")]),
    case(PolicyCode::BadPace, "duty[1].pace", &[("{ every-months = 1 }", "«\"from-time-to-time\"")]),
    case(PolicyCode::BadColour, "level[2].colour", &[("\"#00838f\"", "«\"#00838\"")]),
    case(PolicyCode::EmptyLabel, "form.words.unit", &[("unit = { zh = \"单位\"", "unit = «{ zh = \" \"")]),
    case(PolicyCode::UnknownLevel, "form.level-cells.pink", &[("[form.words]", "[form.level-cells]\npink = «{ zh = \"粉\", en = \"pink\" }\n\n[form.words]")]),
    case(PolicyCode::UnknownReading, "form.row[1].renamed[0].reading", &[("when = \"by-the-river\"\nof-which", "when = \"by-the-river\"\nrenamed = [{ reading = «\"sea\", is = \"never\", label = { zh = \"海边\", en = \"sea\" } }]\nof-which")]),
    case(PolicyCode::UnknownAlternative, "form.row[1].renamed[0].is", &[("when = \"by-the-river\"\nof-which", "when = \"by-the-river\"\nrenamed = [{ reading = \"river\", is = «\"often\", label = { zh = \"海边\", en = \"sea\" } }]\nof-which")]),
    case(PolicyCode::UnknownReading, "reading[0].used-by", &[("used-by = \"rules\"\n\n# The readings that the engine", "used-by = «\"form\"\n\n# The readings that the engine")]),
    case(PolicyCode::BadRows, "form.row[2].number", &[("number = 2", "number = «3")]),
    case(PolicyCode::BadRows, "form.row[1].when", &[("[[form.row]]\nid = \"orange-river\"", "«[[form.row]]\nid = \"orange-river\""), ("en = \"by the river\" }\nwhen = \"by-the-river\"\n", "en = \"by the river\" }\n")]),

    // Warnings.
    case(PolicyCode::DeadRule, "trigger[1].when", &[("{ all = [\"bereaved\", \"by-the-river\"] }", "«{ all = [\"grown-up\", \"bereaved\"] }")]),
    case(PolicyCode::DeadRule, "referral[0].when", &[("{ fact = \"findings.dropped_out\", is = \"suspected-or-confirmed\" }", "«{ all = [\"bereaved\", { both-parents = { not = \"parent-dead\" } }] }")]),
    case(PolicyCode::ShadowedTrigger, "trigger[1].when", &[("{ all = [\"bereaved\", \"by-the-river\"] }", "«{ all = [\"bereaved\", { fact = \"findings.missing\", is = \"confirmed\" }] }")]),
    case(PolicyCode::ContactedMoreOften, "level[2].id", &[("id = \"teal\"", "id = «\"teal\""), ("pace = { every-months = 1 }", "pace = { every-months = 3 }")]),
    case(PolicyCode::AdverseLowers, "trigger[1].when", &[("{ all = [\"bereaved\", \"by-the-river\"] }", "«{ all = [\"bereaved\", \"by-the-river\", { not = { fact = \"findings.dropped_out\", is = \"suspected-or-confirmed\" } }] }")]),
    case(PolicyCode::AdverseLowers, "population[0].when", &[("en = \"bereaved children\" }\ncite = [\"c1\"]\nwhen = \"bereaved\"", "en = \"bereaved children\" }\ncite = [\"c1\"]\nwhen = «{ all = [\"bereaved\", { fact = \"hiv_infection\", is = \"no\" }] }")]),
    case(PolicyCode::ParentsNotAlike, "category[0].when", &[("{ both-parents = \"parent-dead\" }", "«{ father = \"parent-dead\" }")]),
    case(PolicyCode::ClauseWithoutRule, "clause[2].id", &[("id = \"c3\"", "id = «\"c3\""), ("not-encoded = { zh = \"没有可检验的条件\", en = \"nothing to test\" }\n", "")]),
    case(PolicyCode::Unused, "office[2].id", &[("[[definition]]\nid = \"grown-up\"", "[[office]]\nid = «\"library\"\nlabel = { zh = \"图书馆\", en = \"library\" }\n\n[[definition]]\nid = \"grown-up\"")]),
    case(PolicyCode::Unused, "definition[4].id", &[("[[population]]", "[[definition]]\nid = «\"idle\"\nlabel = { zh = \"闲置\", en = \"idle\" }\ncite = [\"c1\"]\nwhen = \"bereaved\"\n\n[[population]]")]),
    case(PolicyCode::Unused, "fact[1].id", &[("[[clause]]\nid = \"c1\"", "[[fact]]\nid = «\"likes-fish\"\njudgement = false\nlabel = { zh = \"爱吃鱼\", en = \"likes fish\" }\ncite = [\"c1\"]\n\n[[clause]]\nid = \"c1\"")]),
    case(PolicyCode::Unused, "reading[0].id", &[("id = \"river\"\nnumber", "id = «\"river\"\nnumber"), ("{ reading = \"river\", is = \"counts\" }", "{ fact = \"findings.lives_alone\", is = \"confirmed\" }"), ("{ reading = \"river\", is = \"never\" }", "{ fact = \"findings.lives_alone\", is = \"confirmed\" }")]),
];
