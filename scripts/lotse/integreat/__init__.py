"""Pages for the Integreat app: made from the Markdown, handed over as files, as XLIFF or by push.

``pages`` picks sections and makes them, ``subset`` is the HTML that the CMS stores byte for byte, ``offer`` says what
may leave the house, ``push`` and its neighbours talk to the CMS.
"""
