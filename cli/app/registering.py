"""Give a command's function the options that it shares with its kin, so that each is written once."""

from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, Signature, signature
from typing import Any, get_args, get_type_hints

import typer

from domain.kernel.text import escaped


def register(
    app: typer.Typer,
    name: str | None,
    run: Callable[..., None],
    own: Callable[..., Any],
    shared: Mapping[str, tuple[Any, Any]],
    hidden: Sequence[str],
) -> None:
    """Make `run` a command with name, help and parameters of `own`, without the `hidden` and with the `shared` ones.

    `shared` gives (annotation, default) by name. `**options: Unpack[SomeTypedDict]` stands for an option for each of
    its keys; those that were not given are left out.
    """
    parameters = {key: p for key, p in signature(own, eval_str=True).parameters.items() if key not in hidden}
    optional: set[str] = set()
    for parameter in list(parameters.values()):
        if parameter.kind is Parameter.VAR_KEYWORD:
            del parameters[parameter.name]
            (fields,) = get_args(parameter.annotation)
            for key, hint in get_type_hints(fields, include_extras=True).items():
                parameters[key] = Parameter(key, Parameter.KEYWORD_ONLY, annotation=hint, default=None)
                optional.add(key)
    for key, (hint, default) in shared.items():
        parameters[key] = Parameter(key, Parameter.KEYWORD_ONLY, annotation=hint, default=default)

    def command(context: typer.Context, **given: Any) -> None:
        refuse_broken_text(*given.values())
        run(context, **{k: v for k, v in given.items() if v is not None or k not in optional})

    context = Parameter("context", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    by_name = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in parameters.values()]
    command.__signature__ = Signature([context, *by_name])  # type: ignore[attr-defined]  # what Typer reads
    command.__annotations__ = {p.name: p.annotation for p in (context, *by_name)}
    command.__name__, command.__doc__ = own.__name__, own.__doc__
    app.command(name)(command)


def refuse_broken_text(*values: object) -> None:
    """A usage error for an argument that holds bytes of another encoding; neither log nor database could take it."""
    for value in values:
        if isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
            raise typer.BadParameter(f"{escaped(value)} is not text in UTF-8")
