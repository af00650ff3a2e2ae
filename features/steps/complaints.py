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
    return indelible("complaint", "close", number, "--outcome", settled, "--effective-at", day)


@step("complaint {number:S} was reopened on {day:S}: {why}", "complaint {number:S} is reopened on {day:S}: {why}")
def reopen(indelible: Run, number: str, day: str, why: str) -> Outcome:
    return indelible("complaint", "reopen", number, "--reason", why, "--effective-at", day)
