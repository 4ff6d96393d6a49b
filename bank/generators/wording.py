"""How services, layers and tasks are spoken of in derived questions.

Tasks are imperatives and stay so: "AWS has to patch …", "it is up to you to rotate …". No verb is ever inflected.
"""

import re

from matrix.models import Duty, Layer, Responsibility, Service, Side

PREFIXES = ("Amazon ", "AWS ")
# Where the name as stored does not fit into a sentence.
NAMES = {"snow": "AWS Snowball Edge"}
# What one works with rather than on.
WITH = {"Networking", "Security and identity", "Application integration", "Hybrid"}

LAYERS = {
    "customer-data": "data handling",
    "identity-access": "identity and access",
    "application-code": "the application code",
    "client-side-encryption": "client-side encryption",
    "network-config": "the network access rules",
    "logging-monitoring": "logging and monitoring",
    "backup-recovery": "backup and recovery",
    "encryption-at-rest": "encryption at rest",
    "encryption-in-transit": "encryption in transit",
    "availability-scaling": "availability and scaling",
    "platform-software": "the platform software",
    "guest-os": "the operating system",
    "virtualization": "the virtualization layer",
    "hardware-network": "the hardware and physical network",
    "physical-facilities": "the physical facilities",
}

# Services as options: a short and a long way to say the same, so that a name's length need not tell. Where a variant
# of a service has another owner (Lambda from images, RDS Custom), both say which one is meant.
CHOICES = {
    "ec2": ("Amazon EC2", "Linux servers on Amazon EC2 instances"),
    "ebs": ("Amazon EBS", "Volumes on Amazon Elastic Block Store (Amazon EBS)"),
    "lightsail": ("Amazon Lightsail", "Virtual servers that are rented from Amazon Lightsail"),
    "ecs-ec2": ("Amazon ECS on EC2", "Containers that Amazon ECS runs on EC2 instances"),
    "ecs-fargate": ("Amazon ECS on Fargate", "Containers that Amazon ECS runs on AWS Fargate"),
    "eks-mng": ("Amazon EKS node groups", "Kubernetes pods on Amazon EKS with managed node groups"),
    "eks-fargate": ("Amazon EKS on Fargate", "Kubernetes pods that Amazon EKS runs on AWS Fargate"),
    "eks-auto": ("Amazon EKS Auto Mode", "Kubernetes pods on a cluster in Amazon EKS Auto Mode"),
    "beanstalk": ("AWS Elastic Beanstalk", "A web application on AWS Elastic Beanstalk"),
    "lambda": ("AWS Lambda with zip files", "Functions that are uploaded to AWS Lambda as zip files"),
    "lambda-container": ("AWS Lambda with images", "Functions that AWS Lambda runs from container images"),
    "s3": ("Amazon S3", "Buckets on Amazon Simple Storage Service (Amazon S3)"),
    "efs": ("Amazon EFS", "A shared file system on Amazon Elastic File System"),
    "dynamodb": ("Amazon DynamoDB", "Key-value tables that are kept in Amazon DynamoDB"),
    "rds": ("Amazon RDS for MySQL", "A relational database on Amazon RDS for PostgreSQL"),
    "aurora": ("Amazon Aurora", "A relational database cluster on Amazon Aurora"),
    "rds-custom-oracle": ("RDS Custom for Oracle", "An Oracle database on Amazon RDS Custom for Oracle"),
    "rds-custom-sqlserver": ("RDS Custom for SQL Server", "A database on Amazon RDS Custom for SQL Server"),
    "elasticache": ("Amazon ElastiCache", "A cache of hot records on Amazon ElastiCache"),
    "redshift": ("Amazon Redshift", "A data warehouse on an Amazon Redshift cluster"),
    "opensearch": ("Amazon OpenSearch", "A search domain on Amazon OpenSearch Service"),
    "emr": ("Amazon EMR on EC2", "A Hadoop cluster that Amazon EMR runs on EC2 instances"),
    "athena": ("Amazon Athena", "Queries that Amazon Athena runs on files in a data lake"),
    "vpc": ("Amazon VPC", "A network on Amazon Virtual Private Cloud (Amazon VPC)"),
    "elb": ("Elastic Load Balancing", "A load balancer from Elastic Load Balancing"),
    "cloudfront": ("Amazon CloudFront", "A website that is delivered through Amazon CloudFront"),
    "route53": ("Amazon Route 53", "A domain with its DNS records on Amazon Route 53"),
    "apigateway": ("Amazon API Gateway", "A REST API that is published with Amazon API Gateway"),
    "sqs": ("Amazon SQS", "A message queue on Amazon Simple Queue Service"),
    "sns": ("Amazon SNS", "Topics on Amazon Simple Notification Service"),
    "iam": ("AWS IAM", "Users and roles in AWS Identity and Access Management"),
    "kms": ("AWS KMS", "Keys that are kept in AWS Key Management Service"),
    "cloudhsm": ("AWS CloudHSM", "A cluster of security modules in AWS CloudHSM"),
    "cognito": ("Amazon Cognito", "A directory of app users on Amazon Cognito"),
    "sagemaker": ("Amazon SageMaker AI", "Training jobs and notebooks on Amazon SageMaker AI"),
    "bedrock": ("Amazon Bedrock", "A chat assistant that calls models on Amazon Bedrock"),
    "workspaces": ("Amazon WorkSpaces", "Virtual desktops that run on Amazon WorkSpaces"),
    "outposts": ("AWS Outposts", "Servers on an AWS Outposts rack in a company's own room"),
    "snow": ("AWS Snowball Edge", "Jobs that run on a device of the AWS Snow Family"),
}

LONGEST_LOCAL_NAME = 40
PROPER = ("Oracle", "SQL", "HSM", "EMR", "ECS", "Kubernetes", "Fargate")

# Written alike for many services.
STOCK = ("Keep 90 days", "Enforce", "Authenticate", "Isolate", "Guard the keys", "Guard the data centers", "Run power")
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


def On(service: Service) -> str:  # noqa: N802
    return f"{on(service).capitalize()} {brief(service)}"


def as_choices(service: Service) -> tuple[str, str]:
    """The service as an option, short and long. One that is not in the table yet has its name for both."""
    return CHOICES.get(service.slug, (full(service), full(service)))


def layer_phrase(layer: Layer) -> str:
    return LAYERS.get(layer.slug, layer.phrase)


def layer_of(cell: Responsibility) -> str:
    """What the layer is called in this service, where that is short enough for a sentence: "the database engine"."""
    name = cell.local_name
    if not name or len(name) > LONGEST_LOCAL_NAME or set(name) & set(":,("):
        return layer_phrase(cell.layer)
    return f"the {name if name.startswith(PROPER) else name[0].lower() + name[1:]}"


def infinitive(duty: Duty) -> str:
    """The task as it follows "to": "patch the guest operating system"."""
    return duty.task[0].lower() + duty.task[1:]


def who(side: str) -> str:
    return "AWS" if side == Side.AWS else "you"


def has_to(side: str) -> str:
    return "has to" if side == Side.AWS else "have to"


def is_vendors(duty: Duty) -> bool:
    return duty.task.startswith(VENDOR)


def is_stock(duty: Duty) -> bool:
    return duty.task.startswith(STOCK)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?])\s+(?=[A-Z“])", text.strip())


def joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part)
