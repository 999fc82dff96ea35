"""``harness view``: the runs of a folder as one page on this machine, watched live, and the place to mark.

safety    who may speak to the page at all
index     what lies in the run folders, read once and followed as it grows
acts      what the page sends, as reviews
server    addresses → pages
"""
