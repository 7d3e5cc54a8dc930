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
    "possible_report_match": t(
        "Posible coincidencia con un reporte de búsqueda: compare",
        "Possible match with a report of a missing child: compare",
    ),
    "confirm_report_match": t(
        "Confirme, como segunda persona, la coincidencia con un reporte",
        "As a second person, confirm the match with a report",
    ),
    "assess_searching_family": t(
        "Se confirmó quién es: evalúe a la familia que busca",
        "It is confirmed who it is: assess the family that searches",
    ),
    "bia_action": t("Acción de la evaluación", "Action of the assessment"),
    "restitution_measure": t("Medida del plan de restitución", "Measure of the restitution plan"),
    "screening_follow_up": t("Volver a preguntar lo que no se sabe", "Ask again what is not known"),
    "alert": t("Alerta: atienda y ciérrela", "Alert: attend to it and close it"),
    "answer_referral": t("Responder la derivación", "Answer the referral"),
    "breach": t("Violación anotada: actúe", "Breach recorded: act"),
    "change_placement": t("Cambiar el lugar de cuidado", "Change the place of care"),
    "decide_again": t("Volver a determinar", "Determine again"),
    "immediate_danger": t("Peligro ahora", "Danger now"),
    "keep_siblings_together": t("Reunir a hermanas y hermanos", "Bring sisters and brothers together"),
    "note_incident": t("Anotar el incidente que se contó", "Record the incident that was told"),
    "refer_again": t("Derivar otra vez", "Refer again"),
    "replace_emergency_stay": t("Sustituir la estancia de emergencia", "Replace the emergency stay"),
    "replace_guardian": t("Designar otra tutela", "Appoint another guardian"),
    "review_new_information": t("Revisar con la información nueva", "Review with the new information"),
    "urgent_needs": t("Atender necesidades urgentes", "Attend to urgent needs"),
    "review_emergency_look": t("Revisar una consulta de emergencia", "Review an emergency look"),
    "overdue": t("Plazo vencido", "Overdue deadline"),
    "report_overdue": t(
        "Venció un plazo de la búsqueda: atiéndalo", "A deadline of the search has passed: attend to it"
    ),
    "confirm_arrival": t("Confirmar que llegó", "Confirm the arrival"),
    "child_not_arrived": t("No consta su llegada: búsquele", "No arrival on file: look for the child"),
    "missing_child_protocol": t("No está: active el protocolo de búsqueda", "Missing: start the search protocol"),
    "reintegration_goal": t("Meta del plan de reintegración", "Goal of the reintegration plan"),
    "transition_goal": t("Meta del plan de transición", "Goal of the plan for adult life"),
    "reopened_case": t("Expediente reabierto: retómelo", "Case reopened: take it up"),
    "destroy_sample": t("Destruir la muestra genética", "Destroy the genetic sample"),
    "contact_session": t("Contacto supervisado planeado", "Supervised contact planned"),
    "contact_stopped": t("Se detuvo un contacto: hable con ella o él", "A contact was stopped: talk with the child"),
    "held_message": t("Mensaje retenido: decida otra vez", "Message held: decide again"),
    "deliver_message": t("Entregar un mensaje y anotarlo", "Deliver a message and record it"),
    "new_report": t(
        "Reporte nuevo de una niña, niño o adolescente que se busca",
        "New report of a missing child",
    ),
    "report_alert": t("Alertar a las autoridades que buscan", "Alert the authorities that search"),
    "report_family_told": t("Decir a la familia qué se hace", "Tell the family what is being done"),
    "report_review": t("Revisar la búsqueda", "Review the search"),
    "bulletin_received": t("Acusar recibo del boletín", "Acknowledge the bulletin"),
    "bulletin_withdrawn": t(
        "Boletín retirado: quítelo de la vista y confirme", "Bulletin withdrawn: take it down and confirm"
    ),
}
MATCH_TASKS = frozenset({"possible_duplicate", "possible_report_match"})
GOALS = frozenset({"reintegration_goal", "transition_goal"})
OF_BULLETINS = frozenset({"bulletin_received", "bulletin_withdrawn"})
OF_MATCHES = frozenset({"possible_report_match", "confirm_report_match", "assess_searching_family"})
OF_FAMILY = frozenset({"destroy_sample", "contact_session", "contact_stopped", "held_message", "deliver_message"})
TASK_OF_JOURNEY = frozenset({"confirm_arrival", "child_not_arrived", "missing_child_protocol"})
NODE_EVENTS = {
    "emergency": t("Consulta de emergencia", "Emergency look"),
    "record_link": t("Vínculo con otro expediente", "Link with another case"),
}
LINK_WORDS = {
    "sibling": t("Hermanas y hermanos", "Sisters and brothers"),
    "companion": t("Viajan juntos", "They travel together"),
    "same": t("Es la misma niña, niño o adolescente", "It is the same child"),
    "distinct": t("Es otra persona", "It is a different person"),
    "parted": t("Se separaron: no es la misma persona", "Parted: it is not the same person"),
}
READING_WORDS = {
    "case": t("Resumen", "Summary"),
    "report": t("Reporte", "Report"),
    "files": t("Archivos", "Files"),
    "facts": t("Hechos", "Facts"),
    "events": t("Cronología", "Timeline"),
    "comparison": t("Comparación", "Comparison"),
    "download": t("Lista descargada", "List taken along"),
}
_WITH_FAMILY, _NOT_KNOWN = t("con su familia", "with family"), t("no se sabe con quién", "not known with whom")
WITH_WHOM = {
    ("unaccompanied", "female"): t("sola", "alone"),
    ("unaccompanied", "male"): t("solo", "alone"),
    ("unaccompanied", ""): t("sin compañía", "alone"),
    ("separated", "female"): t("separada de su familia", "separated from family"),
    ("separated", "male"): t("separado de su familia", "separated from family"),
    ("separated", ""): t("sin su familia", "separated from family"),
    ("accompanied", ""): _WITH_FAMILY,
    ("unknown", ""): _NOT_KNOWN,
}
