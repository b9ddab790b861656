"""Vertebra: vetted patient education, in the reader's language, as JSON.

One rule decides every doubt: a patient must never read words that nobody vouched for without being told so.
"""

__version__ = "0.1.0"
