from uuid import uuid4

from django.template import Context, Template
from django.urls import reverse

from serving.whole_numbers import address_of


def test_an_address_is_the_one_that_django_makes():
    for attempt, position in ((uuid4(), 1), (uuid4(), 31_001), (str(uuid4()), 7)):
        expected = reverse("quizzes:attempt-item-flag", args=[attempt, position])

        assert address_of("quizzes:attempt-item-flag", attempt, position) == expected
        assert drawn("{% url 'quizzes:attempt-item-flag' attempt position %}", attempt, position) == expected
        assert (
            drawn("{% url 'quizzes:attempt-item-flag' attempt position as a %}{{ a }}", attempt, position) == expected
        )


def test_an_address_may_have_names_in_it():
    for names in (("ec2", "guest-os"), ("ec2", "31000"), ("ec2", "stand-in-0")):
        assert address_of("matrix:cell", *names) == reverse("matrix:cell", args=names)
    assert address_of("matrix:grid") == reverse("matrix:grid")


def test_a_name_for_an_address_that_does_not_exist_stays_empty():
    assert drawn("{% url 'quizzes:attempt-item-flag' attempt as a %}({{ a }})", 5, 1) == "()"


def drawn(template: str, attempt: object, position: int) -> str:
    return Template(template).render(Context({"attempt": attempt, "position": position}))
