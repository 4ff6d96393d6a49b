"""Moves between services that companies make, and that the exam asks about. No question names another one."""

from collections.abc import Iterator
from dataclasses import dataclass

from bank.generators.wording import full
from matrix.facts import Facts
from matrix.models import Service

MOVES = (
    ("ec2", "rds", "a self-managed database"),
    ("ec2", "aurora", "a self-managed database"),
    ("ec2", "dynamodb", "a self-managed key-value store"),
    ("ec2", "elasticache", "a self-managed cache"),
    ("ec2", "opensearch", "a self-managed search cluster"),
    ("ec2", "redshift", "a self-managed data warehouse"),
    ("ec2", "lambda", "a small web service"),
    ("ec2", "ecs-fargate", "a group of containers"),
    ("ec2", "beanstalk", "a web application"),
    ("ec2", "apigateway", "a self-managed API gateway"),
    ("ec2", "sqs", "a self-managed message queue"),
    ("ec2", "sns", "a notification server"),
    ("ec2", "s3", "a collection of product pictures"),
    ("ec2", "efs", "a file server"),
    ("ec2", "elb", "a self-managed load balancer"),
    ("ec2", "cognito", "a sign-in server"),
    ("ec2", "bedrock", "a self-hosted language model"),
    ("ec2", "cloudfront", "the cache of a website"),
    ("ec2", "route53", "a self-managed DNS service"),
    ("ec2", "workspaces", "a fleet of remote desktops"),
    ("ec2", "sagemaker", "a training job"),
    ("ec2", "eks-mng", "a self-managed Kubernetes cluster"),
    ("ec2", "emr", "a self-managed Hadoop cluster"),
    ("lightsail", "beanstalk", "a web shop"),
    ("lightsail", "lambda", "a small web service"),
    ("lightsail", "s3", "a collection of file downloads"),
    ("lightsail", "rds", "a self-managed database"),
    ("rds-custom-oracle", "rds", "an Oracle database"),
    ("rds-custom-sqlserver", "rds", "a SQL Server database"),
    ("rds", "dynamodb", "a table of shopping carts"),
    ("redshift", "athena", "a monthly report"),
    ("emr", "athena", "a nightly report"),
    ("emr", "redshift", "a sales report"),
    ("ecs-ec2", "ecs-fargate", "a group of containers"),
    ("ecs-ec2", "lambda", "a small container"),
    ("eks-mng", "eks-auto", "a Kubernetes workload"),
    ("eks-mng", "eks-fargate", "a Kubernetes workload"),
    ("eks-mng", "ecs-fargate", "a group of containers"),
    ("beanstalk", "lambda", "a small web application"),
    ("lambda-container", "lambda", "a function"),
    ("cloudhsm", "kms", "a set of encryption keys"),
    ("ebs", "s3", "an archive"),
    ("ebs", "efs", "a file share"),
    ("efs", "s3", "an archive"),
    ("sagemaker", "bedrock", "a text summary feature"),
    ("outposts", "ec2", "an application server"),
)

# What a move from a variant leads to, where the plain name would cover the variant too.
PLAIN = {"lambda-container": "AWS Lambda (zip packages)"}


@dataclass(frozen=True)
class Move:
    source: Service
    target: Service
    workload: str

    @property
    def target_name(self) -> str:
        return PLAIN.get(self.parameters["from"], full(self.target))

    @property
    def parameters(self) -> dict[str, str]:
        return {"from": self.source.slug, "to": self.target.slug}


def moves(facts: Facts) -> Iterator[Move]:
    for source, target, workload in MOVES:
        if source in facts.services and target in facts.services:
            yield Move(facts.services[source], facts.services[target], workload)
