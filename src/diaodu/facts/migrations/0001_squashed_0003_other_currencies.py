# The whole of facts in one step, for ledgers that begin here.

import django.db.models.deletion
import django.db.models.functions.comparison
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('facts', '0001_initial'),
        ('facts', '0002_kinds_of_the_ledger'),
        ('facts', '0002_reporting_tasks'),
        ('facts', '0003_other_currencies'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('journal', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('label_zh', models.CharField(max_length=60)),
                ('label_en', models.CharField(max_length=60)),
                ('unit', models.CharField(choices=[('fen', 'yuan, kept in fen'), ('count', 'count'), ('square_metre', 'square metre'), ('basis_point', 'percent, kept in basis points'), ('day', 'day'), ('tonne_ce', 'tonne of coal equivalent, kept in kilograms'), ('quantity', 'quantity, kept in thousandths of its own unit'), ('date', 'date'), ('gbp_penny', 'pound sterling, kept in pence'), ('usd_cent', 'US dollar, kept in cents'), ('text', 'words, not a number')], max_length=20)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalMeasure',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.BigIntegerField(db_index=True)),
                ('code', models.CharField(db_index=True, max_length=40)),
                ('label_zh', models.CharField(max_length=60)),
                ('label_en', models.CharField(max_length=60)),
                ('unit', models.CharField(choices=[('fen', 'yuan, kept in fen'), ('count', 'count'), ('square_metre', 'square metre'), ('basis_point', 'percent, kept in basis points'), ('day', 'day'), ('tonne_ce', 'tonne of coal equivalent, kept in kilograms'), ('quantity', 'quantity, kept in thousandths of its own unit'), ('date', 'date'), ('gbp_penny', 'pound sterling, kept in pence'), ('usd_cent', 'US dollar, kept in cents'), ('text', 'words, not a number')], max_length=20)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical measure',
                'verbose_name_plural': 'historical measures',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'position', 'history_id'], name='facts_histo_id_38d349_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='AskedMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('typed_in', models.CharField(choices=[('yuan', 'yuan'), ('wan', 'ten thousand yuan'), ('yi', 'hundred million yuan')], default='wan', max_length=10)),
                ('entry', models.ForeignKey(db_column='position', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.measure')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='ReportingTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('cadence', models.CharField(choices=[('ten_days', 'every ten days'), ('week', 'every week'), ('month', 'every month'), ('quarter', 'every quarter')], max_length=10, verbose_name='how often')),
                ('due_rule', models.CharField(choices=[('workdays_after', 'working days after the period'), ('day_of_next_month', 'day of the next month, or the next working day')], max_length=20, verbose_name='due')),
                ('due_number', models.PositiveSmallIntegerField(verbose_name='number of the rule')),
                ('remind_before', models.JSONField(default=list, help_text='working days before it is due', verbose_name='reminders before')),
                ('remind_after', models.JSONField(default=list, help_text='working days after it was due', verbose_name='reminders after')),
                ('from_on', models.DateField(verbose_name='from')),
                ('to_on', models.DateField(null=True, verbose_name='until')),
                ('measures', models.ManyToManyField(related_name='+', through='facts.AskedMeasure', to='facts.measure')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='asked by')),
            ],
        ),
        migrations.CreateModel(
            name='HistoricalSubmission',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.BigIntegerField(db_index=True)),
                ('period', models.CharField(max_length=10, verbose_name='period')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('returned', 'returned'), ('approved', 'approved by the county'), ('accepted', 'accepted')], default='draft', max_length=10)),
                ('draft', models.JSONField(default=list, editable=False)),
                ('reasons', models.JSONField(default=list, help_text='why it was returned: [{subject, measure, source_kind, reason}]')),
                ('explanations', models.JSONField(default=list, help_text='what the unit said to checks: [{subject, measure, source_kind, words}]')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='first submitted')),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit', verbose_name='unit')),
                ('task', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='facts.reportingtask', verbose_name='reporting task')),
            ],
            options={
                'verbose_name': 'historical submission',
                'verbose_name_plural': 'historical submissions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='askedmeasure',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='columns', to='facts.reportingtask'),
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField(unique=True)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('first', models.BigIntegerField()),
                ('last', models.BigIntegerField()),
                ('sealed_at', models.DateTimeField(verbose_name='sealed at')),
                ('shape', models.JSONField()),
                ('digests', models.JSONField()),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('entry', models.ForeignKey(db_column='position', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('file', 'file'), ('pasted', 'pasted text'), ('form', 'form'), ('photo', 'photo')], max_length=10)),
                ('name', models.CharField(max_length=255, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField(verbose_name='bytes')),
                ('entry', models.ForeignKey(db_column='position', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='received for')),
            ],
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('project', 'project'), ('lead', 'investment lead'), ('meeting', 'meeting'), ('directive', 'directive'), ('firm', 'firm'), ('milestone', 'node'), ('funding_line', 'funding line'), ('work_item', 'physical work')], max_length=20)),
                ('entry', models.ForeignKey(db_column='position', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=100, null=True, verbose_name='sheet')),
                ('cell', models.CharField(max_length=10, null=True, verbose_name='cell')),
                ('start', models.IntegerField(null=True)),
                ('end', models.IntegerField(null=True)),
                ('page', models.IntegerField(null=True, verbose_name='page')),
                ('field', models.CharField(max_length=100)),
                ('words', models.TextField(verbose_name='the words as they stand there')),
                ('typed', models.CharField(blank=True, max_length=200, verbose_name='what a person typed instead of the words')),
                ('entry', models.ForeignKey(db_column='position', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('typed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='typed in the form by')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='facts.source')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='facts.subject')),
            ],
            options={
                'ordering': ['subject_id', 'field', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=10, verbose_name='period')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('returned', 'returned'), ('approved', 'approved by the county'), ('accepted', 'accepted')], default='draft', max_length=10)),
                ('draft', models.JSONField(default=list, editable=False)),
                ('reasons', models.JSONField(default=list, help_text='why it was returned: [{subject, measure, source_kind, reason}]')),
                ('explanations', models.JSONField(default=list, help_text='what the unit said to checks: [{subject, measure, source_kind, words}]')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='first submitted')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='facts.reportingtask', verbose_name='reporting task')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='accounts.unit', verbose_name='unit')),
            ],
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=100, null=True, verbose_name='sheet')),
                ('cell', models.CharField(max_length=10, null=True, verbose_name='cell')),
                ('start', models.IntegerField(null=True)),
                ('end', models.IntegerField(null=True)),
                ('page', models.IntegerField(null=True, verbose_name='page')),
                ('period', models.CharField(max_length=10, verbose_name='period')),
                ('source_kind', models.PositiveSmallIntegerField(choices=[(1, 'dispatch figure'), (2, "department's figure"), (3, 'statistical figure')])),
                ('number', models.BigIntegerField(null=True)),
                ('text', models.TextField(null=True)),
                ('not_reported', models.BooleanField(default=False)),
                ('reason', models.TextField(null=True, verbose_name='reason of the correction')),
                ('entry', models.ForeignKey(db_column='position', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('supersedes', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='facts.fact')),
                ('typed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='typed in the form by')),
                ('measure', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.measure')),
                ('source', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='facts.source')),
                ('subject', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.subject')),
                ('submission', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='facts.submission')),
            ],
        ),
        migrations.CreateModel(
            name='DraftedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=100, null=True, verbose_name='sheet')),
                ('cell', models.CharField(max_length=10, null=True, verbose_name='cell')),
                ('start', models.IntegerField(null=True)),
                ('end', models.IntegerField(null=True)),
                ('page', models.IntegerField(null=True, verbose_name='page')),
                ('source_kind', models.PositiveSmallIntegerField()),
                ('number', models.BigIntegerField(null=True)),
                ('text', models.TextField(null=True)),
                ('explanation', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField()),
                ('position', models.BigIntegerField()),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('typed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='typed in the form by')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.measure')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.source')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.subject')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafted', to='facts.submission')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='AskedSubject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(db_column='position', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facts.subject')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked', to='facts.submission')),
            ],
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('citation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='facts.citation')),
                ('entry', models.ForeignKey(db_column='position', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalReportingTask',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.BigIntegerField(db_index=True)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('cadence', models.CharField(choices=[('ten_days', 'every ten days'), ('week', 'every week'), ('month', 'every month'), ('quarter', 'every quarter')], max_length=10, verbose_name='how often')),
                ('due_rule', models.CharField(choices=[('workdays_after', 'working days after the period'), ('day_of_next_month', 'day of the next month, or the next working day')], max_length=20, verbose_name='due')),
                ('due_number', models.PositiveSmallIntegerField(verbose_name='number of the rule')),
                ('remind_before', models.JSONField(default=list, help_text='working days before it is due', verbose_name='reminders before')),
                ('remind_after', models.JSONField(default=list, help_text='working days after it was due', verbose_name='reminders after')),
                ('from_on', models.DateField(verbose_name='from')),
                ('to_on', models.DateField(null=True, verbose_name='until')),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit', verbose_name='asked by')),
            ],
            options={
                'verbose_name': 'historical reporting task',
                'verbose_name_plural': 'historical reporting tasks',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'position', 'history_id'], name='facts_histo_id_ba9c4b_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('entry', models.ForeignKey(db_column='position', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'day'), name='reminded_once_a_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='reportingtask',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gt', models.F('from_on')), _connector='OR'), name='task_lasts'),
        ),
        migrations.AddIndex(
            model_name='historicalsubmission',
            index=models.Index(fields=['id', 'position', 'history_id'], name='facts_histo_id_ffbab6_idx'),
        ),
        migrations.AddConstraint(
            model_name='askedmeasure',
            constraint=models.UniqueConstraint(fields=('task', 'measure'), name='measure_asked_once'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(fields=('unit', 'sha256'), name='source_received_once_per_unit'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cell__isnull', False), ('end__isnull', True), ('page__isnull', True), ('sheet__isnull', False), ('source__isnull', False), ('start__isnull', True), ('typed_by__isnull', True)), models.Q(('cell__isnull', True), ('end__isnull', False), ('page__isnull', True), ('sheet__isnull', True), ('source__isnull', False), ('start__isnull', False), ('typed_by__isnull', True), ('end__gt', models.F('start')), ('start__gte', 0)), models.Q(('cell__isnull', True), ('end__isnull', True), ('page__gte', 1), ('page__isnull', False), ('sheet__isnull', True), ('source__isnull', False), ('start__isnull', True), ('typed_by__isnull', True)), models.Q(('cell__isnull', True), ('end__isnull', True), ('page__isnull', True), ('sheet__isnull', True), ('start__isnull', True), ('typed_by__isnull', False)), _connector='OR'), name='citation_has_one_place'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('task__isnull', True)), fields=('unit', 'period'), name='submission_once_per_period'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('task', 'unit', 'period'), name='submission_once_per_task_and_period'),
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(condition=models.Q(('supersedes__isnull', False)), fields=['supersedes'], name='fact_superseded'),
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(condition=models.Q(('submission__isnull', False)), fields=['submission'], name='fact_submission'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cell__isnull', False), ('end__isnull', True), ('page__isnull', True), ('sheet__isnull', False), ('source__isnull', False), ('start__isnull', True), ('typed_by__isnull', True)), models.Q(('cell__isnull', True), ('end__isnull', False), ('page__isnull', True), ('sheet__isnull', True), ('source__isnull', False), ('start__isnull', False), ('typed_by__isnull', True), ('end__gt', models.F('start')), ('start__gte', 0)), models.Q(('cell__isnull', True), ('end__isnull', True), ('page__gte', 1), ('page__isnull', False), ('sheet__isnull', True), ('source__isnull', False), ('start__isnull', True), ('typed_by__isnull', True)), models.Q(('cell__isnull', True), ('end__isnull', True), ('page__isnull', True), ('sheet__isnull', True), ('start__isnull', True), ('typed_by__isnull', False)), _connector='OR'), name='fact_has_one_place'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('not_reported', False), ('number__isnull', False), ('text__isnull', True)), models.Q(('not_reported', False), ('number__isnull', True), ('text__isnull', False), models.Q(('text', ''), _negated=True)), models.Q(('not_reported', True), ('number__isnull', True), ('text__isnull', True)), _connector='OR'), name='fact_has_one_value'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.CheckConstraint(condition=models.Q(('source_kind__range', (1, 3))), name='fact_has_a_standing'),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.UniqueConstraint(models.F('period'), models.F('subject'), models.F('measure'), models.F('source_kind'), django.db.models.functions.comparison.Coalesce('supersedes', 0), name='fact_one_line_per_key'),
        ),
        migrations.AddConstraint(
            model_name='draftedvalue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cell__isnull', False), ('end__isnull', True), ('page__isnull', True), ('sheet__isnull', False), ('source__isnull', False), ('start__isnull', True), ('typed_by__isnull', True)), models.Q(('cell__isnull', True), ('end__isnull', False), ('page__isnull', True), ('sheet__isnull', True), ('source__isnull', False), ('start__isnull', False), ('typed_by__isnull', True), ('end__gt', models.F('start')), ('start__gte', 0)), models.Q(('cell__isnull', True), ('end__isnull', True), ('page__gte', 1), ('page__isnull', False), ('sheet__isnull', True), ('source__isnull', False), ('start__isnull', True), ('typed_by__isnull', True)), models.Q(('cell__isnull', True), ('end__isnull', True), ('page__isnull', True), ('sheet__isnull', True), ('start__isnull', True), ('typed_by__isnull', False)), _connector='OR'), name='drafted_value_has_one_place'),
        ),
        migrations.AddConstraint(
            model_name='draftedvalue',
            constraint=models.CheckConstraint(condition=models.Q(('number__isnull', False), ('text__isnull', False), _negated=True), name='drafted_one_value'),
        ),
        migrations.AddConstraint(
            model_name='draftedvalue',
            constraint=models.UniqueConstraint(fields=('submission', 'subject', 'measure', 'source_kind'), name='drafted_once_per_key'),
        ),
        migrations.AddConstraint(
            model_name='askedsubject',
            constraint=models.UniqueConstraint(fields=('submission', 'subject'), name='subject_asked_once'),
        ),
    ]
