from planner.engine.facts import Answer, FactState
from planner.engine.sight import learn_sight

RULE, OTHER_RULE = 0, 1
MEMBERS = range(2, 22)
EXCEPTION, STRANGER = 22, 23
FACTS = [
    FactState(RULE, 1.0),
    FactState(OTHER_RULE, 1.0),
    *(FactState(number, 1.0, (RULE,), (True,), service=number) for number in MEMBERS),
    FactState(EXCEPTION, 1.0, (RULE,), (False,), service=50),
    FactState(STRANGER, 1.0, (OTHER_RULE,), (True,), service=51),
]


def learner_who(shows) -> list[Answer]:
    return [Answer(number, day=number, shown=shows(number)) for number in MEMBERS if number < 18]


def test_a_learner_who_gets_neighbors_right_at_first_sight_is_expected_to_know_the_next():
    sight = learn_sight(FACTS, learner_who(lambda number: number > 4))

    assert sight.known(FACTS[20]) > 0.6
    assert sight.known(FACTS[RULE]) > 0.6
    assert sight.known(FACTS[20]) > sight.known(FACTS[STRANGER])


def test_an_exception_is_not_predicted_by_its_rule():
    sight = learn_sight(FACTS, learner_who(lambda number: number > 4))

    assert sight.known(FACTS[EXCEPTION]) < sight.known(FACTS[20]) - 0.2
    assert sight.known(FACTS[EXCEPTION]) < sight.known(FACTS[STRANGER])


def test_a_learner_whom_rules_do_not_help_is_not_credited_with_them():
    sight = learn_sight(FACTS, learner_who(lambda number: False))

    assert sight.known(FACTS[20]) < 0.2


def test_answers_of_one_day_teach_a_rule_less_than_those_of_several():
    one_day = learn_sight(FACTS, [Answer(number, day=1, shown=True) for number in MEMBERS])
    spread = learn_sight(FACTS, [Answer(number, day=number, shown=True) for number in MEMBERS])

    assert one_day.taught.rules[RULE] < 3 < 15 < spread.taught.rules[RULE]


def test_rows_right_at_first_sight_say_less_since_they_are_easily_guessed():
    alone = [Answer(number, day=number, shown=number % 2 == 0) for number in MEMBERS]
    as_rows = [answer._replace(judged=5) for answer in alone]

    assert learn_sight(FACTS, as_rows).known(FACTS[STRANGER]) < learn_sight(FACTS, alone).known(FACTS[STRANGER]) - 0.1
