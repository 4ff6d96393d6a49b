"""How services and tasks are spoken of in derived questions.

Tasks are stored as imperatives. Only their first verb is ever inflected.
"""

import re
from functools import lru_cache

from matrix.models import Duty, Service, Side

PREFIXES = ("Amazon ", "AWS ")
# Where the name as stored does not fit into a sentence.
NAMES = {
    "snow": "AWS Snowball Edge",
    "efs": "Amazon EFS (Regional)",
    "lambda": "AWS Lambda (zip packages)",
    "lambda-container": "AWS Lambda (container images)",
}
# What one works with rather than on.
WITH = {"Networking", "Security and identity", "Application integration", "Hybrid"}

# Options that name a service say which variant is meant where another one has another owner.
OPTION_NAMES = {
    "rds": "RDS for MySQL",
    "eks-mng": "EKS with managed node groups",
    "emr": "EMR on EC2",
}

# What a company does with a service, as it follows "A company".
USES = {
    "ec2": "runs its web servers on Amazon EC2",
    "ebs": "keeps its data disks on Amazon EBS",
    "lightsail": "runs its blog on Amazon Lightsail",
    "ecs-ec2": "runs containers with Amazon ECS on EC2 instances",
    "ecs-fargate": "runs tasks on AWS Fargate with Amazon ECS",
    "eks-mng": "runs Kubernetes on Amazon EKS with managed node groups",
    "eks-fargate": "runs Kubernetes pods on Amazon EKS with AWS Fargate",
    "eks-auto": "runs Kubernetes on Amazon EKS Auto Mode",
    "beanstalk": "runs its web shop on AWS Elastic Beanstalk",
    "lambda": "runs functions on AWS Lambda (zip packages)",
    "lambda-container": "runs functions on AWS Lambda (container images)",
    "s3": "keeps product pictures in Amazon S3",
    "efs": "keeps shared files on Amazon EFS",
    "dynamodb": "keeps shopping carts in Amazon DynamoDB",
    "rds": "keeps its orders in Amazon RDS for MySQL",
    "aurora": "keeps its customer records in Amazon Aurora",
    "rds-custom-oracle": "keeps its payroll in Amazon RDS Custom for Oracle",
    "rds-custom-sqlserver": "keeps its stock list in Amazon RDS Custom for SQL Server",
    "elasticache": "caches prices in Amazon ElastiCache",
    "redshift": "analyzes its sales in Amazon Redshift",
    "opensearch": "searches its catalog with Amazon OpenSearch Service",
    "emr": "processes log files with Amazon EMR on EC2",
    "athena": "queries log files with Amazon Athena",
    "vpc": "connects its servers through Amazon VPC",
    "elb": "distributes its web traffic with Elastic Load Balancing",
    "cloudfront": "delivers its website through Amazon CloudFront",
    "route53": "keeps its DNS records in Amazon Route 53",
    "apigateway": "publishes an API with Amazon API Gateway",
    "sqs": "queues its orders in Amazon SQS",
    "sns": "sends notifications with Amazon SNS",
    "iam": "manages its users in AWS IAM",
    "kms": "keeps its encryption keys in AWS KMS",
    "cloudhsm": "keeps its signing keys in AWS CloudHSM",
    "cognito": "signs in its app users with Amazon Cognito",
    "sagemaker": "trains models on Amazon SageMaker AI",
    "bedrock": "calls language models through Amazon Bedrock",
    "workspaces": "gives its staff desktops on Amazon WorkSpaces",
    "outposts": "runs servers on an AWS Outposts rack",
    "snow": "collects field data on AWS Snowball Edge devices",
    "secretsmanager": "keeps its passwords in AWS Secrets Manager",
    "organizations": "groups its accounts with AWS Organizations",
    "identitycenter": "signs in its staff with AWS IAM Identity Center",
    "acm": "gets its certificates from AWS Certificate Manager",
    "config": "tracks its settings with AWS Config",
    "directconnect": "reaches its VPC over AWS Direct Connect",
    "vpn": "connects its office through AWS Site-to-Site VPN",
    "glue": "prepares its data with AWS Glue",
    "stepfunctions": "runs its workflows on AWS Step Functions",
}

# A vendor's step: true, but no learner would take it for a customer's.
VENDOR = ("Offer", "Provide", "Supply", "Support", "Publish", "Announce", "Issue", "Ship")


def full(service: Service) -> str:
    """The name as the exam says it: "Amazon RDS", "AWS Lambda", "Elastic Load Balancing"."""
    if service.slug in NAMES:
        return NAMES[service.slug]
    if service.short_name.isupper() and service.short_name not in service.name and service.name.startswith(PREFIXES):
        return f"{service.name.split()[0]} {service.short_name}"
    return re.sub(r" \(.*\)$", "", service.name)


def brief(service: Service) -> str:
    """The name inside an explanation: "RDS", "Lambda", "ECS on AWS Fargate"."""
    name = full(service).partition(" or ")[0]
    return next((name.removeprefix(prefix) for prefix in PREFIXES if name.startswith(prefix)), name)


def names_of(service: Service) -> set[str]:
    """Every way in which the texts speak of the service itself."""
    return {service.name, service.short_name, full(service), brief(service)}


def on(service: Service) -> str:
    # "With ECS on AWS Fargate": one "on" is enough.
    return "with" if service.category in WITH or " on " in service.name else "on"


def at(service: Service) -> str:
    """The preposition after a task: "scan images for Amazon ECR", where "with" would name an instrument."""
    return "on" if on(service) == "on" else "for"


def as_option(service: Service) -> str:
    """The service without "Amazon" or "AWS", which would tell options apart for no reason."""
    return OPTION_NAMES.get(service.slug, brief(service))


def use_of(service: Service) -> str:
    """What a company does with the service: "keeps its orders in Amazon RDS for MySQL"."""
    return USES.get(service.slug, f"uses {full(service)}")


def third_person(phrase: str) -> str:
    """The task as it follows "AWS": "patches the operating system"."""
    verb, _, rest = phrase.partition(" ")
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        verb, ending = verb[:-1], "ies"
    return f"{verb.lower()}{ending} {rest}"


def statement(owner: str, phrase: str) -> str:
    return f"AWS {third_person(phrase)}" if owner == Side.AWS else f"You {lowered(phrase)}"


def lowered(phrase: str) -> str:
    return phrase[0].lower() + phrase[1:]


def who(side: str) -> str:
    return "AWS" if side == Side.AWS else "you"


def has_to(side: str) -> str:
    return "has to" if side == Side.AWS else "have to"


def is_vendors(duty: Duty) -> bool:
    return duty.task.startswith(VENDOR)


# "If that Region has a problem": such a sentence needs the one before it.
_POINTS_BACK = re.compile(r"(?:\S+ ){0,4}(?:[Tt]h(?:at|is|ese|ose|ey|em)|[Ii]ts?|[Bb]oth|[Ee]ach of)\b")


def points_back(sentence: str) -> bool:
    return bool(_POINTS_BACK.match(sentence))


@lru_cache(maxsize=4096)  # questions quote the same reasons a dozen times
def sentences(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"(?<=[.?])\s+(?=[A-Z“])", text.strip()))


def joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part)
