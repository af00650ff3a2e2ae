"""What somebody says was wrong (投诉)."""

from features.running import Outcome, Run, options, step


@step("complaint {number:S} was received on {day:S}", "complaint {number:S} is received on {day:S}")
def receive(indelible: Run, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("complaint", "receive", number, *options(datatable), "--effective-at", day)


@step("complaint {number:S} was answered on {day:S}: {text}", "complaint {number:S} is answered on {day:S}: {text}")
def respond(indelible: Run, number: str, day: str, text: str) -> Outcome:
    return indelible("complaint", "respond", number, "--text", text, "--effective-at", day)


@step("complaint {number:S} was closed on {day:S}: {settled}", "complaint {number:S} is closed on {day:S}: {settled}")
def close(indelible: Run, number: str, day: str, settled: str) -> Outcome:
    told = ("--outcome", settled, "--cause", "漏装", "--action", "装车双人复核")
    return indelible("complaint", "close", number, *told, "--effective-at", day)


@step("complaint {number:S} was reopened on {day:S}: {why}", "complaint {number:S} is reopened on {day:S}: {why}")
def reopen(indelible: Run, number: str, day: str, why: str) -> Outcome:
    return indelible("complaint", "reopen", number, "--reason", why, "--effective-at", day)


@step("complaint {number:S} was acknowledged on {day:S}", "complaint {number:S} is acknowledged on {day:S}")
def acknowledge(indelible: Run, number: str, day: str) -> Outcome:
    return indelible("complaint", "acknowledge", number, "--effective-at", day)


@step(
    "complaint {number:S} was assessed on {day:S} as {severity:S}",
    "complaint {number:S} is assessed on {day:S} as {severity:S}",
)
def assess(indelible: Run, number: str, day: str, severity: str) -> Outcome:
    told = ("--severity", severity, "--complexity", "simple", "--impact", "one")
    return indelible("complaint", "assess", number, *told, "--effective-at", day)


@step(
    "the cause of complaint {number:S} was found on {day:S}: {cause}",
    "the cause of complaint {number:S} is found on {day:S}: {cause}",
)
def investigate(indelible: Run, number: str, day: str, cause: str) -> Outcome:
    return indelible("complaint", "investigate", number, "--cause", cause, "--effective-at", day)


@step(
    "the decision on complaint {number:S} was told on {day:S}: {decision}",
    "the decision on complaint {number:S} is told on {day:S}: {decision}",
)
def decide(indelible: Run, number: str, day: str, decision: str) -> Outcome:
    return indelible("complaint", "decide", number, "--decision", decision, "--effective-at", day)


@step("complaint {number:S} was accepted on {day:S}", "complaint {number:S} is accepted on {day:S}")
def accept(indelible: Run, number: str, day: str) -> Outcome:
    return indelible("complaint", "accept", number, "--effective-at", day)


@step("complaint {number:S} was disputed on {day:S}: {why}", "complaint {number:S} is disputed on {day:S}: {why}")
def dispute(indelible: Run, number: str, day: str, why: str) -> Outcome:
    return indelible("complaint", "dispute", number, "--text", why, "--effective-at", day)


@step(
    "complaint {number:S} was taken to {to:S} at level {level:d} on {day:S}",
    "complaint {number:S} is taken to {to:S} at level {level:d} on {day:S}",
)
def escalate(indelible: Run, number: str, to: str, level: int, day: str) -> Outcome:
    return indelible("complaint", "escalate", number, "--assignee", to, "--level", level, "--effective-at", day)


@step(
    "leader {leader:S} read complaint {number:S} on {day:S}", "leader {leader:S} reads complaint {number:S} on {day:S}"
)
def leader_read(indelible: Run, leader: str, number: str, day: str) -> Outcome:
    return indelible("complaint", "leader-read", number, "--leader", leader, "--effective-at", day)


@step(
    "leader {leader:S} said on {day:S} of complaint {number:S}: {text}",
    "leader {leader:S} says on {day:S} of complaint {number:S}: {text}",
)
def leader_answer(indelible: Run, leader: str, number: str, day: str, text: str) -> Outcome:
    told = ("--leader", leader, "--text", text)
    return indelible("complaint", "leader-answer", number, *told, "--effective-at", day)


@step(
    "complaint {number:S} was handed over on {day:S} to {owner:S}",
    "complaint {number:S} is handed over on {day:S} to {owner:S}",
)
def hand_over(indelible: Run, number: str, day: str, owner: str) -> Outcome:
    return indelible("complaint", "hand-over", number, "--owner", owner, "--effective-at", day)


@step(
    "the handling of complaint {number:S} was given {score:d} on {day:S}",
    "the handling of complaint {number:S} is given {score:d} on {day:S}",
)
def rate(indelible: Run, number: str, score: int, day: str) -> Outcome:
    return indelible("complaint", "rate", number, "--score", score, "--effective-at", day)


@step("complaint {number:S} was closed on {day:S} with", "complaint {number:S} is closed on {day:S} with")
def close_with(indelible: Run, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("complaint", "close", number, *options(datatable), "--effective-at", day)
