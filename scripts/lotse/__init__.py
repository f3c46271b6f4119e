"""Lotse: the tool that keeps an advisory guide true.

A :class:`lotse.model.Site` is read once; checks are generator functions over it;
``finish`` does to the built site whatever needs to know a page or the whole site.
"""
