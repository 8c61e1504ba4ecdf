"""What use cases return: frozen results that rendering and the JSON contract are made from."""
