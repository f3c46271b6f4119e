"""Whether a translation says the same as the German text: what a section states, and how it is written.

Languages put words in another order, so sections are compared as multisets, never by position.
"""
