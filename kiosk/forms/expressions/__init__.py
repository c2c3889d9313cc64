"""Evaluates the rules of forms: XPath 1.0 as ODK uses it, compiled to functions over typed values (ADR 0010)."""
