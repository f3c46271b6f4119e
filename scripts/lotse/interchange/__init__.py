"""Translations out to the programs of translators and back: PO and XLIFF 1.2, a unit for each section and each word."""
