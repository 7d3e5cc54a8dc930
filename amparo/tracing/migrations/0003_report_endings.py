"""When a report ended and how, on its card: for those that ended before, from what their closing or withdrawing said."""

from django.db import migrations, models

FILL = """
update tracing_reportcard card
set ended_at = said.recorded_at, outcome = case when said.act = 'close_report' then coalesce(said.body ->> 'outcome', '') else '' end
from (
    select distinct on (case_id) case_id, act, body, recorded_at
    from core_generalstatement
    where act in ('report_missing', 'reopen_report', 'withdraw_report', 'close_report')
    order by case_id, occurred_at desc, seq desc
) said
where said.case_id = card.case_id and card.state <> 'open' and card.ended_at is null
"""


class Migration(migrations.Migration):

    dependencies = [
        ('tracing', '0002_imports'),
    ]

    operations = [
        migrations.AddField(
            model_name='reportcard',
            name='ended_at',
            field=models.DateTimeField(help_text='when it was closed or withdrawn, unless it was opened again', null=True),
        ),
        migrations.AddField(
            model_name='reportcard',
            name='outcome',
            field=models.CharField(blank=True, help_text='how a closed one ended: list `report_outcome`', max_length=40),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
