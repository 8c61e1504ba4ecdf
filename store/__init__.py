"""The CRM store: tables, queries by concern, audit chain, import and export."""
