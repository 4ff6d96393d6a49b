"""Questions with all their versions, and where the facts contradict them."""

from typing import Any

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Value
from django.db.models.functions import MD5, Coalesce, Lower

from matrix.models import AboutAFact, FromFile, Owner, Responsibility, Skill, slug_words
from serving import chance
from serving.insert_only import insert_only


class Form(models.TextChoices):
    CHOOSE_ONE = "choose-one", "Choose one"
    CHOOSE_N = "choose-n", "Choose a stated number"
    OWNER = "owner", "Whose is it: AWS's, yours, or shared"
    SORT = "sort", "Sort each row: AWS's or yours"
    BOUNDARY = "boundary", "Place the boundary in a stack of layers"

    @property
    def is_shuffled(self) -> bool:
        return self not in (Form.OWNER, Form.BOUNDARY)


class Needs(models.TextChoices):
    """What a right answer takes. A question that a rule answers is no evidence for any service's own fact."""

    RULE = "rule", "The general rule answers it"
    FACT = "fact", "The service's own fact"
    BOTH = "both", "The rule and the service's fact"


class ChangeKind(models.TextChoices):
    NEW = "new", "First version"
    COSMETIC = "cosmetic", "Cosmetic: spelling or layout"
    CLARIFY = "clarify", "Clearer words, same question and key"
    KEY_CHANGE = "key_change", "The key was wrong"
    SEMANTIC = "semantic", "Another question"


class RowStack(models.TextChoices):
    """What the rows of a question made to order have in common."""

    SERVICE = "service", "Made to order: tasks of one service"
    TASK = "task", "Made to order: one task on several services"

    @property
    def generator(self) -> str:
        return f"rows-of-{self.value}"


MADE_TO_ORDER = {kind.generator: kind for kind in RowStack}


def how_made(generator: str) -> str:
    """How pages name what made a question: “Derived: who does this”."""
    if kind := MADE_TO_ORDER.get(generator):
        return kind.label
    return f"Derived: {generator.replace('-', ' ').replace('aws', 'AWS')}" if generator else "Written by hand"


@pghistory.track()
class Misconception(FromFile):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words])
    name = models.CharField(max_length=120, help_text="A short statement of the idea: Managed means AWS does it all.")
    cure = models.TextField(help_text="Two or three sentences that put it right.")
    here = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="+")
    there = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(here=models.F("there")), name="bank_contrast_is_of_two_cells")
        ]

    def __str__(self) -> str:
        return self.name


class ItemQuerySet(models.QuerySet["Item"]):
    def about_matrix(self) -> "ItemQuerySet":
        """Without the questions of other courses, which have no skill."""
        return self.exclude(skill="")

    def of_bank(self) -> "ItemQuerySet":
        """Without the questions made to order: nobody chooses, counts, checks or exports them."""
        return self.exclude(generator__in=MADE_TO_ORDER)

    def asked(self) -> "ItemQuerySet":
        """Questions of the bank for new attempts."""
        return self.askable().of_bank()

    def askable(self) -> "ItemQuerySet":
        """Published, and without an open contradiction with the facts; those made to order too."""
        return self.exclude(published=None).exclude(
            Exists(Contradiction.objects.filter(item=OuterRef("pk"), closed_at=None))
        )


@pghistory.track()
class Item(FromFile):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words])
    skill = models.CharField(
        max_length=10,
        choices=Skill,
        blank=True,
        help_text="What it tests in task 2.1. A question of a course that is not about the matrix has none.",
    )
    section = models.CharField(
        max_length=120,
        blank=True,
        help_text="The section that teaches it, as the lesson's slug and the section's anchor: identity#root-user.",
    )
    published = models.ForeignKey(
        "ItemVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    generator = models.CharField(max_length=60, blank=True, editable=False)
    parameters = models.JSONField(default=dict, blank=True, editable=False)
    edit_number = models.PositiveIntegerField(default=1, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=Q(skill="") | Q(skill__in=Skill.values), name="bank_item_skill_is_known")
        ]

    def __str__(self) -> str:
        return self.published.stem if self.published else self.slug


class ItemDraft(models.Model):
    """An unpublished change, in the form of an item file.

    `based_on` is the item's edit number when the draft began: publishing over a newer version is refused.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField()
    based_on = models.PositiveIntegerField()
    edit_number = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(db_default=TransactionNow())
    saved_by = models.BigIntegerField(null=True, blank=True, help_text="Id of the user who saved it last.")

    def __str__(self) -> str:
        return f"Draft of {self.item.slug}"


def same_stem(stem: Any) -> MD5:
    """Return a hash that is equal for stems that differ only in case, spaces and final punctuation."""
    spaced = Func(stem, Value(r"\s+"), Value(" "), Value("g"), function="regexp_replace")
    return MD5(Func(Lower(spaced), Value(" .?!"), function="btrim", output_field=models.TextField()))


class ItemVersion(models.Model):
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    form = models.CharField(max_length=12, choices=Form)
    stem = models.TextField()
    needs = models.CharField(max_length=4, choices=Needs, default=Needs.BOTH)
    rule = models.CharField(
        max_length=120, blank=True, default="", help_text="The slug of a rule: `matrix.learnable.rules`."
    )
    change = models.CharField(max_length=10, choices=ChangeKind)
    published_at = models.DateTimeField(db_default=TransactionNow())
    editor = models.BigIntegerField(null=True, help_text="Id of the user who published it; null: from a file.")

    tokens: list[str]  # of its options, set by `contrast.asked_on`

    class Meta:
        verbose_name = "version of a question"
        verbose_name_plural = "versions of questions"
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="bank_one_version_per_number"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="bank_version_form_is_known"),
            models.CheckConstraint(condition=Q(change__in=ChangeKind.values), name="bank_version_change_is_known"),
            models.CheckConstraint(
                condition=Q(needs=Needs.RULE) & ~Q(rule="") | Q(needs=Needs.FACT, rule="") | Q(needs=Needs.BOTH),
                name="bank_version_names_the_rule_it_needs",
            ),
        ]
        indexes = [models.Index(same_stem(models.F("stem")), name="bank_versions_by_stem")]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"{self.item.slug}, version {self.number}"


class TestedCell(models.Model):
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="tested_cells")
    cell = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "cell"], name="bank_cell_tested_once_per_version")]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return str(self.cell)


def random_token() -> str:
    return chance.new_seed()


class Option(models.Model):
    """One offered answer, or a row to sort.

    `key` names it across versions and is never shown. Each attempt makes its own public name from `token`
    (quizzes.option_names). `expected` is the owner of a row, empty for an option.
    """

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="options")
    key = models.CharField(max_length=60, validators=[slug_words])
    token = models.CharField(max_length=16, default=random_token)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_key = models.BooleanField("key (right answer)")
    expected = models.CharField(
        max_length=8, blank=True, choices=[(o.value, o.label) for o in (Owner.AWS, Owner.CUSTOMER)]
    )
    rationale = models.TextField()
    misconception = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="bank_option_keys_differ"),
            models.UniqueConstraint(fields=["version", "token"], name="bank_option_tokens_differ"),
            models.CheckConstraint(condition=~Q(rationale=""), name="bank_option_has_a_rationale"),
            models.CheckConstraint(
                condition=Q(expected="") | Q(expected__in=[Owner.AWS, Owner.CUSTOMER], is_key=False),
                name="bank_row_is_sorted_to_one_owner",
            ),
        ]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return self.text


class ClaimQuerySet(models.QuerySet["Claim"]):
    def about_cells(self) -> "ClaimQuerySet":
        return self.filter(~Q(cell=None) | ~Q(duty=None)).annotate(about=Coalesce("cell", "duty__cell"))


class Claim(AboutAFact):
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="claims")
    owner = models.CharField(
        max_length=8, choices=[(o.value, o.label) for o in (Owner.AWS, Owner.CUSTOMER, Owner.SHARED)]
    )

    about: int  # set by `about_cells`

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["option", "pk"]
        constraints = [AboutAFact.points_at_one_fact("bank_claim_points_at_one_fact")]
        triggers = [insert_only()]

    def __str__(self) -> str:
        return f"{self.get_owner_display()}"

    is_history_by = "option__version__item"  # relations that `is_history` reads

    @property
    def is_history(self) -> bool:
        """Return whether the fact may be deleted: the version is not published, or the item follows the facts."""
        version = self.option.version
        return bool(version.item.generator) or version.pk != version.item.published_id


class Closing(models.TextChoices):
    REPUBLISHED = "republished", "A version was published that agrees with the facts"
    WITHDRAWN = "withdrawn", "The question was withdrawn"
    KEPT = "kept", "The question is kept as it is"
    AGREES = "agrees", "The facts agree again"


class Contradiction(models.Model):
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="contradictions")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    proof = models.TextField()
    opened_at = models.DateTimeField("opened", db_default=TransactionNow())
    opened_by = models.BigIntegerField(null=True, help_text="Id of the user who changed the fact; null: a file.")
    closed_at = models.DateTimeField("settled", null=True, blank=True)
    closed_by = models.BigIntegerField(null=True, blank=True, help_text="Id of the user; null: a file.")
    closing = models.CharField(max_length=12, choices=Closing, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "question that contradicts the facts"
        verbose_name_plural = "questions that contradict the facts"
        ordering = [models.F("closed_at").desc(nulls_first=True), "-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(closed_at__isnull=True), name="bank_one_open_contradiction_per_item"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closing="")
                | Q(closed_at__isnull=False, closing__in=Closing.values),
                name="bank_closed_contradiction_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(closing=Closing.KEPT) | ~Q(reason=""),
                name="bank_contradiction_is_kept_for_a_reason",
                violation_error_message="Say why the question stays the same.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}"
