"""Moves between services that companies make, and that the exam asks about."""

from collections.abc import Iterator
from dataclasses import dataclass

from matrix.facts import Facts
from matrix.models import Service

MOVES = (
    ("ec2", "rds", "its own database"),
    ("ec2", "aurora", "its own database"),
    ("ec2", "dynamodb", "its own key-value database"),
    ("ec2", "elasticache", "its own cache"),
    ("ec2", "opensearch", "its own search cluster"),
    ("ec2", "redshift", "its own data warehouse"),
    ("ec2", "lambda", "a small web service"),
    ("ec2", "ecs-fargate", "its containers"),
    ("ec2", "beanstalk", "a web application"),
    ("ec2", "apigateway", "its own API gateway"),
    ("ec2", "sqs", "its own message queues"),
    ("ec2", "sns", "its own notification server"),
    ("ec2", "s3", "its own file server"),
    ("ec2", "efs", "its own file server"),
    ("ec2", "elb", "its own load balancer"),
    ("ec2", "cognito", "its own sign-in server"),
    ("ec2", "bedrock", "a language model that it hosts"),
    ("ec2", "cloudfront", "its own caching servers"),
    ("ec2", "route53", "its own DNS servers"),
    ("ec2", "workspaces", "its remote desktops"),
    ("ec2", "sagemaker", "its model training"),
    ("ec2", "eks-mng", "its own Kubernetes cluster"),
    ("ec2", "emr", "its own Hadoop cluster"),
    ("lightsail", "beanstalk", "a web shop"),
    ("lightsail", "lambda", "a small web service"),
    ("lightsail", "s3", "a static website"),
    ("lightsail", "rds", "its own database"),
    ("rds-custom-oracle", "rds", "an Oracle database"),
    ("rds-custom-sqlserver", "rds", "a SQL Server database"),
    ("rds", "dynamodb", "a table of shopping carts"),
    ("redshift", "athena", "occasional reports"),
    ("emr", "athena", "a nightly report"),
    ("emr", "redshift", "its reports"),
    ("ecs-ec2", "ecs-fargate", "its containers"),
    ("ecs-ec2", "lambda", "a small container"),
    ("eks-mng", "eks-auto", "its Kubernetes workloads"),
    ("eks-mng", "eks-fargate", "its Kubernetes pods"),
    ("eks-mng", "ecs-fargate", "its containers"),
    ("beanstalk", "lambda", "a small web application"),
    ("lambda-container", "lambda", "a function"),
    ("cloudhsm", "kms", "its encryption keys"),
    ("ebs", "s3", "its archive"),
    ("ebs", "efs", "its shared files"),
    ("efs", "s3", "its archive"),
    ("sagemaker", "bedrock", "a text summary feature"),
    ("outposts", "ec2", "its application servers"),
)


@dataclass(frozen=True)
class Move:
    source: Service
    target: Service
    workload: str

    @property
    def parameters(self) -> dict[str, str]:
        return {"from": self.source.slug, "to": self.target.slug}


def moves(facts: Facts) -> Iterator[Move]:
    for source, target, workload in MOVES:
        if source in facts.services and target in facts.services:
            yield Move(facts.services[source], facts.services[target], workload)
