"""Which tool helps with a task that stays yours? The other questions show tools as owners, which they never are."""

from collections.abc import Iterator
from dataclasses import dataclass

from bank.generators.draft import (
    DerivedOption,
    DerivedQuestion,
    asked_about,
    choose_distractors,
    claims,
    picked,
    ranked,
)
from bank.generators.wording import full, lowered, on
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Duty, Side

NAME = "helping-tools"
WORDINGS = (
    "{on} {service}, a team has to {task}. Which tool is made for that?",
    "{on} {service}, you have to {task}. Which tool can do the routine work once you have set it up?",
)


@dataclass(frozen=True)
class Helper:
    """A service that helps. `does` follows its name."""

    text: str
    does: str


HELPERS = {
    helper.text: helper
    for helper in (
        Helper("AWS Systems Manager", "installs patches on a schedule on machines that you enroll"),
        Helper("AWS Backup", "makes and keeps backups according to a plan that you write"),
        Helper("AWS Secrets Manager", "stores passwords and can change them on a schedule that you set"),
        Helper("AWS Certificate Manager", "issues TLS certificates and renews them for services that it works with"),
        Helper("AWS Firewall Manager", "attaches your WAF rules to load balancers and APIs in all your accounts"),
        Helper("IAM Access Analyzer", "reports who outside your account can reach a resource"),
        Helper("Amazon Macie", "searches S3 buckets for personal and other sensitive data"),
        Helper("Amazon CloudWatch", "collects metrics and raises the alarms that you define"),
        Helper("AWS Artifact", "offers AWS's audit reports for download"),
        Helper("Amazon Inspector", "finds known flaws in software but does not fix them"),
        Helper(
            "AWS Trusted Advisor",
            "compares settings with recommendations but sets no alarms on metrics",
        ),
        Helper("AWS Health Dashboard", "reports events at AWS that touch your account"),
    )
}
# What is made for a task, by the path of the duty. Nothing else in the list may do the same.
HELPED = {
    "ec2/guest-os/patch-the-guest-operating-system": "AWS Systems Manager",
    "ec2/backup-recovery/schedule-snapshots-or-images-of-instances": "AWS Backup",
    "ebs/backup-recovery/create-or-schedule-volume-snapshots": "AWS Backup",
    "dynamodb/backup-recovery/take-on-demand-backups-for-long-retention": "AWS Backup",
    "rds/identity-access/rotate-database-passwords": "AWS Secrets Manager",
    "aurora/identity-access/rotate-database-passwords": "AWS Secrets Manager",
    "apigateway/encryption-in-transit/bring-certificates-for-custom-domain-names": "AWS Certificate Manager",
    "elb/network-config/attach-waf-rules-where-needed": "AWS Firewall Manager",
    "apigateway/network-config/attach-waf-rules-and-throttles": "AWS Firewall Manager",
    "s3/identity-access/review-bucket-access-regularly": "IAM Access Analyzer",
    "s3/customer-data/classify-objects-by-sensitivity": "Amazon Macie",
    "ec2/logging-monitoring/set-alarms-on-instance-metrics": "Amazon CloudWatch",
    "lambda/logging-monitoring/set-alarms-on-errors-and-throttles": "Amazon CloudWatch",
    "sqs/logging-monitoring/set-alarms-on-queue-age-and-depth": "Amazon CloudWatch",
}


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for path, helper in HELPED.items():
        duty = facts.duties.get(path)
        if duty and duty.owner == Side.CUSTOMER and asked_about(duty.cell):
            yield _draft(duty, HELPERS[helper])


def _draft(duty: Duty, helper: Helper) -> DerivedQuestion:
    others = ranked([other for other in HELPERS.values() if other != helper], lambda other: other.text, duty.path)
    return DerivedQuestion(
        generator=NAME,
        parameters={"duty": duty.path},
        skill=Skill.CUSTOMER,
        pattern=picked(WORDINGS, NAME, duty.path),
        slots={"task": lowered(duty.task), "on": on(duty.service), "service": full(duty.service)},
        cells=[duty.cell],
        choices=[
            _key(duty, helper),
            *(_other(duty, other) for other in choose_distractors(helper, others, NAME, duty.path)),
        ],
    )


def _key(duty: Duty, helper: Helper) -> DerivedOption:
    return DerivedOption(
        key="helps",
        text=helper.text,
        rationale=f"{helper.text} {helper.does}. Setting it up and checking that it works stays your responsibility.",
        is_key=True,
        claims=(claims(duty, Side.CUSTOMER),),
    )


def _other(duty: Duty, helper: Helper) -> DerivedOption:
    return DerivedOption(
        key="-".join(helper.text.lower().split()),
        text=helper.text,
        rationale=f"{helper.text} {helper.does}.",
    )
