"""Customers and products from CSV and XLSX files."""

from store.importing.customers import import_customers
from store.importing.products import import_products
from store.importing.report import ImportReport, RowError

__all__ = ["ImportReport", "RowError", "import_customers", "import_products"]
