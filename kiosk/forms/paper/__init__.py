"""A filled-in form on paper: the city's form in its own language, the visitor's words beside it (docs/forms.md).

`sheet` says what stands on it, `layout` turns that into data for `assets/typst/form.typ`, `render` sets it and reads its
codes back; `official` fills a PDF form that a city insists on.
"""
