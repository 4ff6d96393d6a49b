"""Pairs of similar services on two sides of the boundary, which the exam likes to compare."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from matrix.facts import Facts
from matrix.models import Layer, Service

# The one that leaves more to the customer comes first.
PAIRS = (
    ("ec2", "rds", "A database: on a server of yours, or managed"),
    ("ecs-ec2", "ecs-fargate", "Containers: on instances of yours, or without any"),
    ("lambda-container", "lambda", "A function: as a container image, or as a zip file"),
    ("cloudhsm", "kms", "Encryption keys: in a hardware module for you alone, or in a service"),
    ("rds-custom-oracle", "rds", "An Oracle database: with a login to its host, or without"),
    ("rds-custom-sqlserver", "rds", "A SQL Server database: with a login to its host, or without"),
    ("ebs", "s3", "Storage: a disk, or objects"),
    ("eks-mng", "eks-fargate", "Kubernetes: on nodes you can see, or without any"),
    ("ec2", "lambda", "Your code: on a server, or as a function"),
    ("ec2", "beanstalk", "A web application: on a server, or on a platform"),
    ("rds", "dynamodb", "A database: sized by you, or behind an API"),
    ("sagemaker", "bedrock", "Machine learning: on instances, or behind an API"),
)


def compare_url(a: Service, b: Service) -> str:
    return f"{reverse('matrix:compare')}?{urlencode({'a': a.slug, 'b': b.slug})}"


def guess_url(a: Service, b: Service) -> str:
    return reverse("matrix:twins-pair", args=[a.slug, b.slug])


@dataclass(frozen=True)
class Twins:
    a: Service
    b: Service
    point: str
    differing: tuple[Layer, ...]

    @property
    def url(self) -> str:
        return compare_url(self.a, self.b)

    @property
    def guess_url(self) -> str:
        return guess_url(self.a, self.b)

    def other(self, service: Service) -> Service:
        return self.b if service == self.a else self.a


def twins(facts: Facts) -> Iterator[Twins]:
    for a, b, point in PAIRS:
        if a in facts.services and b in facts.services:
            yield Twins(facts.services[a], facts.services[b], point, differing_layers(a, b, facts))


def differing_layers(a: str, b: str, facts: Facts) -> tuple[Layer, ...]:
    return tuple(
        layer
        for slug, layer in facts.layers.items()
        if facts.cells[a, slug].ownership.answer != facts.cells[b, slug].ownership.answer
    )


def twins_of(service: Service, facts: Facts) -> list[Twins]:
    return [pair for pair in twins(facts) if service in (pair.a, pair.b)]
