import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_start"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("summary", models.TextField()),
                (
                    "about_matrix",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="Its questions name cells, and answers count on the map and in the plan. Without it, questions need no cell and no skill, and only classes with this course see it.",
                        verbose_name="about the matrix",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of its address.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("kind", models.CharField(help_text="In two or three words: Public bucket.", max_length=40)),
                ("title", models.CharField(max_length=80)),
                (
                    "story",
                    models.TextField(
                        help_text="What happened, without saying which layer failed. Claims may stand in it."
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        help_text="The duty that would have stopped it: ec2/guest-os/patch-the-guest-operating-system.",
                        max_length=200,
                    ),
                ),
                (
                    "tempting",
                    models.JSONField(
                        default=list,
                        help_text="Two or three layers that did not fail: a list of objects with “layer” and “why”.",
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        help_text="Shown with the answer: why this layer, and how the duty would have stopped it."
                    ),
                ),
                (
                    "also",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        help_text="Duties that would have helped too.",
                    ),
                ),
                (
                    "section",
                    models.CharField(help_text="Where it is taught: identity-and-access#roles.", max_length=121),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "ordering": ["position", "slug"],
            },
        ),
        migrations.CreateModel(
            name="IncidentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of its address.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("kind", models.CharField(help_text="In two or three words: Public bucket.", max_length=40)),
                ("title", models.CharField(max_length=80)),
                (
                    "story",
                    models.TextField(
                        help_text="What happened, without saying which layer failed. Claims may stand in it."
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        help_text="The duty that would have stopped it: ec2/guest-os/patch-the-guest-operating-system.",
                        max_length=200,
                    ),
                ),
                (
                    "tempting",
                    models.JSONField(
                        default=list,
                        help_text="Two or three layers that did not fail: a list of objects with “layer” and “why”.",
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        help_text="Shown with the answer: why this layer, and how the duty would have stopped it."
                    ),
                ),
                (
                    "also",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        help_text="Duties that would have helped too.",
                    ),
                ),
                (
                    "section",
                    models.CharField(help_text="Where it is taught: identity-and-access#roles.", max_length=121),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of its address.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("label", models.CharField(help_text="Its place, as learners say it: L3.", max_length=8)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("title", models.CharField(max_length=120)),
                (
                    "short_title",
                    models.CharField(help_text="For narrow places, as the course outline.", max_length=60),
                ),
                (
                    "summary",
                    models.CharField(help_text="One or two sentences, also for search engines.", max_length=200),
                ),
                (
                    "domain",
                    models.CharField(
                        blank=True, help_text="Domain of the exam guide: Security and compliance.", max_length=80
                    ),
                ),
                ("exam_task", models.CharField(blank=True, help_text="Task of the exam guide: 2.1.", max_length=8)),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes to read")),
                (
                    "body",
                    models.TextField(
                        help_text="Markdown with directives on lines of their own, as [[stack ec2 rds lambda]]."
                    ),
                ),
                (
                    "takeaways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        help_text="What to remember, one per line.",
                    ),
                ),
                (
                    "recommendations",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What to read next: objects with title, text, url and paid.",
                    ),
                ),
                (
                    "sections",
                    models.JSONField(
                        default=list,
                        editable=False,
                        help_text="Read from the body: anchor, title and cells of each section.",
                    ),
                ),
                ("updated_on", models.DateField(help_text="The day on which its content last changed.")),
                ("published", models.BooleanField(default=False)),
                (
                    "publish_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: learners see it as soon as it is published.",
                        null=True,
                        verbose_name="open from",
                    ),
                ),
                (
                    "video_state",
                    models.CharField(
                        choices=[
                            ("none", "No video: nothing is shown"),
                            ("generating", "Generating: learners are asked to check back soon"),
                            ("ready", "Ready: the film can be played"),
                            ("made", "Made from the facts: a film of the lesson’s [[drawing boundary …]]"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                (
                    "video",
                    models.FileField(
                        blank=True,
                        upload_to="videos/",
                        validators=[django.core.validators.FileExtensionValidator(["mp4", "webm"])],
                    ),
                ),
                (
                    "video_url",
                    models.URLField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="In place of a file: on YouTube, Vimeo, or an MP4 or WebM file on your own storage. Readers decide whether to load it.",
                        max_length=300,
                        verbose_name="video address",
                    ),
                ),
                (
                    "captions",
                    models.FileField(
                        blank=True,
                        help_text="WebVTT file.",
                        upload_to="videos/",
                        validators=[django.core.validators.FileExtensionValidator(["vtt"])],
                    ),
                ),
                (
                    "video_seconds",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Shown with the link to the video.",
                        null=True,
                        verbose_name="length in seconds",
                    ),
                ),
                ("transcript", models.TextField(blank=True, help_text="Everything that is said or shown, as text.")),
                ("edit_number", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "ordering": ["course__position", "position"],
            },
        ),
        migrations.CreateModel(
            name="LessonDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField()),
                ("based_on", models.PositiveIntegerField()),
                ("edit_number", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("form_step", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="LessonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Part of its address.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("label", models.CharField(help_text="Its place, as learners say it: L3.", max_length=8)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("title", models.CharField(max_length=120)),
                (
                    "short_title",
                    models.CharField(help_text="For narrow places, as the course outline.", max_length=60),
                ),
                (
                    "summary",
                    models.CharField(help_text="One or two sentences, also for search engines.", max_length=200),
                ),
                (
                    "domain",
                    models.CharField(
                        blank=True, help_text="Domain of the exam guide: Security and compliance.", max_length=80
                    ),
                ),
                ("exam_task", models.CharField(blank=True, help_text="Task of the exam guide: 2.1.", max_length=8)),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes to read")),
                (
                    "body",
                    models.TextField(
                        help_text="Markdown with directives on lines of their own, as [[stack ec2 rds lambda]]."
                    ),
                ),
                (
                    "takeaways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        help_text="What to remember, one per line.",
                    ),
                ),
                (
                    "recommendations",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What to read next: objects with title, text, url and paid.",
                    ),
                ),
                (
                    "sections",
                    models.JSONField(
                        default=list,
                        editable=False,
                        help_text="Read from the body: anchor, title and cells of each section.",
                    ),
                ),
                ("updated_on", models.DateField(help_text="The day on which its content last changed.")),
                ("published", models.BooleanField(default=False)),
                (
                    "publish_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: learners see it as soon as it is published.",
                        null=True,
                        verbose_name="open from",
                    ),
                ),
                (
                    "video_state",
                    models.CharField(
                        choices=[
                            ("none", "No video: nothing is shown"),
                            ("generating", "Generating: learners are asked to check back soon"),
                            ("ready", "Ready: the film can be played"),
                            ("made", "Made from the facts: a film of the lesson’s [[drawing boundary …]]"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                (
                    "video",
                    models.FileField(
                        blank=True,
                        upload_to="videos/",
                        validators=[django.core.validators.FileExtensionValidator(["mp4", "webm"])],
                    ),
                ),
                (
                    "video_url",
                    models.URLField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="In place of a file: on YouTube, Vimeo, or an MP4 or WebM file on your own storage. Readers decide whether to load it.",
                        max_length=300,
                        verbose_name="video address",
                    ),
                ),
                (
                    "captions",
                    models.FileField(
                        blank=True,
                        help_text="WebVTT file.",
                        upload_to="videos/",
                        validators=[django.core.validators.FileExtensionValidator(["vtt"])],
                    ),
                ),
                (
                    "video_seconds",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Shown with the link to the video.",
                        null=True,
                        verbose_name="length in seconds",
                    ),
                ),
                ("transcript", models.TextField(blank=True, help_text="Everything that is said or shown, as text.")),
                ("edit_number", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Novelty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Its anchor.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "since",
                    models.CharField(
                        help_text="As exactly as the source says it: 2023-01-05, 2023-01 or 2023.",
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}(-\\d{2}(-\\d{2})?)?$", "Write 2023, 2023-01 or 2023-01-05."
                            )
                        ],
                    ),
                ),
                ("before", models.TextField(help_text="What older material says.")),
                ("now", models.TextField(help_text="What is so now. Claims may stand in it.")),
                (
                    "about",
                    models.CharField(
                        help_text="The cell or duty that it is about: s3/encryption-at-rest.", max_length=200
                    ),
                ),
                ("source_title", models.CharField(max_length=200)),
                ("source_url", models.URLField(max_length=300, verbose_name="source address")),
            ],
            options={
                "verbose_name_plural": "novelties",
                "ordering": ["-since", "slug"],
            },
        ),
        migrations.CreateModel(
            name="NoveltyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Its anchor.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "since",
                    models.CharField(
                        help_text="As exactly as the source says it: 2023-01-05, 2023-01 or 2023.",
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}(-\\d{2}(-\\d{2})?)?$", "Write 2023, 2023-01 or 2023-01-05."
                            )
                        ],
                    ),
                ),
                ("before", models.TextField(help_text="What older material says.")),
                ("now", models.TextField(help_text="What is so now. Claims may stand in it.")),
                (
                    "about",
                    models.CharField(
                        help_text="The cell or duty that it is about: s3/encryption-at-rest.", max_length=200
                    ),
                ),
                ("source_title", models.CharField(max_length=200)),
                ("source_url", models.URLField(max_length=300, verbose_name="source address")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(editable=False, max_length=60, unique=True)),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What the picture shows, for people who can’t see it. A lesson can word it differently.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "decorative",
                    models.BooleanField(default=False, help_text="It shows nothing that the text doesn’t say."),
                ),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="size in bytes")),
                (
                    "uploaded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
            ],
            options={
                "ordering": ["-uploaded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PictureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(editable=False, max_length=60)),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What the picture shows, for people who can’t see it. A lesson can word it differently.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "decorative",
                    models.BooleanField(default=False, help_text="It shows nothing that the text doesn’t say."),
                ),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="size in bytes")),
                (
                    "uploaded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("anchor", models.CharField(blank=True, max_length=60)),
                ("moved_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "traps",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        help_text="Owners said of exam traps, by scenario; an empty one: the answer was shown without one.",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("anchor", models.CharField(max_length=60)),
                ("finished_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="ScheduledPublication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField()),
                ("based_on", models.PositiveIntegerField()),
                ("goes_live_at", models.DateTimeField()),
                ("ordered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("held_at", models.DateTimeField(blank=True, null=True)),
                ("held_because", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Its anchor.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="How lessons write it, form by form.",
                    ),
                ),
                ("definition", models.TextField(help_text="What it means, in our words. Claims may stand in it.")),
                (
                    "source_title",
                    models.CharField(blank=True, help_text="Needed where it states something of AWS.", max_length=200),
                ),
                ("source_url", models.URLField(blank=True, max_length=300, verbose_name="source address")),
                (
                    "section",
                    models.CharField(
                        blank=True, help_text="Where it is taught: identity-and-access#root.", max_length=121
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="TermEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("loaded_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "slug",
                    models.CharField(
                        help_text="Its anchor.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="How lessons write it, form by form.",
                    ),
                ),
                ("definition", models.TextField(help_text="What it means, in our words. Claims may stand in it.")),
                (
                    "source_title",
                    models.CharField(blank=True, help_text="Needed where it states something of AWS.", max_length=200),
                ),
                ("source_url", models.URLField(blank=True, max_length=300, verbose_name="source address")),
                (
                    "section",
                    models.CharField(
                        blank=True, help_text="Where it is taught: identity-and-access#root.", max_length=121
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CohortReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("only", models.BooleanField(db_default=False, default=False, verbose_name="show only these courses")),
                ("edit_number", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "cohort",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reading",
                        to="accounts.cohort",
                        verbose_name="class",
                    ),
                ),
                ("courses", models.ManyToManyField(blank=True, related_name="+", to="lessons.course")),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="4f4ceba95ffa2eec8b23d500f1ca32171ca9199e",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_0ebdc",
                    table="lessons_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "lessons_incidentevent" ("also", "duty", "id", "kind", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "slug", "story", "tempting", "title", "why") VALUES (NEW."also", NEW."duty", NEW."id", NEW."kind", NEW."loaded_hash", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."section", NEW."slug", NEW."story", NEW."tempting", NEW."title", NEW."why"); RETURN NULL;',
                    hash="034ca1bb8274aa6ce7244b558f86d4421df57b09",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fc55c",
                    table="lessons_incident",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "lessons_incidentevent" ("also", "duty", "id", "kind", "loaded_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "slug", "story", "tempting", "title", "why") VALUES (NEW."also", NEW."duty", NEW."id", NEW."kind", NEW."loaded_hash", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."section", NEW."slug", NEW."story", NEW."tempting", NEW."title", NEW."why"); RETURN NULL;',
                    hash="3e1e7068730369f20311ad31c0924009344aed1f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c1685",
                    table="lessons_incident",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="incidentevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="incidentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="lessons.incident",
            ),
        ),
        migrations.AddField(
            model_name="lesson",
            name="course",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lessons", to="lessons.course"
            ),
        ),
        migrations.AddField(
            model_name="cohortreading",
            name="hidden",
            field=models.ManyToManyField(blank=True, related_name="+", to="lessons.lesson"),
        ),
        migrations.AddField(
            model_name="lessondraft",
            name="editor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="lessondraft",
            name="lesson",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="lessons.lesson"
            ),
        ),
        migrations.AddField(
            model_name="lessonevent",
            name="course",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="lessons.course",
            ),
        ),
        migrations.AddField(
            model_name="lessonevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="lessonevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="lessons.lesson",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="novelty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "lessons_noveltyevent" ("about", "before", "id", "loaded_hash", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "slug", "source_title", "source_url", "title") VALUES (NEW."about", NEW."before", NEW."id", NEW."loaded_hash", NEW."now", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."slug", NEW."source_title", NEW."source_url", NEW."title"); RETURN NULL;',
                    hash="f47d8249f964a6f7e09de4d6bb235a63dab2f3d2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ba405",
                    table="lessons_novelty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="novelty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "lessons_noveltyevent" ("about", "before", "id", "loaded_hash", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "slug", "source_title", "source_url", "title") VALUES (NEW."about", NEW."before", NEW."id", NEW."loaded_hash", NEW."now", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."slug", NEW."source_title", NEW."source_url", NEW."title"); RETURN NULL;',
                    hash="11c8828693c181d34ada2aed62ea85b10f666c9a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_72122",
                    table="lessons_novelty",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="noveltyevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="noveltyevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="lessons.novelty",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pictureevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="pictureevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="lessons.picture",
            ),
        ),
        migrations.AddField(
            model_name="pictureevent",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="places", to="accounts.learner"
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="lesson",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="places", to="lessons.lesson"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="accounts.learner"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="lesson",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="lessons.lesson"
            ),
        ),
        migrations.AddField(
            model_name="scheduledpublication",
            name="editor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="scheduledpublication",
            name="lesson",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="scheduled", to="lessons.lesson"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="renew_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE matrix_factsrevision SET number = gen_random_uuid(); RETURN NULL;",
                    hash="276d03a57bedafce3c2975b3696a71e98ee52158",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renew_revision_894c2",
                    table="lessons_term",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "lessons_termevent" ("definition", "forms", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "slug", "source_title", "source_url") VALUES (NEW."definition", NEW."forms", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."section", NEW."slug", NEW."source_title", NEW."source_url"); RETURN NULL;',
                    hash="0106523a64a36cce93c561ccdeb90e5d0eebc9b5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f24bf",
                    table="lessons_term",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "lessons_termevent" ("definition", "forms", "id", "loaded_hash", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "slug", "source_title", "source_url") VALUES (NEW."definition", NEW."forms", NEW."id", NEW."loaded_hash", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."section", NEW."slug", NEW."source_title", NEW."source_url"); RETURN NULL;',
                    hash="22b7e67e922219befcb301c2b7da2195eb0f1b83",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_62c0b",
                    table="lessons_term",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="termevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="termevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="lessons.term",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="93a13248796b07f677cd014d48cdc23b8218f514",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3bb7b",
                    table="lessons_incidentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(("video_state__in", ["none", "generating", "ready", "made"])),
                name="lessons_video_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("video_state", "ready"), _negated=True),
                    models.Q(
                        models.Q(("video", ""), _negated=True),
                        models.Q(("captions", ""), _negated=True),
                        models.Q(("transcript", ""), _negated=True),
                        ("video_seconds__isnull", False),
                    ),
                    models.Q(models.Q(("video_url", ""), _negated=True), models.Q(("transcript", ""), _negated=True)),
                    _connector="OR",
                ),
                name="lessons_ready_video_has_captions_and_transcript",
                violation_error_message="A video that is ready needs its file, length, captions and a transcript, or an address and a transcript.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lesson",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "lessons_lessonevent" ("body", "captions", "course_id", "domain", "edit_number", "exam_task", "id", "label", "loaded_hash", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publish_at", "published", "recommendations", "sections", "short_title", "slug", "summary", "takeaways", "title", "transcript", "updated_on", "video", "video_seconds", "video_state", "video_url") VALUES (NEW."body", NEW."captions", NEW."course_id", NEW."domain", NEW."edit_number", NEW."exam_task", NEW."id", NEW."label", NEW."loaded_hash", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."publish_at", NEW."published", NEW."recommendations", NEW."sections", NEW."short_title", NEW."slug", NEW."summary", NEW."takeaways", NEW."title", NEW."transcript", NEW."updated_on", NEW."video", NEW."video_seconds", NEW."video_state", NEW."video_url"); RETURN NULL;',
                    hash="b0d3a29f19950aa70ba0ecd0a1df4dae5d180af7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cb183",
                    table="lessons_lesson",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lesson",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "lessons_lessonevent" ("body", "captions", "course_id", "domain", "edit_number", "exam_task", "id", "label", "loaded_hash", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publish_at", "published", "recommendations", "sections", "short_title", "slug", "summary", "takeaways", "title", "transcript", "updated_on", "video", "video_seconds", "video_state", "video_url") VALUES (NEW."body", NEW."captions", NEW."course_id", NEW."domain", NEW."edit_number", NEW."exam_task", NEW."id", NEW."label", NEW."loaded_hash", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."publish_at", NEW."published", NEW."recommendations", NEW."sections", NEW."short_title", NEW."slug", NEW."summary", NEW."takeaways", NEW."title", NEW."transcript", NEW."updated_on", NEW."video", NEW."video_seconds", NEW."video_state", NEW."video_url"); RETURN NULL;',
                    hash="498bae4df53e599c7ba66fa67b3476834de8e62d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6db5b",
                    table="lessons_lesson",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lessonevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0c70f9bf3d07c8a4f4c2bdad4bb2618733fb7549",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3da39",
                    table="lessons_lessonevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noveltyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c2624d124aed7584b8ae247f5fdb15f8ced42c78",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_87532",
                    table="lessons_noveltyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alt", ""), ("decorative", True)),
                    models.Q(("decorative", False), models.Q(("alt", ""), _negated=True)),
                    _connector="OR",
                ),
                name="lessons_picture_has_alternative_text_or_is_decorative",
                violation_error_message="Write an alternative text, or mark the picture as decorative and write none.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="picture",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "lessons_pictureevent" ("alt", "decorative", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."alt", NEW."decorative", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="a19a6a04a59b2de33ecd874271783f07decf8567",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dcdfe",
                    table="lessons_picture",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="picture",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "lessons_pictureevent" ("alt", "decorative", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."alt", NEW."decorative", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                    hash="a7b26ee125c5ff238c09b8ea573f66c000704eeb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f615f",
                    table="lessons_picture",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pictureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ec5a72211e6a125de1e404a7e522b1c57bf7543b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_da78b",
                    table="lessons_pictureevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(fields=("learner", "lesson"), name="lessons_one_place_per_lesson"),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(
                fields=("learner", "lesson", "anchor"), name="lessons_one_reading_per_section"
            ),
        ),
        migrations.AddConstraint(
            model_name="scheduledpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at", None), ("held_because", "")),
                    models.Q(("held_at__isnull", False), models.Q(("held_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="lessons_held_publication_says_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="termevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d553a453372dfbeaecb351e535028fed59276ad1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f100e",
                    table="lessons_termevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
