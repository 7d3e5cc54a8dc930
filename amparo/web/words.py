"""Words for the codes of the node itself: deadlines, tasks, grounds."""

from amparo.core.text import t

DEADLINE_WORDS = {
    "notify_protection": t("Avisar a protección", "Tell protection"),
    "screening_initial": t("Tamizaje inicial", "Initial screening"),
    "screening_complete": t("Tamizaje completo", "Complete screening"),
    "custody_warning": t("Salida de custodia: aviso", "Leaving custody: warning"),
    "custody_exit": t("Salir de custodia migratoria o policial", "Leave migration or police custody"),
    "detention_review": t("Revisión de la detención", "Detention review"),
    "contiguous_determination": t("Determinaciones de país contiguo", "Contiguous-country determinations"),
    "guardian_request": t("Pedir tutela", "Request a guardian"),
    "guardian_appointment": t("Designar tutela", "Appoint a guardian"),
    "consular_notification": t("Notificación consular", "Consular notification"),
    "consular_response": t("Respuesta del consulado", "Answer of the consulate"),
    "asylum_referral": t("Derivar a la autoridad de refugio", "Refer to the refugee authority"),
    "asylum_acknowledgement": t("Acuse de la autoridad de refugio", "Acknowledgement by the refugee authority"),
    "trafficking_referral": t("Derivar al mecanismo especializado", "Refer to the specialised mechanism"),
    "trafficking_decision": t("Decisión del mecanismo especializado", "Decision of the specialised mechanism"),
    "bia_rapid": t("Evaluación rápida del interés superior", "Rapid best interests assessment"),
    "bia_full": t("Evaluación completa del interés superior", "Full best interests assessment"),
    "bia_expiry": t("Vence la evaluación", "Assessment expires"),
    "bid_convene": t("Convocar la determinación", "Convene the determination"),
    "bid_decide": t("Decidir la determinación", "Decide the determination"),
    "bid_notify": t("Notificar la determinación", "Notify the determination"),
    "remedy_window": t("Plazo del recurso", "Remedy window"),
    "placement_review": t("Primera revisión del cuidado", "First care review"),
    "placement_review_periodic": t("Revisión periódica del cuidado", "Periodic care review"),
    "tracing_decision": t("Decidir sobre la búsqueda familiar", "Decide on family tracing"),
    "origin_risk_expiry": t("Vence la evaluación de riesgo en origen", "Origin risk assessment expires"),
    "return_approval_expiry": t("Vence la aprobación del retorno", "Return approval expires"),
    "fit_to_travel_expiry": t("Vence la aptitud para viajar", "Fitness to travel expires"),
    **{f"followup_{n}": t("Seguimiento a {n} días", "Follow-up at {n} days", n=n) for n in (7, 30, 90, 180, 270, 365)},
    "transition_plan": t("Plan de transición a la vida adulta", "Plan for adult life"),
    "emergency_regularise": t("Regularizar lo hecho en emergencia", "Put right what the emergency lifted"),
}
TASK_WORDS = {
    "new_case": t("Expediente nuevo: asigne a alguien", "New case: assign somebody"),
    "law_warning": t("Advertencia de la norma", "Warning of the norm"),
    "manual": t("Tarea", "Task"),
    "possible_duplicate": t("Posible duplicado: compare", "Possible duplicate: compare"),
    "overdue": t("Plazo vencido", "Overdue deadline"),
}
READING_WORDS = {
    "case": t("Resumen", "Summary"),
    "facts": t("Hechos", "Facts"),
    "events": t("Cronología", "Timeline"),
}
WITH_WHOM = {
    "unaccompanied": t("sin compañía", "unaccompanied"),
    "separated": t("separada o separado de su familia", "separated"),
    "accompanied": t("con su familia", "with family"),
    "unknown": t("no se sabe con quién", "not known with whom"),
}
