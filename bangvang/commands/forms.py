"""`forms`: the forms of award that are known, with the names they also go by."""

from __future__ import annotations

from bangvang.commands.console import DONE, Console
from bangvang.facts import honours


def forms(console: Console) -> int:
    """Prints every form under its category, its other names below it."""
    for category in honours.categories():
        print(category.label)
        for form in honours.forms():
            if form.category == category.id:
                print(f"  {form.label}")
                if form.aliases or form.short:
                    names = "; ".join((*form.aliases, *form.short))
                    print(f"      {console.say('forms_also', names=names)}")
    return DONE
