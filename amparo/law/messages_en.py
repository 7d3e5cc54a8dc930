"""Messages in English: what is missing and what to do, by code of the rule."""

from typing import Final

from amparo.law.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "actor_not_competent": Message(
        "Your institution has no competence for this act", "Pass it to the competent institution"
    ),
    "subject_is_adult": Message("A final decision found this person to be an adult", "Use the route for adults"),
    "case_closed": Message("The case is closed", "Reopen it with a reason"),
    "collective_decision": Message("The decision is not shown to be individual", "Decide case by case"),
    "non_rights_ground": Message(
        "The decision rests on no factor of the best interests",
        "Give reasons from the best interests; cost or migration control are not enough",
    ),
    "child_not_informed": Message(
        "The child has not been told of rights and process", "Inform in a language and form the child understands"
    ),
    "interpreter_missing": Message(
        "A qualified interpreter is missing", "Call an interpreter; use neither relatives nor other children"
    ),
    "child_not_heard": Message("The child has not been heard", "Give the opportunity to be heard and record the views"),
    "guardian_required": Message(
        "No valid decision without a guardian free of conflict", "Appoint a guardian, at least interim"
    ),
    "siblings_separated": Message(
        "Brothers or sisters would be separated without a recorded reason", "Keep them together or give reasons"
    ),
    "stay_order": Message("A judicial stay is in force or not excluded", "Obey the order, or check that none exists"),
    "screening_required": Message("The screening required for this act is missing", "Do or complete the screening"),
    "excess_fields": Message(
        "More data than the minimum for the purpose", "State the purpose and remove the surplus fields"
    ),
    "second_approver_missing": Message("The second signature is missing", "Ask for the supervisor's signature"),
    "feared_country": Message("The recipient country is missing or is feared", "Choose another country or do not send"),
    "registrar_not_trained": Message(
        "Recorded by staff without child training", "Have specialised staff verify within 24 hours"
    ),
    "biometrics_without_basis": Message(
        "No biometrics without legal basis and authorisation", "Register without biometrics"
    ),
    "possible_duplicate": Message("A case for this child may already exist", "Compare and link, or declare distinct"),
    "not_registered": Message("Register the child first", "Open a quick registration"),
    "urgent_needs_pending": Message("Urgent needs are unattended", "Attend to water, food, rest and health first"),
    "not_private": Message("There is no privacy", "Use a private space, without companions"),
    "item_not_for_age": Message("The form does not fit the age", "Use the adapted version"),
    "sections_missing": Message("Sections are unanswered", "Answer, or schedule follow-up"),
    "trafficking_not_screened": Message("Trafficking has not been screened", "Complete the trafficking section"),
    "insufficient_trafficking_screen": Message(
        "No sufficient basis to exclude trafficking", "Complete the minimum items"
    ),
    "fear_not_properly_asked": Message(
        "Fear of return was not asked in valid conditions", "Ask again after informing, in the child's language"
    ),
    "staff_not_trained": Message(
        "Staff specialised in children must act", "Assign a child protection officer, psychologist or social worker"
    ),
    "no_support_person": Message(
        "A guardian or support person must be present", "Call one; from age 12 the child may ask to be alone"
    ),
    "same_sex_not_offered": Message("No choice of the interviewer's sex was offered", "Offer it"),
    "repeat_interview": Message(
        "These facts were told twice in 30 days", "Read what was said and ask only what is missing"
    ),
    "consular_interview_not_allowed": Message(
        "A consular interview requires acceptance and no protection need", "Do not hold it; inform the child"
    ),
    "scope_exceeded": Message(
        "Migration and police do not take the asylum or trafficking account",
        "Record signs only and refer to protection",
    ),
    "asylum_interview_alone": Message("No asylum interview without guardian and legal representative", "Appoint both"),
    "protection_blocks_consulate": Message(
        "Fear or international protection exists or is not excluded",
        "Withhold notification and tell the refugee authority",
    ),
    "agent_may_be_state": Message(
        "The State is not excluded as agent of persecution", "Withhold and review in the assessment"
    ),
    "consular_consent_missing": Message("The will of the child or guardian is missing", "Inform and ask"),
    "nationality_not_established": Message(
        "Nationality is not established or not that of the consulate", "Open an identification task"
    ),
    "excess_data_to_consulate": Message("Unneeded data would reach the consulate", "Reduce the fields"),
    "stateless_no_consulate": Message(
        "Statelessness is not excluded: there is no consulate to notify", "Go to the statelessness authority"
    ),
    "asylum_not_explained": Message("Nobody has explained the right to seek asylum", "Inform before notifying"),
    "protection_blocks_origin": Message(
        "Fear or international protection exists or is not excluded: nothing reaches the country of origin",
        "Keep the block",
    ),
    "trafficking_unresolved": Message(
        "Trafficking is neither excluded nor resolved", "Resolve with the trafficking authority"
    ),
    "family_implicated": Message(
        "Involvement of the family is not excluded", "Assess first and do not reveal whereabouts"
    ),
    "consent_missing": Message("Informed consent is missing", "Inform and ask"),
    "recipient_not_protective": Message("The recipient is not a suitable protection authority", "Change the recipient"),
    "no_sharing_agreement": Message(
        "No agreement or code of ethics with the recipient", "Use the foreign ministry or the Technical Secretariat"
    ),
    "purpose_not_allowed": Message("The purpose is not allowed", "Choose a purpose from the list"),
    "recipient_not_origin": Message(
        "The recipient is not the recorded country of origin", "Correct the country or use another gate"
    ),
    "recipient_unknown": Message(
        "Institution unverified or without confidentiality undertaking", "Verify and sign the undertaking"
    ),
    "no_protocol": Message("There is no protocol with that institution", "Use another or sign one"),
    "firewall": Message(
        "Migration and police receive identity and custody status only", "Remove account, health, asylum and address"
    ),
    "use_other_gate": Message(
        "This act belongs to another gate", "Use consular notification, sharing with origin or return"
    ),
    "asylum_confidential": Message(
        "Asylum information goes only to those who may receive it", "Change recipient or remove fields"
    ),
    "location_reserved": Message("Whereabouts are reserved until trafficking is excluded", "Remove the location"),
    "guardian_not_needed": Message("There is a verified parent or carer without risk", "Record the bond"),
    "guardian_conflict": Message("A conflict of interest of the candidate is not excluded", "Propose another person"),
    "guardian_not_vetted": Message("Suitability and training are unverified", "Check background and training"),
    "guardian_basis_missing": Message(
        "The act of appointment required by national law is missing", "Ask the competent authority for it"
    ),
    "detention_is_not_care": Message(
        "A place of detention is not protective care", "Choose foster care or an open shelter"
    ),
    "placement_not_authorised": Message(
        "The place is missing or has no licence and vacancy", "Choose a licensed place"
    ),
    "placement_unsuitable": Message(
        "The place does not suit age, gender, language or safety", "Choose another, or an emergency stay with an alert"
    ),
    "under_three_institution": Message("Under 3 years, family care only", "Find a foster family"),
    "not_least_restrictive": Message(
        "No reasons why family or community care is not used", "Record the options excluded"
    ),
    "family_separation_without_basis": Message(
        "No separation from the family without known risk or court order", "Assess the risk or seek a court order"
    ),
    "unsafe_for_trafficking": Message(
        "No confidential address for a possible trafficking victim", "Use a specialised shelter"
    ),
    "protection_measure_missing": Message("The protection measure, or its request, is missing", "Request it now"),
    "transfer_to_enforcement": Message("No hand-over to migration or police custody", "Channel to protection"),
    "receiver_not_confirmed": Message(
        "Destination or acceptance by the receiver is missing", "Confirm name, place and time"
    ),
    "handover_record_incomplete": Message(
        "The hand-over record is incomplete", "Complete health, belongings and documents"
    ),
    "child_not_told_journey": Message(
        "The child was not told where, why and who receives", "Explain the journey and record the views"
    ),
    "unsafe_transport": Message("Transport is not shown to be safe", "No restraints, no unrelated adults, by day"),
    "release_not_verified": Message("Release to the family is not verified", "Verify bond and risk"),
    "factors_missing": Message("Best interests factors are missing", "Rate each factor with evidence"),
    "plan_missing": Message("A high risk has no responsible person or date", "Assign actions"),
    "guardian_pending": Message("No guardian requested yet", "Request in parallel"),
    "bid_flag_mismatch": Message(
        "A determination is required but the assessment does not recommend it", "Recommend it or give reasons"
    ),
    "bia_required": Message("A complete and current assessment is missing", "Complete or update it"),
    "legal_rep_required": Message("Free legal representation is missing", "Assign a lawyer"),
    "panel_invalid": Message(
        "The panel lacks its minimum composition", "Three members, two disciplines, chaired by protection"
    ),
    "migration_in_panel": Message("Migration may inform but not vote", "Exclude its vote"),
    "options_not_compared": Message("At least two options must be compared, staying included", "Complete the matrix"),
    "solution_missing": Message("The solution is missing or not among those compared", "State it"),
    "return_option_without_evidence": Message(
        "Return cannot be chosen without assessment of risk and care in origin", "Ask for the assessments"
    ),
    "protection_open": Message(
        "International protection is open, granted or not explained", "Wait for a final decision, or inform"
    ),
    "fear_of_return": Message("Fear of return is not excluded", "Refer to the refugee authority"),
    "reasons_missing": Message("Reasons per factor or signatures are missing", "Complete and sign"),
    "no_referral_basis": Message("No sign was recorded; you may still refer", "Record the professional reason"),
    "no_safe_placement": Message("Safe placement was not requested", "Request it"),
    "criminalised_victim": Message("The victim is not shown to be free of sanction", "Alert the ombudsman"),
    "tracing_risk": Message("Search in records only, without contact", "Use silent mode"),
    "tracing_channel_unsafe": Message("The channel could alert the country of origin", "Use a humanitarian channel"),
    "photo_not_authorised": Message("The photograph is not authorised", "Remove it"),
    "child_refuses_contact": Message("The child is not shown to want contact", "Respect it and ask later"),
    "relationship_not_verified": Message("Kinship is not verified", "Verify; meanwhile supervised contact only"),
    "contact_not_safe": Message("The risk check is not favourable", "Keep without contact"),
    "bid_required": Message(
        "A valid and final determination for this solution is missing", "Open or complete the determination"
    ),
    "origin_risk_not_safe": Message(
        "The place of destination is not currently assessed as safe", "Assess the municipality with two sources"
    ),
    "no_care_in_origin": Message("No guaranteed care in origin", "Assess the home or confirm care in origin"),
    "child_disagrees": Message("The child has not expressed agreement", "Reinforced review by protection"),
    "remedy_window_open": Message(
        "The remedy against the determination is not exhausted", "Wait, or waiver assisted by counsel"
    ),
    "reintegration_plan_missing": Message(
        "An agreed reintegration plan is missing", "Prepare it with the liaison in origin"
    ),
    "admission_not_guaranteed": Message(
        "Admission at destination is not guaranteed", "Ask for documented confirmation"
    ),
    "medical_opinion_missing": Message("A specialist medical opinion is missing", "Request it"),
    "forced_return_not_supported": Message(
        "The mode is missing or is forced return", "The platform carries out no forced return"
    ),
    "contiguous_not_determined": Message(
        "Contiguous withdrawal lacks its three determinations", "Follow the full procedure"
    ),
    "origin_not_established": Message("The country of origin is not established", "Open an identification task"),
    "changed_circumstances": Message("New information exists or is not excluded", "Review the determination"),
    "plan_not_approved": Message("The plan is not approved or has expired", "Approve or renew it"),
    "reception_not_confirmed": Message(
        "Origin has not confirmed reception", "Confirm authority, person, place and time"
    ),
    "receiver_not_vetted": Message(
        "The person who will receive the child is not vetted", "Vet, or activate care in origin"
    ),
    "document_missing": Message("A valid travel document is missing", "Ask the consulate"),
    "not_fit_to_travel": Message("No medical fitness from the last 72 hours", "Ask for an examination"),
    "escort_missing": Message("A trained escort is missing", "Assign a protection escort"),
    "escort_waived": Message("The child would travel without escort", "Justify the exception to supervision"),
    "arrival_out_of_hours": Message(
        "Arrival is outside working hours of the receiver", "Reschedule or obtain written acceptance"
    ),
    "stay_check_stale": Message("Stays were not checked in the last 24 hours", "Check court registers"),
    "file_not_transferred": Message("The minimum file has not been sent", "Send it through the origin channel"),
    "custody_not_protective": Message("The child is in migration or police custody", "Channel to protection first"),
    "receiver_not_authorised": Message("The receiving officer is not accredited", "Verify credentials"),
    "identity_mismatch": Message("The child's identity was not confirmed", "Stop the hand-over and call"),
    "reception_interview_missing": Message("The private reception interview is missing", "Hold it"),
    "caregiver_not_vetted": Message("The person who claims the child is not vetted", "Order a temporary measure"),
    "fear_at_reception": Message("Fear at arrival is not excluded", "Open a protection measure"),
    "home_not_assessed": Message("The home has not been assessed", "Assess home and caregiver"),
    "reunification_risk": Message("The family's country is not shown to be safe", "Reunify elsewhere"),
    "preference_not_reasoned": Message("The order of preference of carers was not reasoned", "Give reasons"),
    "closure_reason_unsupported": Message("Closure reason or evidence is missing", "State and attach it"),
    "open_referrals": Message("Critical referrals are open or uncounted", "Close or transfer them"),
    "open_alerts": Message("Safety alerts are open or uncounted", "Resolve them"),
    "followup_incomplete": Message("The 12-month follow-up is incomplete", "Complete the follow-ups"),
    "closure_not_explained": Message("Closure and how to come back were not explained", "Explain"),
    "tracing_open": Message("Family tracing is still open", "Close or suspend it"),
    "missing_child_protocol": Message("The missing child protocol has run under 90 days", "Keep searching"),
    "contact_attempts_missing": Message("Attempts of contact are missing", "Three attempts by two channels"),
    "age_not_final": Message("The age decision is not final", "Wait for the remedy"),
    "transition_plan_missing": Message("The transition plan is missing", "Prepare it from age 17"),
    "needs_not_excluded": Message("Protection needs are not excluded", "Complete bond, risk and screening"),
    "still_a_child": Message("The person is or may be a child", "Keep child protection"),
    "rights_lost_by_ageing": Message("An open procedure would lose representation", "Keep representation"),
    "detention_on_birthday": Message("No passage into detention at 18", "Use alternatives"),
    "small_cell": Message("Some cells are too small", "Aggregate or suppress"),
    "subtractable_cell": Message("A suppressed cell can be deduced", "Apply complementary suppression"),
    "differencing_risk": Message("Not compared with earlier releases", "Compare and adjust"),
    "microdata_not_allowed": Message("Individual records are not published", "Publish tables only"),
    "sensitive_cross": Message("Sensitive cross with place or nationality", "Use a coarser area"),
    "unit_missing": Message("State whether persons or events are counted", "Declare it"),
    "not_harmonised": Message("Definitions are not harmonised", "Map to the current dictionary"),
    "disaggregation_missing": Message("Indigenous or working children are not shown", "Include or show as suppressed"),
    "country_approval_missing": Message("A contributing country has not approved", "Request it"),
    "quality_note_missing": Message("The quality note is missing", "Add it"),
    "period_open": Message("The period is open", "Close it"),
}
