"""Customers and products from CSV and XLSX files."""

from store.importing.customers import import_customers
from store.importing.products import import_products
from store.importing.report import ImportReport, Moved, RowError

__all__ = ["ImportReport", "Moved", "RowError", "import_customers", "import_products"]
