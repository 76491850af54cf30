// Made from schemas/child.schema.json by `cargo xtask generate`; not to be changed by hand.

/**
 * Birth date.
 */
export type NoName = string | null;
/**
 * The day of the care agreement.
 */
export type NoName2 = string | null;
/**
 * Whether a care agreement (委托照护书) is signed.
 */
export type NoName3 = "no" | "yes" | "unknown" | null;
/**
 * Birth date.
 */
export type NoName4 = string | null;
/**
 * Capacity for civil acts.
 */
export type NoName5 = "full" | "limited" | "none" | "unknown" | null;
/**
 * Lacks the ability to care, or neglects it.
 */
export type NoName6 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
export type Text = string | number | null;
/**
 * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
 */
export type Date = string | null;
/**
 * Relation to the child.
 */
export type NoName7 =
  | "father"
  | "mother"
  | "grandparent"
  | "elder-sibling"
  | "other-relative"
  | "non-relative"
  | "institution"
  | "nobody"
  | "unknown"
  | null;
/**
 * How far the carer can look after themselves.
 */
export type NoName8 = "able" | "half-disabled" | "disabled" | "unknown" | null;
/**
 * The office that decided.
 */
export type NoName10 = string | number | null;
/**
 * The category it assigns, by the id in the policy.
 */
export type NoName11 = string | number | null;
/**
 * The document.
 */
export type NoName12 = string | number | null;
/**
 * The level it assigns, by the id in the policy.
 */
export type NoName13 = string | number | null;
/**
 * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
 */
export type NoName14 = string | null;
/**
 * The grade named on the certificate.
 */
export type NoName16 = "none" | "1" | "2" | "3" | "4" | "unknown" | null;
/**
 * The kind named on the certificate.
 */
export type NoName17 =
  | "none"
  | "visual"
  | "hearing"
  | "speech"
  | "physical"
  | "intellectual"
  | "mental"
  | "multiple"
  | "unknown"
  | null;
/**
 * For a certificate of several kinds: whether a mental or an intellectual disability is among them.
 */
export type NoName18 = "no" | "yes" | "unknown" | null;
/**
 * Back at school, or repeating a year (已复学复读).
 */
export type NoName20 = "no" | "yes" | "unknown" | null;
/**
 * Regular follow-up has begun (已定期介入跟踪).
 */
export type NoName21 = "no" | "yes" | "unknown" | null;
/**
 * An intervention has been made (已干预).
 */
export type NoName22 = "no" | "yes" | "unknown" | null;
/**
 * Support is secured (已落实保障).
 */
export type NoName23 = "no" | "yes" | "unknown" | null;
/**
 * Whether the place of work lies in another county. Follows from the two counties where both are known.
 */
export type NoName26 = "no" | "yes" | "unknown" | null;
/**
 * County of the place of work.
 */
export type NoName27 = string | number | null;
/**
 * Returns from the present absence, with the reason of each.
 */
export type NoName28 = Return[];
/**
 * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
 */
export type NoName29 = string | null;
/**
 * Whether place of work and of registration both lie in the core districts of one city. Follows from the two counties.
 */
export type NoName30 = "no" | "yes" | "unknown" | null;
/**
 * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
 */
export type NoName32 = string | null;
/**
 * The kind. After a release it is none: record it, since no date alone ends custody.
 */
export type NoName33 =
  "none" | "sentence" | "compulsory-rehabilitation" | "other-restriction" | "detention" | "unknown" | null;
/**
 * Length of the sentence or order in months. Follows from the two days where they are known.
 */
export type NoName34 = number | null;
/**
 * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
 */
export type NoName35 = string | null;
/**
 * Guardianship revoked by a court (被撤销监护资格).
 */
export type NoName37 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * A recorded judgement that this parent cannot exercise guardianship (经综合判断).
 */
export type NoName38 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Long-term heavy drinking.
 */
export type NoName39 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Long-term drug use.
 */
export type NoName40 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Long-term gambling.
 */
export type NoName41 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Another long-term habit of that weight, the document's “等”.
 */
export type NoName42 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
 */
export type NoName44 = string | null;
/**
 * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
 */
export type NoName45 = string | null;
/**
 * Whether contact is lost.
 */
export type NoName46 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Whether the parent has given no support in that time. Not a word of it is a no word: unknown.
 */
export type NoName47 = "no" | "yes" | "unknown" | null;
/**
 * Removed or deported from the country (被遣送、驱逐出境).
 */
export type NoName48 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * A serious illness on the local list (重病).
 */
export type NoName49 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * State of life.
 */
export type NoName50 = "alive" | "dead" | "declared-missing" | "never-traceable" | "unknown" | null;
/**
 * Basic information.
 */
export type NoName52 = "no" | "yes" | "unknown" | null;
/**
 * Problems found and what is to be done.
 */
export type NoName53 = "no" | "yes" | "unknown" | null;
/**
 * Records of support given.
 */
export type NoName54 = "no" | "yes" | "unknown" | null;
/**
 * Records of visits.
 */
export type NoName55 = "no" | "yes" | "unknown" | null;
/**
 * Work log.
 */
export type NoName56 = "no" | "yes" | "unknown" | null;
/**
 * Abandonment.
 */
export type NoName58 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Psychology or behaviour is abnormal.
 */
export type NoName59 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Disabled, without a certificate.
 */
export type NoName60 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Dropped out of compulsory schooling.
 */
export type NoName61 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Entitled to education aid, without receiving it.
 */
export type NoName62 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Guardianship is wholly absent.
 */
export type NoName63 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Guardianship is insufficient.
 */
export type NoName64 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Guardianship is severely insufficient.
 */
export type NoName65 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Lives alone, apart from any guardian.
 */
export type NoName66 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Maltreatment.
 */
export type NoName67 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Ought to be medically insured, and is not.
 */
export type NoName68 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Missing.
 */
export type NoName69 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * The case needs several departments to decide together.
 */
export type NoName70 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Another unlawful harm, the document's “等”.
 */
export type NoName71 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Entitled to rehabilitation, without receiving it.
 */
export type NoName72 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Roams the streets.
 */
export type NoName73 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Severe mental illness or disorder.
 */
export type NoName74 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Sexual abuse.
 */
export type NoName75 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Suicide or self-harm, tried or threatened.
 */
export type NoName76 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Trafficking.
 */
export type NoName77 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Violent injury.
 */
export type NoName78 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Infection with HIV. Supported at the orphans' rate; never in a list to those whose clause does not name it.
 */
export type NoName79 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * Whether the registered place is a village, by the statistical code. Decides for a unified registration.
 */
export type NoName81 = "village" | "town" | "unknown" | null;
/**
 * Whether the household belongs to a village collective or holds contracted land. Decides where the area is not known.
 */
export type NoName82 = "no" | "yes" | "unknown" | null;
/**
 * County of household registration.
 */
export type NoName83 = string | number | null;
/**
 * Kind of household registration.
 */
export type NoName84 = "rural" | "urban" | "unified" | "unknown" | null;
/**
 * Place in social assistance.
 */
export type NoName85 =
  | "none"
  | "minimum-living-allowance"
  | "minimum-living-edge"
  | "expenditure-type"
  | "extreme-hardship"
  | "unknown"
  | null;
/**
 * Whether the family is a rural single-parent family (农村单亲家庭).
 */
export type NoName86 = "no" | "yes" | "unknown" | null;
/**
 * An opaque key that the sender chose. No answer depends on it.
 */
export type NoName87 = string | number | null;
/**
 * With whom the child lives most of the time.
 */
export type NoName88 =
  | "both-parents"
  | "father"
  | "mother"
  | "grandparents"
  | "relatives"
  | "others"
  | "institution"
  | "school"
  | "alone"
  | "unknown"
  | null;
/**
 * A finding: no, suspected (疑似), confirmed or unknown; an object where it is known who found or closed it.
 */
export type NoName89 =
  | ("unknown" | "no" | "suspected" | "confirmed" | null)
  | {
      closed_by?: Text;
      closed_on?: Date;
      closing_document?: Text;
      found_by?: Text;
      found_on?: Date;
      state?: "unknown" | "no" | "suspected" | "confirmed";
    };
/**
 * County.
 */
export type NoName92 = string | number | null;
/**
 * Town or street.
 */
export type NoName93 = string | number | null;
/**
 * Village or community.
 */
export type NoName94 = string | number | null;
/**
 * The child director or social worker responsible: an opaque code or a name of staff, for worklists.
 */
export type NoName95 = string | number | null;
/**
 * Whether the child is at school now.
 */
export type NoName97 = "no" | "yes" | "unknown" | null;
/**
 * Basic living support received now.
 */
export type NoName99 = "none" | "orphan" | "hiv-infected" | "de-facto-unattended" | "unknown" | null;
/**
 * Whether basic living support has ended. Follows from the day on which it did.
 */
export type NoName100 = "no" | "yes" | "unknown" | null;
/**
 * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
 */
export type NoName101 = string | null;
/**
 * Why it ended.
 */
export type NoName102 = "died" | "came-of-age" | "parent-recovered" | "adopted" | "other" | "unknown" | null;
/**
 * Certified as an orphan by county civil affairs.
 */
export type NoName103 = "no" | "yes" | "unknown" | null;
/**
 * Certified as de facto unattended by county civil affairs.
 */
export type NoName104 = "no" | "yes" | "unknown" | null;
/**
 * Which ground of the law (未成年人保护法 92 or 94) was recorded, as article and item.
 */
export type NoName105 = string | number | null;
/**
 * Whether that guardianship is in place: the child is placed with relatives, a foster family or an institution.
 */
export type NoName106 = "no" | "yes" | "unknown" | null;
/**
 * Belongs to another type that a law or a higher government's document names.
 */
export type NoName107 = "no" | "yes" | "unknown" | null;
/**
 * The document that names that type.
 */
export type NoName108 = string | number | null;
/**
 * Whether civil affairs must take over guardianship, and how.
 */
export type NoName109 = "none" | "temporary" | "long-term" | "unknown" | null;

/**
 * A child's record. Every field may be unknown, and unknown is never a no.
 *
 * The key is opaque: a name or a citizen number has no place in it.
 */
export interface Child {
  birth_date?: NoName;
  carer?: NoName1;
  decision?: NoName9;
  disability?: NoName15;
  done?: NoName19;
  father?: NoName24;
  file?: NoName51;
  findings?: NoName57;
  hiv_infection?: NoName79;
  household?: NoName80;
  key?: NoName87;
  lives_with?: NoName88;
  /**
   * Facts that the policy itself declares, by their id. Only findings; see `[[fact]]` in the policy file.
   */
  local?: {
    [k: string]: NoName89;
  };
  mother?: NoName90;
  residence?: NoName91;
  school?: NoName96;
  support?: NoName98;
}
/**
 * Whoever looks after the child day by day.
 */
export interface NoName1 {
  agreement_on?: NoName2;
  agreement_signed?: NoName3;
  birth_date?: NoName4;
  capacity?: NoName5;
  lacks_ability_or_neglects?: NoName6;
  relation?: NoName7;
  self_care?: NoName8;
}
/**
 * A recorded decision of the township or a case conference. It stands beside the rules' result, never in place of it.
 */
export interface NoName9 {
  by?: NoName10;
  category?: NoName11;
  document?: NoName12;
  level?: NoName13;
  on?: NoName14;
}
/**
 * The child's own disability certificate.
 */
export interface NoName15 {
  grade?: NoName16;
  kind?: NoName17;
  mental_or_intellectual?: NoName18;
}
/**
 * What has been done for the child.
 */
export interface NoName19 {
  back_at_school?: NoName20;
  followed_up?: NoName21;
  intervened?: NoName22;
  secured?: NoName23;
}
/**
 * The father.
 */
export interface NoName24 {
  away?: NoName25;
  custody?: NoName31;
  disability?: NoName36;
  guardianship_revoked?: NoName37;
  judged_unable?: NoName38;
  long_term_alcohol?: NoName39;
  long_term_drugs?: NoName40;
  long_term_gambling?: NoName41;
  long_term_other?: NoName42;
  out_of_contact?: NoName43;
  removed_from_country?: NoName48;
  serious_illness?: NoName49;
  state?: NoName50;
}
/**
 * Absence for work.
 */
export interface NoName25 {
  across_counties?: NoName26;
  county?: NoName27;
  /**
   * Whether the parent is away for work now.
   */
  for_work?: "no" | "yes" | "unknown" | null;
  returns?: NoName28;
  since?: NoName29;
  within_core?: NoName30;
}
/**
 * One return from an absence for work.
 */
export interface Return {
  /**
   * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
   */
  from?: string | null;
  /**
   * Why.
   */
  reason?: "visit-or-leave" | "back-to-live" | "unknown" | null;
  /**
   * A calendar day as far as it is known: 2012-05-14, 2012-05, 2012, or a span 2012-05-14/2012-06-30; null where it is not known.
   */
  until?: string | null;
}
/**
 * Restriction of freedom.
 */
export interface NoName31 {
  from?: NoName32;
  kind?: NoName33;
  term_months?: NoName34;
  until?: NoName35;
}
/**
 * Disability certificate.
 */
export interface NoName36 {
  grade?: NoName16;
  kind?: NoName17;
  mental_or_intellectual?: NoName18;
}
/**
 * Loss of contact (失联).
 */
export interface NoName43 {
  reported_on?: NoName44;
  since?: NoName45;
  state?: NoName46;
  without_support?: NoName47;
}
/**
 * The five parts of the child's file (一人一档).
 */
export interface NoName51 {
  basic_information?: NoName52;
  problems_and_solutions?: NoName53;
  support_records?: NoName54;
  visit_records?: NoName55;
  work_log?: NoName56;
}
/**
 * What people who know the child have found.
 */
export interface NoName57 {
  abandonment?: NoName58;
  abnormal_psychology_or_behaviour?: NoName59;
  disabled_without_certificate?: NoName60;
  dropped_out?: NoName61;
  education_aid_missing?: NoName62;
  guardianship_absent?: NoName63;
  guardianship_insufficient?: NoName64;
  guardianship_severely_insufficient?: NoName65;
  lives_alone?: NoName66;
  maltreatment?: NoName67;
  medical_insurance_missing?: NoName68;
  missing?: NoName69;
  needs_case_conference?: NoName70;
  other_unlawful_harm?: NoName71;
  rehabilitation_missing?: NoName72;
  roaming?: NoName73;
  severe_mental_illness?: NoName74;
  sexual_abuse?: NoName75;
  suicide_or_self_harm?: NoName76;
  trafficking?: NoName77;
  violent_injury?: NoName78;
}
/**
 * Household: registration, county, social assistance.
 */
export interface NoName80 {
  area?: NoName81;
  collective_member?: NoName82;
  county?: NoName83;
  registration?: NoName84;
  relief?: NoName85;
  single_parent?: NoName86;
}
/**
 * The mother.
 */
export interface NoName90 {
  away?: NoName25;
  custody?: NoName31;
  disability?: NoName36;
  guardianship_revoked?: NoName37;
  judged_unable?: NoName38;
  long_term_alcohol?: NoName39;
  long_term_drugs?: NoName40;
  long_term_gambling?: NoName41;
  long_term_other?: NoName42;
  out_of_contact?: NoName43;
  removed_from_country?: NoName48;
  serious_illness?: NoName49;
  state?: NoName50;
}
/**
 * Where the child lives now.
 */
export interface NoName91 {
  county?: NoName92;
  township?: NoName93;
  village?: NoName94;
  worker?: NoName95;
}
/**
 * School.
 */
export interface NoName96 {
  enrolled?: NoName97;
}
/**
 * Support: guardianship by the state, certified categories, benefits.
 */
export interface NoName98 {
  benefit?: NoName99;
  benefit_ended?: NoName100;
  benefit_ended_on?: NoName101;
  benefit_ended_why?: NoName102;
  certified_orphan?: NoName103;
  certified_unattended?: NoName104;
  guardianship_ground?: NoName105;
  guardianship_in_place?: NoName106;
  other_type?: NoName107;
  other_type_document?: NoName108;
  state_guardianship?: NoName109;
}
