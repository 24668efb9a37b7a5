"""A form that a page can show without knowing its fields."""

from django import forms


class PlainForm(forms.Form):
    """A form whose page shows each field with the component named here; a line of text otherwise."""

    components: dict[str, str] = {}

    def component(self, name: str) -> str:
        """This names the component a field is typed into."""
        return self.components.get(name, "text")
