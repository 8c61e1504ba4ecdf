"""Finding customers by the way staff name them, and reading their records."""

from store.customers.finding import find_customers
from store.customers.lists import count_records, customer_names, list_records
from store.customers.lookup import CustomerHit, Named
from store.customers.mentions import find_mentions
from store.customers.reading import get_record
from store.customers.records import (
    COMPLAINT_UNTOLD,
    ConsentTerms,
    CustomerRecord,
    HeldProduct,
    KeptPromise,
    NotedComplaint,
    OpenFollowUp,
    OpenPromise,
    PastContact,
    PastSuggestion,
)
from store.customers.soundness import Readable, RecordUnreadable
from store.customers.statements import RECENT
from store.customers.talks import Talked, list_talks

__all__ = [
    "COMPLAINT_UNTOLD",
    "RECENT",
    "ConsentTerms",
    "CustomerHit",
    "CustomerRecord",
    "HeldProduct",
    "KeptPromise",
    "Named",
    "NotedComplaint",
    "OpenFollowUp",
    "OpenPromise",
    "PastContact",
    "PastSuggestion",
    "Readable",
    "RecordUnreadable",
    "Talked",
    "count_records",
    "customer_names",
    "find_customers",
    "find_mentions",
    "get_record",
    "list_records",
    "list_talks",
]
