# The whole of intake in one step, for ledgers that begin here.

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('intake', '0001_initial'),
        ('intake', '0002_ledger_imports'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('facts', '0001_initial'),
        ('projects', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('reading', 'being read'), ('mapping', 'to map'), ('planning', 'dry run under way'), ('planned', 'to confirm'), ('importing', 'being imported'), ('done', 'imported'), ('refused', 'cannot be read'), ('cancelled', 'cancelled')], default='reading', max_length=10)),
                ('refusal', models.JSONField(help_text='code and placeholders of why it cannot be read', null=True)),
                ('tables', models.JSONField(default=list, help_text='[{sheet, shape, heads, samples, rows, mapping, confidence}]')),
                ('period', models.CharField(blank=True, max_length=10, verbose_name='period')),
                ('decisions', models.JSONField(default=dict, help_text='{"table:row": subject, or "new"}')),
                ('counts', models.JSONField(default=dict, help_text='rows by state, and cells written')),
                ('position', models.BigIntegerField(help_text='of the entry that imported it', null=True)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='facts.source')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='received for')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'being read'), ('ready', 'ready'), ('refused', 'cannot be read')], default='waiting', max_length=10)),
                ('done_share', models.PositiveSmallIntegerField(default=0, verbose_name='done, in hundredths')),
                ('refusal', models.JSONField(help_text='code and placeholders of why it cannot be read', null=True)),
                ('encoding', models.CharField(blank=True, max_length=20, verbose_name='encoding')),
                ('original', models.TextField(blank=True)),
                ('restored', models.TextField(blank=True)),
                ('damaged', models.BooleanField(default=False)),
                ('edits', models.JSONField(default=list, help_text='[{start, end, found, became, why, confidence, applied}]')),
                ('notes', models.JSONField(default=list)),
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reading', to='facts.source')),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('meeting', 'meeting'), ('project', 'project'), ('lead', 'investment lead'), ('directive', 'directive')], max_length=10)),
                ('order', models.PositiveIntegerField()),
                ('proposed_by', models.CharField(default='rules', help_text='rules, or model', max_length=20)),
                ('fields', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('proposed', 'to confirm'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='proposed', max_length=10)),
                ('made_record', models.BooleanField(default=False, help_text='whether confirming made the record, or joined one')),
                ('made', models.JSONField(default=list, help_text='rows that confirming made, in order: [[model, id], …]')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason of the rejection')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='facts.subject')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='intake.reading')),
            ],
            options={
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalLedgerImport',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('reading', 'being read'), ('mapping', 'to map'), ('planning', 'dry run under way'), ('planned', 'to confirm'), ('importing', 'being imported'), ('done', 'imported'), ('refused', 'cannot be read'), ('cancelled', 'cancelled')], default='reading', max_length=10)),
                ('refusal', models.JSONField(help_text='code and placeholders of why it cannot be read', null=True)),
                ('period', models.CharField(blank=True, max_length=10, verbose_name='period')),
                ('decisions', models.JSONField(default=dict, help_text='{"table:row": subject, or "new"}')),
                ('counts', models.JSONField(default=dict, help_text='rows by state, and cells written')),
                ('position', models.BigIntegerField(help_text='of the entry that imported it', null=True)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='facts.source')),
                ('started_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit', verbose_name='received for')),
            ],
            options={
                'verbose_name': 'historical ledger import',
                'verbose_name_plural': 'historical ledger imports',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'position', 'history_id'], name='intake_hist_id_c55c3a_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRegisterKey',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.BigIntegerField(db_index=True)),
                ('register', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=60)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('project', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.project')),
            ],
            options={
                'verbose_name': 'historical register key',
                'verbose_name_plural': 'historical register keys',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'position', 'history_id'], name='intake_hist_id_86818d_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSheetMapping',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.BigIntegerField(db_index=True)),
                ('shape', models.CharField(help_text='SHA-256 of the heads', max_length=64)),
                ('heads', models.JSONField(help_text='the heads, for a person')),
                ('content', models.JSONField(help_text='`intake.ledger.mapping.Mapping` as JSON; null: this table is left out', null=True)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit')),
            ],
            options={
                'verbose_name': 'historical sheet mapping',
                'verbose_name_plural': 'historical sheet mappings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'position', 'history_id'], name='intake_hist_id_1a824e_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PlannedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField()),
                ('table', models.PositiveSmallIntegerField()),
                ('index', models.PositiveIntegerField(help_text='among the rows of the table that count')),
                ('number', models.PositiveIntegerField(verbose_name='row')),
                ('state', models.CharField(max_length=10)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('cells', models.JSONField(default=list, help_text='[{column, label, old, new}]')),
                ('troubles', models.JSONField(default=list, help_text='[{column, zh, en, stops, found}]')),
                ('alike', models.JSONField(default=list, help_text='[{subject, name, likeness}]')),
                ('ledger_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_rows', to='intake.ledgerimport')),
            ],
            options={
                'ordering': ['order'],
                'indexes': [models.Index(fields=['ledger_import', 'state', 'order'], name='planned_row_by_state')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalDraft',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.BigIntegerField(db_index=True)),
                ('kind', models.CharField(choices=[('meeting', 'meeting'), ('project', 'project'), ('lead', 'investment lead'), ('directive', 'directive')], max_length=10)),
                ('order', models.PositiveIntegerField()),
                ('proposed_by', models.CharField(default='rules', help_text='rules, or model', max_length=20)),
                ('fields', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('proposed', 'to confirm'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='proposed', max_length=10)),
                ('made_record', models.BooleanField(default=False, help_text='whether confirming made the record, or joined one')),
                ('made', models.JSONField(default=list, help_text='rows that confirming made, in order: [[model, id], …]')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason of the rejection')),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='facts.subject')),
                ('reading', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='intake.reading')),
            ],
            options={
                'verbose_name': 'historical draft',
                'verbose_name_plural': 'historical drafts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'position', 'history_id'], name='intake_hist_id_0196d1_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='RegisterKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=60)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='register_keys', to='projects.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('register', 'key'), name='register_key_once')],
            },
        ),
        migrations.CreateModel(
            name='SheetMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shape', models.CharField(help_text='SHA-256 of the heads', max_length=64)),
                ('heads', models.JSONField(help_text='the heads, for a person')),
                ('content', models.JSONField(help_text='`intake.ledger.mapping.Mapping` as JSON; null: this table is left out', null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'shape'), name='mapping_once_per_shape')],
            },
        ),
    ]
