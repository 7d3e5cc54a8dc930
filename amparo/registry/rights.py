"""Rights in the sections of the form besides those of the protection authority."""

from amparo.cases.rights import grant

grant(["border_officer", "police_officer"], "record_identity", "record_family", "record_interpreter")
grant(["health_worker"], "record_health")
grant(["liaison_officer"], "register")
