"""The record of customers, staff, suggestions and contacts; access is checked where it is read."""
