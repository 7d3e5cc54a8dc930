"""Every read of cases: files, actions, events, deadlines, tasks, who is involved."""

from amparo.cases.selectors.actions import (
    action_state,
    action_states,
    action_states_on,
    case_actions,
    judge_without_input,
)
from amparo.cases.selectors.chain import (
    EventPage,
    VisibleEvent,
    count_events,
    event_json,
    event_page,
    events_done_since,
    visible_content,
    visible_event,
)
from amparo.cases.selectors.files import (
    current_facts_json,
    event_hash_at,
    file_for,
    file_to_judge,
    visible_case,
    whole_file,
)
from amparo.cases.selectors.involved import (
    choose_protection_agency,
    handed_over_cases,
    list_readings,
    responsible_agency,
    responsible_contact,
)
from amparo.cases.selectors.work import (
    deadline_json,
    deadlines_of_case,
    last_signer,
    my_deadlines,
    my_tasks,
    task_json,
    tasks_of_case,
    urgency,
)

__all__ = [
    "EventPage",
    "VisibleEvent",
    "action_state",
    "action_states",
    "action_states_on",
    "case_actions",
    "choose_protection_agency",
    "count_events",
    "current_facts_json",
    "deadline_json",
    "deadlines_of_case",
    "event_hash_at",
    "event_json",
    "event_page",
    "events_done_since",
    "file_for",
    "file_to_judge",
    "handed_over_cases",
    "judge_without_input",
    "last_signer",
    "list_readings",
    "my_deadlines",
    "my_tasks",
    "responsible_agency",
    "responsible_contact",
    "task_json",
    "tasks_of_case",
    "urgency",
    "visible_case",
    "visible_content",
    "visible_event",
    "whole_file",
]
