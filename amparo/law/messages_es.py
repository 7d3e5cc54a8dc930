"""Mensajes en español: qué falta y qué hacer, por código de la regla."""

from typing import Final

from amparo.law.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "actor_not_competent": Message(
        "Su institución no tiene competencia para este acto", "Derive a la institución competente"
    ),
    "subject_is_adult": Message(
        "La persona fue determinada mayor de edad con resolución firme", "Aplique la ruta de personas adultas"
    ),
    "case_closed": Message("El expediente está cerrado", "Reábralo con motivo"),
    "collective_decision": Message("No consta que la decisión sea individual", "Resuelva caso por caso"),
    "non_rights_ground": Message(
        "La decisión no se apoya en ningún factor del interés superior",
        "Motive con factores del interés superior; costo o control migratorio no bastan",
    ),
    "child_not_informed": Message(
        "La niña o niño aún no ha sido informado de sus derechos y del proceso",
        "Informe en un idioma y forma que entienda",
    ),
    "interpreter_missing": Message(
        "Falta intérprete calificado", "Convoque intérprete; no use familiares ni otros niños"
    ),
    "child_not_heard": Message(
        "No se ha escuchado a la niña o niño", "Dé la oportunidad de opinar y registre su opinión"
    ),
    "guardian_required": Message(
        "Sin tutora o tutor sin conflicto de interés no hay decisión válida",
        "Designe tutora o tutor, al menos interino",
    ),
    "siblings_separated": Message(
        "Se separaría a hermanas o hermanos sin motivo registrado", "Manténgalos juntos o motive"
    ),
    "stay_order": Message(
        "Hay, o no se ha descartado, una suspensión judicial", "Cumpla la orden o verifique que no existe"
    ),
    "screening_required": Message("Falta el tamizaje exigido para este acto", "Haga o complete el tamizaje"),
    "excess_fields": Message(
        "Se envían más datos que los mínimos para la finalidad", "Indique la finalidad y quite los campos sobrantes"
    ),
    "second_approver_missing": Message("Falta la segunda firma", "Pida la firma de supervisión"),
    "feared_country": Message("El país destinatario falta o es un país temido", "Elija otro país o no envíe"),
    "registrar_not_trained": Message(
        "Registro hecho por personal sin formación en niñez", "Pida verificación por personal especializado en 24 horas"
    ),
    "biometrics_without_basis": Message(
        "No se toman biométricos sin base legal y autorización", "Registre sin biométricos"
    ),
    "possible_duplicate": Message(
        "Puede existir ya un expediente de esta niña o niño", "Compare y vincule, o declare que es distinto"
    ),
    "not_registered": Message("Primero registre a la niña o niño", "Abra un registro rápido"),
    "urgent_needs_pending": Message(
        "Hay necesidades urgentes sin atender", "Atienda agua, alimento, descanso y salud antes"
    ),
    "not_private": Message("No hay privacidad", "Use un espacio reservado, sin acompañantes"),
    "item_not_for_age": Message("El formulario no corresponde a la edad", "Use la versión adaptada"),
    "sections_missing": Message("Faltan secciones por responder", "Responda o programe seguimiento"),
    "trafficking_not_screened": Message("No se ha hecho el tamizaje de trata", "Complete la sección de trata"),
    "insufficient_trafficking_screen": Message(
        "No hay base suficiente para descartar trata", "Complete los ítems mínimos"
    ),
    "fear_not_properly_asked": Message(
        "El temor al retorno no se preguntó en condiciones válidas", "Repita tras informar, en su idioma"
    ),
    "staff_not_trained": Message(
        "Debe intervenir personal especializado en niñez", "Asigne OPI, psicología o trabajo social"
    ),
    "no_support_person": Message(
        "Debe estar presente la tutora o tutor, o una persona de apoyo",
        "Convoque; desde los 12 años puede pedir estar a solas",
    ),
    "same_sex_not_offered": Message("No se ofreció elegir el sexo de quien entrevista", "Ofrézcalo"),
    "repeat_interview": Message(
        "Ya relató estos hechos dos veces en 30 días", "Lea lo ya dicho y pida sólo lo que falta"
    ),
    "consular_interview_not_allowed": Message(
        "La entrevista consular exige aceptación y ausencia de necesidad de protección",
        "No la realice; informe a la niña o niño",
    ),
    "scope_exceeded": Message(
        "Migración y policía no toman el relato de asilo ni de trata", "Registre sólo señales y derive a protección"
    ),
    "asylum_interview_alone": Message(
        "No hay entrevista de asilo sin tutora o tutor y representante legal", "Designe a ambos"
    ),
    "protection_blocks_consulate": Message(
        "Hay temor o protección internacional, o no se ha descartado",
        "Retenga la notificación y avise a la autoridad de refugio",
    ),
    "agent_may_be_state": Message(
        "No se ha descartado que el agente de persecución sea el Estado", "Retenga y revise en la evaluación"
    ),
    "consular_consent_missing": Message(
        "Falta la voluntad de la niña o niño, o de su tutora o tutor", "Informe y pregunte"
    ),
    "nationality_not_established": Message(
        "La nacionalidad no está establecida o no es la del consulado", "Abra tarea de identificación"
    ),
    "excess_data_to_consulate": Message("Se enviarían al consulado datos no necesarios", "Reduzca los campos"),
    "stateless_no_consulate": Message(
        "La apatridia no se ha descartado: no hay consulado que notificar", "Acuda a la autoridad de apatridia"
    ),
    "asylum_not_explained": Message("Nadie ha informado del derecho a pedir refugio", "Informe antes de notificar"),
    "protection_blocks_origin": Message(
        "Hay temor o protección internacional, o no se ha descartado: nada llega al país de origen",
        "Mantenga el bloqueo",
    ),
    "trafficking_unresolved": Message("La trata no se ha descartado ni resuelto", "Resuelva con la autoridad de trata"),
    "family_implicated": Message(
        "No se ha descartado que la familia esté implicada", "Evalúe antes y no revele paradero"
    ),
    "consent_missing": Message("Falta el consentimiento informado", "Informe y recabe la voluntad"),
    "recipient_not_protective": Message(
        "Quien recibe no es autoridad de protección adecuada", "Cambie el destinatario"
    ),
    "no_sharing_agreement": Message(
        "No hay acuerdo ni código de ética con el receptor", "Use cancillería o la Secretaría Técnica"
    ),
    "purpose_not_allowed": Message("La finalidad no está permitida", "Elija una finalidad de la lista"),
    "recipient_not_origin": Message(
        "El receptor no es el país de origen registrado", "Corrija el país o use otra compuerta"
    ),
    "recipient_unknown": Message(
        "Institución no verificada en el directorio o sin compromiso de confidencialidad",
        "Verifique y firme el compromiso",
    ),
    "no_protocol": Message("No hay protocolo con esa institución", "Use otra o firme uno"),
    "firewall": Message(
        "Migración y policía sólo reciben identidad y estado de custodia", "Quite relato, salud, asilo y domicilio"
    ),
    "use_other_gate": Message(
        "Este acto corresponde a otra compuerta", "Use notificación consular, envío a origen o retorno"
    ),
    "asylum_confidential": Message(
        "La información de asilo sólo va a quien puede recibirla", "Cambie destinatario o quite campos"
    ),
    "location_reserved": Message("El paradero es reservado mientras no se descarte trata", "Quite la ubicación"),
    "guardian_not_needed": Message("Hay madre, padre o responsable verificado y sin riesgo", "Registre el vínculo"),
    "guardian_conflict": Message(
        "No se ha descartado un conflicto de interés de la persona propuesta", "Proponga otra persona"
    ),
    "guardian_not_vetted": Message("Falta verificar la idoneidad y formación", "Verifique antecedentes y formación"),
    "guardian_basis_missing": Message(
        "Falta el acto de designación que exige la ley del país", "Solicítelo a la autoridad competente"
    ),
    "detention_is_not_care": Message(
        "Un lugar de detención no es alojamiento de protección", "Elija acogida o albergue abierto"
    ),
    "placement_not_authorised": Message("El lugar falta o no tiene habilitación y cupo", "Elija un lugar habilitado"),
    "placement_unsuitable": Message(
        "El lugar no corresponde a edad, género, idioma o seguridad", "Elija otro, o estancia de emergencia con alerta"
    ),
    "under_three_institution": Message("Antes de los 3 años, sólo acogida familiar", "Busque familia de acogida"),
    "not_least_restrictive": Message(
        "No se motivó por qué no hay acogida familiar o comunitaria", "Registre las opciones descartadas"
    ),
    "family_separation_without_basis": Message(
        "No puede separarse de su familia sin riesgo probado u orden judicial", "Evalúe el riesgo o pida orden judicial"
    ),
    "unsafe_for_trafficking": Message(
        "Lugar sin dirección reservada para posible víctima de trata", "Use refugio especializado"
    ),
    "protection_measure_missing": Message("Falta la medida de protección o su solicitud", "Solicítela ahora"),
    "transfer_to_enforcement": Message("No se entrega a custodia migratoria o policial", "Canalice a protección"),
    "receiver_not_confirmed": Message("Falta destino o aceptación de quien recibe", "Confirme nombre, lugar y hora"),
    "handover_record_incomplete": Message(
        "El acta de entrega está incompleta", "Complete salud, pertenencias y documentos"
    ),
    "child_not_told_journey": Message(
        "No se le explicó adónde va, por qué y quién recibe", "Explique el viaje y registre su opinión"
    ),
    "unsafe_transport": Message(
        "El transporte no consta como seguro", "Sin medios de sujeción, sin personas adultas ajenas, de día"
    ),
    "release_not_verified": Message("La entrega a la familia no está verificada", "Verifique vínculo y riesgo"),
    "factors_missing": Message("Faltan factores del interés superior", "Valore cada factor con evidencia"),
    "plan_missing": Message("Hay riesgo alto sin responsable ni fecha", "Asigne acciones"),
    "guardian_pending": Message("Todavía sin tutora o tutor solicitado", "Solicítelo en paralelo"),
    "bid_flag_mismatch": Message(
        "El caso exige determinación formal y la evaluación no la recomienda", "Recomiende abrirla o motive"
    ),
    "bia_required": Message("Falta una evaluación completa y vigente", "Complétela o actualícela"),
    "legal_rep_required": Message("Falta representación jurídica gratuita", "Asigne abogada o abogado"),
    "panel_invalid": Message(
        "El comité no cumple la integración mínima", "Tres integrantes, dos disciplinas, preside protección"
    ),
    "migration_in_panel": Message("Migración puede informar pero no votar", "Excluya su voto"),
    "options_not_compared": Message(
        "Deben compararse al menos dos opciones, incluida la permanencia", "Complete la matriz"
    ),
    "solution_missing": Message("La solución falta o no está entre las comparadas", "Indíquela"),
    "return_option_without_evidence": Message(
        "No puede elegirse retorno sin evaluación de riesgo y de cuidado en origen", "Pida las evaluaciones"
    ),
    "protection_open": Message(
        "Protección internacional abierta, reconocida o no informada", "Espere resolución firme o informe"
    ),
    "fear_of_return": Message("No se ha descartado el temor al retorno", "Derive a la autoridad de refugio"),
    "reasons_missing": Message("Faltan motivos por factor o firmas", "Complete y firme"),
    "no_referral_basis": Message("No se registró señal; puede derivar igual", "Registre el motivo profesional"),
    "no_safe_placement": Message("No se ha pedido alojamiento seguro", "Solicítelo"),
    "criminalised_victim": Message("No consta que la víctima esté libre de sanción", "Alerte a la defensoría"),
    "tracing_risk": Message("Sólo búsqueda en registros, sin contacto", "Use el modo silencioso"),
    "tracing_channel_unsafe": Message("El canal podría alertar al país de origen", "Use canal humanitario"),
    "photo_not_authorised": Message("La foto no está autorizada", "Quite la foto"),
    "child_refuses_contact": Message("No consta que desee el contacto", "Respete y pregunte después"),
    "relationship_not_verified": Message(
        "El parentesco no está verificado", "Verifique; mientras, sólo contacto supervisado"
    ),
    "contact_not_safe": Message("La evaluación de riesgo no es favorable", "Mantenga sin contacto"),
    "bid_required": Message(
        "Falta una determinación válida y firme a favor de esta solución", "Abra o complete la determinación"
    ),
    "origin_risk_not_safe": Message(
        "El riesgo en el lugar de destino no está evaluado como seguro y vigente", "Evalúe el municipio con dos fuentes"
    ),
    "no_care_in_origin": Message("No hay cuidado garantizado en origen", "Evalúe el hogar o confirme medida en origen"),
    "child_disagrees": Message("La niña o niño no ha expresado acuerdo", "Revisión reforzada por protección"),
    "remedy_window_open": Message(
        "No está agotado el plazo o recurso contra la determinación", "Espere, o renuncia asistida por defensa"
    ),
    "reintegration_plan_missing": Message("Falta plan de reintegración acordado", "Elabórelo con enlace de origen"),
    "admission_not_guaranteed": Message("No consta admisión garantizada en destino", "Pida confirmación documentada"),
    "medical_opinion_missing": Message("Falta dictamen médico especializado", "Solicítelo"),
    "forced_return_not_supported": Message(
        "La modalidad falta o es retorno forzoso", "La plataforma no ejecuta retornos forzosos"
    ),
    "contiguous_not_determined": Message(
        "El retiro de país contiguo no cumple sus tres determinaciones", "Siga el procedimiento completo"
    ),
    "origin_not_established": Message("El país de origen no está establecido", "Abra tarea de identificación"),
    "changed_circumstances": Message("Hay información nueva o no se ha descartado", "Revise la determinación"),
    "plan_not_approved": Message("El plan no está aprobado o venció", "Apruébelo o renuévelo"),
    "reception_not_confirmed": Message(
        "Origen no ha confirmado la recepción", "Confirme autoridad, persona, lugar y hora"
    ),
    "receiver_not_vetted": Message(
        "Quien recibirá a la niña o niño no está evaluado", "Evalúe o active medida en origen"
    ),
    "document_missing": Message("Falta documento de viaje vigente", "Pídalo al consulado"),
    "not_fit_to_travel": Message("No hay aptitud médica de las últimas 72 horas", "Pida examen"),
    "escort_missing": Message("Falta acompañante capacitado", "Asigne escolta de protección"),
    "escort_waived": Message("Viajaría sin acompañante", "Motive la excepción ante supervisión"),
    "arrival_out_of_hours": Message(
        "La llegada no es en horario hábil de quien recibe", "Reprograme o pida aceptación escrita"
    ),
    "stay_check_stale": Message(
        "No se verificó la existencia de suspensiones en 24 horas", "Consulte los registros judiciales"
    ),
    "file_not_transferred": Message("No se ha remitido el expediente mínimo", "Remítalo por el canal de origen"),
    "custody_not_protective": Message("Está en custodia migratoria o policial", "Canalice primero a protección"),
    "receiver_not_authorised": Message("Quien recibe no está acreditado", "Verifique credencial"),
    "identity_mismatch": Message("No se confirmó la identidad de la niña o niño", "Detenga la entrega y llame"),
    "reception_interview_missing": Message("Falta la entrevista privada de recepción", "Realícela"),
    "caregiver_not_vetted": Message("La persona que reclama no está evaluada", "Dicte medida temporal"),
    "fear_at_reception": Message("No se ha descartado el temor al llegar", "Abra medida de protección"),
    "home_not_assessed": Message("El hogar no está evaluado", "Evalúe hogar y cuidador"),
    "reunification_risk": Message("No consta que el país de la familia sea seguro", "Reunifique en otro país"),
    "preference_not_reasoned": Message("No se motivó el orden de preferencia de cuidador", "Motive"),
    "closure_reason_unsupported": Message("Falta motivo de cierre o su sustento", "Indíquelo y adjunte"),
    "open_referrals": Message("Hay derivaciones críticas abiertas o no contadas", "Cierre o transfiera"),
    "open_alerts": Message("Hay alertas de seguridad abiertas o no contadas", "Resuelva"),
    "followup_incomplete": Message("El seguimiento de 12 meses está incompleto", "Complete los seguimientos"),
    "closure_not_explained": Message("No se informó del cierre ni de cómo volver", "Informe"),
    "tracing_open": Message("La búsqueda familiar sigue abierta", "Ciérrela o suspéndala"),
    "missing_child_protocol": Message("El protocolo de búsqueda lleva menos de 90 días", "Siga buscando"),
    "contact_attempts_missing": Message("Faltan intentos de contacto", "Tres intentos por dos vías"),
    "age_not_final": Message("La determinación de edad no es firme", "Espere el recurso"),
    "transition_plan_missing": Message("Falta plan de transición", "Elabórelo desde los 17 años"),
    "needs_not_excluded": Message(
        "No se han descartado necesidades de protección", "Complete vínculo, riesgo y tamizaje"
    ),
    "still_a_child": Message("Aún es, o puede ser, niña o niño", "Siga la protección de la niñez"),
    "rights_lost_by_ageing": Message(
        "Quedaría sin representación un procedimiento abierto", "Mantenga la representación"
    ),
    "detention_on_birthday": Message("No pasa a detención por cumplir 18", "Use alternativas"),
    "small_cell": Message("Hay celdas demasiado pequeñas", "Agregue o suprima"),
    "subtractable_cell": Message("Una celda suprimida puede deducirse", "Aplique supresión complementaria"),
    "differencing_risk": Message("No se comparó con publicaciones previas", "Compare y ajuste"),
    "microdata_not_allowed": Message("No se publican registros individuales", "Publique sólo tablas"),
    "sensitive_cross": Message("Cruce sensible por lugar o nacionalidad", "Suba el nivel geográfico"),
    "unit_missing": Message("Declare si cuenta personas o eventos", "Declárelo"),
    "not_harmonised": Message("Las definiciones no están homologadas", "Mapee al diccionario vigente"),
    "disaggregation_missing": Message(
        "Falta desagregar niñez indígena o en situación laboral", "Incluya o muestre suprimido"
    ),
    "country_approval_missing": Message("Falta visto bueno de un país que aporta", "Solicítelo"),
    "quality_note_missing": Message("Falta la nota de calidad", "Agréguela"),
    "period_open": Message("El período está abierto", "Ciérrelo"),
}
