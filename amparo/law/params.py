# ruff: noqa: RUF009 - these calls declare fields, as dataclasses.field does.
"""Every parameter of an action, with its values, default and meaning."""

from dataclasses import dataclass
from datetime import datetime

from amparo.law.fields import FieldSpec, build_specs, param, required
from amparo.law.vocabulary import (
    Audience,
    BiaFactor,
    Checks,
    ClosureReason,
    Confirmation,
    CountingUnit,
    DataGroup,
    FormBand,
    GuardianKind,
    InterviewSubject,
    Iso3,
    LegalBasis,
    NewCustody,
    OrgKind,
    PlacementCondition,
    PlacementType,
    Purpose,
    ReasonCode,
    RecipientAgreement,
    ReturnMode,
    ScreeningMode,
    SiblingsPlan,
    Solution,
    SupportPerson,
    TracingChannel,
    TracingMode,
    YesNo,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A reasoned request of a supervisor to lift the rules of level hold."""

    by_org_kind: OrgKind = required()
    reason: str = required(min_length=10, max_length=2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A table that would be published, and the checks that it passed."""

    audience: Audience = param("public", "Audience")
    smallest_cell: int = param(0, "Smallest cell that is not zero, after suppression", most=999999999)
    checks: frozenset[Checks] = param(frozenset(), "Checks passed")
    counting_unit: CountingUnit = param("none", "What is counted")
    contributors: frozenset[Iso3] = param(frozenset(), "Contributing countries")
    approved_by: frozenset[Iso3] = param(frozenset(), "Countries whose data owner has approved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The circumstances of the action itself; what is not stated is never presumed.

    Instants are aware and in whole seconds."""

    actor_org_kind: OrgKind | None = param(None, "Kind of institution of the person who acts")
    override: Override | None = param(None, "Reasoned override of hold rules: {by_org_kind, reason}")
    second_approver: bool = param(False, "A second person with authority has signed")
    reason_codes: frozenset[ReasonCode] = param(frozenset(), "Coded reasons of the decision")
    legal_basis: LegalBasis = param("none", "Legal basis of the act")
    purpose: Purpose | None = param(None, "Purpose of the transfer of data")
    fields: frozenset[DataGroup] = param(frozenset(), "Groups of data that would leave or be taken")
    recipient_org_kind: OrgKind | None = param(None, "Kind of institution that receives")
    recipient_country: Iso3 | None = param(None, "Country that receives; null means the same country")
    recipient_agreement: RecipientAgreement = param("none", "Agreement with the recipient in force")
    recipient_verified: bool = param(
        False, "The recipient is active and verified in the directory, and has signed the confidentiality undertaking"
    )
    trained_staff: bool = param(False, "The person who acts is trained to work with children")
    private_space: bool = param(False, "Private room, no companions present")
    support_person: SupportPerson = param("absent", "Guardian or person of trust at the interview")
    same_sex_offered: bool = param(False, "The child was offered a choice of the sex of the interviewer")
    interview_subject: InterviewSubject = param("general", "Subject of the interview")
    interviews_same_subject_30d: int = param(
        0, "Earlier interviews on that subject in the last 30 days (0 to 99)", most=99
    )
    duplicate_candidates: int = param(0, "Unresolved duplicate candidates (0 to 99)", most=99)
    screening_mode: ScreeningMode = param("asked", "Questions are asked, or only observation is recorded")
    form_band: FormBand = param("all_ages", "Age band of the form in use")
    sections_unanswered: int | None = param(
        None, "Sections without an answer, or answered unknown without a task (0 to 99)", most=99
    )
    trafficking_items_observed: int = param(0, "Trafficking items answered by observation (0 to 99)", most=99)
    trafficking_items_asked: int = param(0, "Trafficking items asked (0 to 99)", most=99)
    fear_asked_properly: bool = param(False, "Fear of return asked after information, in the language of the child")
    guardian_kind: GuardianKind = param("formal", "Kind of appointment")
    candidate_suitable: YesNo = param("unknown", "The proposed guardian has been vetted and trained")
    candidate_conflict: YesNo = param("unknown", "The proposed guardian has a conflict of interest")
    placement_type: PlacementType | None = param(None, "Proposed placement")
    placement_authorised: YesNo = param("unknown", "Provider licensed, staff vetted, place free")
    placement_suits: YesNo = param("unknown", "Suits age, gender identity, language, disability and safety")
    placement_conditions: frozenset[PlacementCondition] = param(
        frozenset(), "Conditions of the placement that have been recorded"
    )
    siblings_plan: SiblingsPlan = param("not_stated", "What happens to brothers and sisters")
    to_custody: NewCustody | None = param(None, "Custody that would receive the child")
    confirmations: frozenset[Confirmation] = param(frozenset(), "Facts about the act that the person who acts confirms")
    cross_border: bool = param(False, "The movement crosses an international border")
    bia_factors: frozenset[BiaFactor] = param(frozenset(), "Factors rated with evidence")
    unplanned_high_risks: int | None = param(
        None, "Factors at high risk without a responsible person and date (0 to 99)", most=99
    )
    bid_recommended: bool = param(False, "The assessment recommends a determination")
    options: frozenset[Solution] = param(frozenset(), "Options compared")
    solution: Solution | None = param(None, "Solution that would be decided")
    tracing_mode: TracingMode = param("active", "Active search, or search in records only")
    tracing_channel: TracingChannel = param("none", "Channel of the search")
    return_mode: ReturnMode | None = param(None, "Mode of return")
    arrival_planned_at: datetime | None = param(None, "Planned arrival, written with the offset of the destination")
    stay_checked_at: datetime | None = param(None, "Last check of court registers for a stay")
    release_to_caregiver: bool = param(False, "The child would be handed to the caregiver now")
    closure_reason: ClosureReason | None = param(None, "Reason to close")
    contact_attempts: int = param(0, "Attempts of contact (0 to 99)", most=99)
    contact_channels: int = param(0, "Different channels used (0 to 99)", most=99)
    missing_protocol_days: int = param(0, "Days that the missing child protocol has been active (0 to 9999)", most=9999)
    dataset: Dataset | None = param(None, "Properties of the table to publish")


PARAMS: dict[str, FieldSpec] = build_specs(Params)
"""Every parameter by name, in the order of the specification."""
