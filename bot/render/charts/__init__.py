"""Charts as pictures for a phone: pure functions of typed figures to PNG bytes.

Imported only where one is drawn: matplotlib takes its time.
"""
